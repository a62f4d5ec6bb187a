"""What happened to a matter elsewhere: between the parties, at a board, at a court."""

from django.db import models

from folkmoot.cases.models.case import Case
from folkmoot.officers.models import Post


class Milestone(models.Model):
    """One thing that happened at another body, once a case; writing it down again corrects its day."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="milestones")
    #: a mark of the pack
    name = models.CharField(max_length=24, db_collation="C")
    happened_on = models.DateField()
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "name"], name="one_milestone_a_name")]

    def __str__(self) -> str:
        return f"{self.name} of {self.case_id}"
