"""The clocks of a case: what is due under which rule."""

from django.db import models

from folkmoot.cases.models.case import Case


class Clock(models.Model):
    """One clock of one case. It runs until it is stopped; `due_at` never gets worse for the resident."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks")
    name = models.CharField(max_length=24, db_collation="C")
    started_at = models.DateTimeField()
    due_on = models.DateField()
    due_at = models.DateTimeField()
    is_provisional = models.BooleanField(default=False)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "name"], condition=models.Q(stopped_at=None), name="one_running_clock_a_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.case_id}"
