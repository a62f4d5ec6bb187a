"""The clocks of a case: what is due under which rule, when they stood, and what more time was granted."""

from django.db import models

from folkmoot.cases.models.case import Case
from folkmoot.officers.models import Post


class Clock(models.Model):
    """One clock of one case. It runs until it is stopped; `due_at` never gets worse for the resident."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks")
    name = models.CharField(max_length=24, db_collation="C")
    started_at = models.DateTimeField()
    due_on = models.DateField()
    due_at = models.DateTimeField()
    is_provisional = models.BooleanField(default=False)
    #: how often the pack's extension was granted for it
    extended_times = models.PositiveSmallIntegerField(default=0, db_default=0)
    #: the pack by which it is still counted, where its case was put under another one later; "" is the case's own
    pack = models.CharField(max_length=40, db_collation="C", default="", db_default="", blank=True)
    pack_version = models.CharField(max_length=20, db_collation="C", default="", db_default="", blank=True)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "name"], condition=models.Q(stopped_at=None), name="one_running_clock_a_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.case_id}"


class Pause(models.Model):
    """
    Whole local days on which the clocks that the reason names stand.

    Every pause has a planned last day, so that none is forgotten; ending it earlier sets that day.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pauses")
    #: a reason of the pack
    code = models.CharField(max_length=40, db_collation="C")
    #: the pack that has the reason, where the case was put under another one later; "" is the case's own
    pack = models.CharField(max_length=40, db_collation="C", default="", db_default="", blank=True)
    pack_version = models.CharField(max_length=20, db_collation="C", default="", db_default="", blank=True)
    from_on = models.DateField()
    until_on = models.DateField()
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(until_on__gte=models.F("from_on")), name="pause_has_a_last_day"),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.case_id}"


class Extension(models.Model):
    """More time that the lead asked for. Another post decides; the filer is told the reason either way."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="extensions")
    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="extensions")
    sealed_reason = models.BinaryField()
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_granted = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clock"], condition=models.Q(decided_at=None), name="one_open_extension_a_clock"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("asked_by")),
                name="extension_by_another_post",
            ),
        ]

    def __str__(self) -> str:
        return f"extension of {self.clock_id}"

    @property
    def reason(self) -> str:
        """Why more time is needed, in clear."""
        return self.case.key.open(self.sealed_reason, place="extension.reason")
