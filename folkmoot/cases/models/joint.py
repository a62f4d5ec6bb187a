"""Many hands on one case: named members beside the lead, and a leader who supervises it."""

from django.db import models

from folkmoot.cases.models.case import Case
from folkmoot.officers.models import Appointment, Post


class Member(models.Model):
    """A person in a post who helps with one case, and sees it and no other because of it.

    Who comes to the post later was not asked about an interest of their own: they are named anew.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="members")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["appointment"], name="member_by_appointment", condition=models.Q(until=None))]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "post"], condition=models.Q(until=None), name="one_membership_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} in {self.case_id}"


class Supervision(models.Model):
    """A leader keeps a pressing case under their own eyes, openly, and hears of it every week."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="supervisions")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    sealed_reason = models.BinaryField()
    since = models.DateTimeField()
    #: the last day of the week for which the lead owes a report
    report_due_on = models.DateField()
    lifted_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(lifted_at=None), name="one_supervision_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"supervision of {self.case_id}"

    @property
    def reason(self) -> str:
        """Why it is supervised, in clear."""
        return self.case.key.open(self.sealed_reason, place="supervision.reason")


class Report(models.Model):
    """What the lead tells the supervisor for one week. It stays at the desk."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    supervision = models.ForeignKey(Supervision, on_delete=models.CASCADE, related_name="reports")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    sealed_body = models.BinaryField()
    due_on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"report {self.pk}"

    @property
    def body(self) -> str:
        """The report in clear."""
        return self.case.key.open(self.sealed_body, place="report.body")
