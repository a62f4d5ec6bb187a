"""Who heard a case, and who looked at the decision again."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.models.case import Case
from folkmoot.officers.models import Post, Unit


class Hearing(models.Model):
    """A unit that led a case or decided about it. It never hears the review."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="hearings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "unit"], name="one_hearing_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.case_id}"


class ReviewOutcome(models.TextChoices):
    """What a review decided."""

    UPHELD = "upheld", _("The decision stands")
    CHANGED = "changed", _("The decision was changed")
    SENT_BACK = "sent_back", _("Sent back to be handled again")
    WITHDRAWN = "withdrawn", _("Withdrawn before it was decided")


class Review(models.Model):
    """One review of a case: asked for by the filer, decided in writing by a unit that had not heard it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reviews")
    #: which review of the pack: the first, or the re-check
    code = models.CharField(max_length=24, db_collation="C")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    sealed_reason = models.BinaryField(null=True)
    asked_at = models.DateTimeField()
    #: where the case stood, with which unit, and how it had ended: there it returns unless the review sends it back
    unit_before = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    step_before = models.CharField(max_length=14, db_collation="C")
    outcome_before = models.CharField(max_length=14, blank=True, db_collation="C")
    reason_before = models.CharField(max_length=40, blank=True, db_collation="C")
    closed_before = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True, choices=ReviewOutcome.choices)
    sealed_decision = models.BinaryField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(decided_at=None), name="one_open_review_a_case"),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="", sealed_decision=None)
                | Q(decided_at__isnull=False, outcome="withdrawn", sealed_decision=None)
                | Q(
                    decided_at__isnull=False,
                    outcome__in=["upheld", "changed", "sent_back"],
                    sealed_decision__isnull=False,
                ),
                name="review_is_decided_in_writing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.case_id}"

    @property
    def reason(self) -> str:
        """Why the filer asked, in clear; nobody has to say."""
        return self.case.key.open(self.sealed_reason, place="review.reason") if self.sealed_reason else ""

    @property
    def decision(self) -> str:
        """What the reviewer wrote, in clear; "" until decided."""
        return self.case.key.open(self.sealed_decision, place="review.decision") if self.sealed_decision else ""
