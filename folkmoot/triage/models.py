"""How often suggestions were taken and rejected, and earlier disputes helped.

No post, no case and no day: nobody's obedience can be read here.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Answer(models.TextChoices):
    """What somebody did with a suggested category, or said about the earlier disputes that were shown."""

    TAKEN = "taken", _("taken")
    REJECTED = "rejected", _("rejected")
    HELPED = "helped", _("helped")
    USELESS = "useless", _("did not help")


class Tally(models.Model):
    """Suggestions of one category that were answered alike in one month in one county."""

    #: the first day of the month
    month = models.DateField()
    #: path of the county, or of a place above it; never of a smaller one
    area = models.CharField(max_length=250, db_collation="C")
    category = models.CharField(max_length=60, db_collation="C")
    answer = models.CharField(max_length=8, choices=Answer.choices, db_collation="C")
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "area", "category", "answer"], name="tally_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="tally_of_a_month"),
            models.CheckConstraint(condition=Q(answer__in=[a.value for a in Answer]), name="tally_answer_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.category} {self.answer}"
