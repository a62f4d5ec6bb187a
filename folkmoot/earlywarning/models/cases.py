"""Warnings of single cases: what was raised, who was told, who took it. None of it counts against anybody."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.models import Case
from folkmoot.earlywarning.rules.kinds import Colour, Kind, WhyEnded
from folkmoot.officers.models import Post, Unit, User
from folkmoot.officers.rules.standing import Officer


class WarningKind(models.TextChoices):
    """The kinds in words."""

    CLOCK = Kind.CLOCK.value, _("Most of its time has run")
    DUE = Kind.DUE.value, _("Due today")
    OVERDUE = Kind.OVERDUE.value, _("Overdue")
    SILENT = Kind.SILENT.value, _("Nothing happens")
    BOUNCED = Kind.BOUNCED.value, _("Passed on again and again")
    REDONE = Kind.REDONE.value, _("Opened again and again")
    RECURRING = Kind.RECURRING.value, _("Topic comes up again")
    REPORT_MISSING = Kind.REPORT_MISSING.value, _("Report is missing")
    NOT_KEPT = Kind.NOT_KEPT.value, _("Agreement is not kept")
    UNSAFE = Kind.UNSAFE.value, _("Contact is not safe")


class WarningColour(models.TextChoices):
    """The colours in words."""

    BLUE = Colour.BLUE.value, _("Blue")
    YELLOW = Colour.YELLOW.value, _("Yellow")
    ORANGE = Colour.ORANGE.value, _("Orange")
    RED = Colour.RED.value, _("Red")


class CaseWarningQuerySet(models.QuerySet["CaseWarning"]):
    """Reads of warnings; which cases may be seen is asked of the cases."""

    def open(self) -> Self:
        """Those whose fact still holds."""
        return self.filter(ended_at=None)

    def to_take(self, officer: Officer) -> Self:
        """Open ones that name a post of the officer and that nobody has taken."""
        return self.open().filter(post__in=[s.post_id for s in officer.standings], taken_at=None)


class CaseWarning(models.Model):
    """One warning of one case: why, in numbers and dates; who must act, by when; who took it; why it ended."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="warnings")
    kind = models.CharField(max_length=16, choices=WarningKind.choices, db_collation="C")
    colour = models.CharField(max_length=6, choices=WarningColour.choices, db_collation="C")
    raised_at = models.DateTimeField()
    #: numbers and dates only
    facts = models.JSONField(default=dict)
    #: the clock that it is about, "" for none
    clock = models.CharField(max_length=24, blank=True, db_collation="C")
    #: of a topic that comes up again: the widest category, and the path of the township
    topic = models.CharField(max_length=60, blank=True, db_collation="C")
    area = models.CharField(max_length=250, blank=True, db_collation="C")

    #: who must act
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    #: the path of the place of that unit: the level that it has climbed to
    level_path = models.CharField(max_length=250, db_collation="C")
    climbed_times = models.PositiveSmallIntegerField(default=0)
    #: when it climbs unless it is taken; None where it can climb no higher
    climbs_at = models.DateTimeField(null=True)
    #: when its clock is overdue by as much time again, None where that is over or it is about something else
    worsens_at = models.DateTimeField(null=True)

    taken_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)
    #: what is being done about it
    sealed_said = models.BinaryField(null=True)

    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=10, blank=True, db_collation="C")

    objects = CaseWarningQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["post"], name="warning_of_post", condition=Q(ended_at=None)),
            models.Index(fields=["climbs_at"], name="warning_climbs", condition=Q(ended_at=None, taken_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(ended_at=None), name="one_open_warning_a_case_and_kind"
            ),
            models.UniqueConstraint(
                fields=["area", "topic"],
                condition=Q(ended_at=None, kind=Kind.RECURRING.value),
                name="one_open_warning_a_place_and_topic",
            ),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in Kind]), name="warning_kind_is_known"),
            models.CheckConstraint(condition=Q(colour__in=[c.value for c in Colour]), name="warning_colour_is_known"),
            models.CheckConstraint(
                condition=Q(taken_at=None, taken_by=None) | Q(taken_at__isnull=False, taken_by__isnull=False),
                name="warning_taken_by_a_post",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_why="")
                | Q(ended_at__isnull=False, ended_why__in=[w.value for w in WhyEnded]),
                name="warning_ended_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"

    @property
    def said(self) -> str:
        """What is being done, in the words of who took it, in clear; "" until then."""
        return self.case.key.open(self.sealed_said, place="warning.said") if self.sealed_said else ""


class WarningNotice(models.Model):
    """That a post was told of a warning, when, and why it was that post."""

    warning = models.ForeignKey(CaseWarning, on_delete=models.CASCADE, related_name="notices")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    #: "raised", or why it climbed
    why = models.CharField(max_length=10, db_collation="C")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["post", "-at"], name="warning_notice_of_post")]

    def __str__(self) -> str:
        return f"{self.why} to {self.post_id}"


class Look(models.Model):
    """That a post saw a case on the list of warned cases, when. It did not open the file: that is a `Reading`."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    user_id = models.BigIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"look {self.pk}"


class MorningMail(models.Model):
    """An officer who wants the daily digest by e-mail too, and where."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="+")
    address = models.EmailField()
    since = models.DateTimeField()
    #: the local day of the last one, so that none is sent twice
    sent_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"morning mail of {self.user_id}"
