"""The case: one record from the first word to the close. What was said is not in it."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from folkmoot.lib.reference import spoken
from folkmoot.lib.sealing import FileKey
from folkmoot.officers.models import Appointment, Post, Unit
from folkmoot.officers.rules.authority import MEMBERS, Power
from folkmoot.officers.rules.standing import Officer
from folkmoot.places.models import Place
from folkmoot.places.rules.paths import subtree
from folkmoot.procedures.rules.steps import ENDED, LED, OPEN, UNLED, Outcome, Step


def _values(steps: frozenset[Step]) -> list[str]:
    """Plain strings in a fixed order, for migrations and queries."""
    return sorted(step.value for step in steps)


class Channel(models.TextChoices):
    """How the concern came in."""

    VISIT = "visit", _("Visit at the doorstep")
    WALK_IN = "walk_in", _("Walk-in")
    PHONE = "phone", _("Telephone")
    LETTER = "letter", _("Letter")
    WEB = "web", _("Web")
    MESSAGE = "message", _("Message")
    IMPORT = "import", _("Import")
    API = "api", _("Another system")


class CaseQuerySet(models.QuerySet["Case"]):
    """The one door to cases."""

    def visible_to(self, officer: Officer, *, power: Power = Power.READ) -> Self:
        """Cases in the areas of the officer's posts, without those that complain about their own units or above."""
        areas = Q(pk__in=[])
        for path in officer.areas(power):
            low, high = subtree(path)
            areas |= Q(sight_path__gte=low, sight_path__lt=high)
        if officer.joined and power in MEMBERS:
            areas |= Q(pk__in=sorted(officer.joined))
        found = self.filter(areas)
        if officer.barred_units:
            found = found.exclude(about_unit__in=officer.barred_units)
        return found

    def within(self, path: str) -> Self:
        """Those whose place lies, today, in the subtree of a place."""
        low, high = subtree(path)
        return self.filter(place_path__gte=low, place_path__lt=high)

    def open(self) -> Self:
        """Those that somebody still has to do something about."""
        return self.filter(step__in=_values(OPEN))

    def overdue(self, now: datetime) -> Self:
        """Open ones whose clock has run out."""
        return self.open().filter(due_at__lt=now)


class Case(models.Model):
    """One concern and what became of it. In clear stand only place, category, dates, step and a nameless summary."""

    reference = models.CharField(max_length=9, unique=True, db_collation="C")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    category = models.CharField(max_length=60, db_collation="C")
    #: written by an officer, without names; it alone is searched
    summary = models.CharField(max_length=400, blank=True)
    pack = models.CharField(max_length=40)
    pack_version = models.CharField(max_length=20)

    #: where it was filed, for ever
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    #: where that place lies today, recomputed by a job
    place_path = models.CharField(max_length=250, db_collation="C")
    #: from which place up it may be seen: its place, or the level above a unit that it complains about
    sight_path = models.CharField(max_length=250, db_collation="C")
    about_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField(null=True)

    step = models.CharField(max_length=14, db_collation="C")
    step_before_merge = models.CharField(max_length=14, blank=True, db_collation="C")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    outcome = models.CharField(max_length=14, blank=True, db_collation="C")
    outcome_reason = models.CharField(max_length=40, blank=True, db_collation="C")
    #: rises with every action, so that two people at once never overwrite each other
    version = models.PositiveIntegerField(default=1)

    #: who handles it
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    #: who answers for it until it has a lead
    taken_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    lead_post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    lead_appointment = models.ForeignKey(Appointment, null=True, on_delete=models.PROTECT, related_name="+")
    #: who led when it was closed, and leads again when it is reopened
    last_lead = models.ForeignKey(Appointment, null=True, on_delete=models.PROTECT, related_name="+")

    received_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    routed_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    proposed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    due_clock = models.CharField(max_length=24, blank=True, db_collation="C")
    reopened_count = models.PositiveSmallIntegerField(default=0)
    passed_on_count = models.PositiveSmallIntegerField(default=0)
    #: the level above has decided which unit handles it: that unit does not pass it on again
    is_decided_above = models.BooleanField(default=False, db_default=False)

    #: which data it came from, and its id there: importing the same row again changes nothing
    source = models.CharField(max_length=60, blank=True, db_collation="C")
    source_id = models.CharField(max_length=80, blank=True, db_collation="C")
    imported_at = models.DateTimeField(null=True)
    adopted_at = models.DateTimeField(null=True)
    #: the source says that it was closed before it was opened; kept as it came, and marked
    has_odd_times = models.BooleanField(default=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["sight_path", "step"], name="case_area"),
            models.Index(fields=["due_at", "id"], name="case_due", condition=Q(step__in=_values(OPEN))),
            models.Index(fields=["place_path"], name="case_place_path"),
            models.Index(fields=["-received_at"], name="case_received"),
            # Oldest first: by the index of all cases one would read two years of closed ones before the first open one.
            models.Index(fields=["received_at", "id"], name="case_received_open", condition=Q(step__in=_values(OPEN))),
            # Alone it answers how many are open where: a province's overview then reads no row of the table.
            models.Index(
                fields=["place_path"],
                name="case_open_where",
                include=["id", "sight_path", "about_unit", "step", "due_at", "received_at"],
                condition=Q(step__in=_values(OPEN)),
            ),
            models.Index(fields=["closed_at"], name="case_closed", condition=Q(closed_at__isnull=False)),
            models.Index(fields=["lead_post"], name="case_lead", condition=Q(lead_post__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~Q(source=""), name="case_once_from_its_source"
            ),
            models.CheckConstraint(condition=Q(step__in=[s.value for s in Step]), name="case_step_is_known"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *[o.value for o in Outcome]]), name="case_outcome_is_known"
            ),
            # Exactly one lead from acceptance to close. A merged case keeps the one it had, for its return.
            models.CheckConstraint(
                condition=Q(step=Step.MERGED.value)
                | Q(step__in=_values(LED), lead_post__isnull=False, lead_appointment__isnull=False)
                | Q(step__in=_values(UNLED | ENDED), lead_post__isnull=True, lead_appointment__isnull=True),
                name="case_has_one_lead",
            ),
            models.CheckConstraint(
                condition=Q(step=Step.MERGED.value, merged_into__isnull=False) & ~Q(step_before_merge="")
                | ~Q(step=Step.MERGED.value) & Q(merged_into__isnull=True, step_before_merge=""),
                name="case_merged_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(step__in=_values(ENDED), closed_at__isnull=False) & ~Q(outcome="")
                | ~Q(step__in=_values(ENDED)) & Q(closed_at__isnull=True, outcome=""),
                name="case_ended_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.spoken_reference

    @property
    def spoken_reference(self) -> str:
        """The reference in groups of three, as it is printed and read aloud."""
        return spoken(self.reference)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.step in OPEN

    @property
    def at(self) -> Step:
        """The step, as the rules know it."""
        return Step(self.step)

    @property
    def key(self) -> FileKey:
        """The case's own key. Raises CaseKey.DoesNotExist once it was destroyed."""
        return self.casekey.unwrapped


class CaseKey(models.Model):
    """A case's data key, wrapped by the installation's. Deleting the row erases what was said."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True)
    wrapped = models.BinaryField(max_length=80)

    def __str__(self) -> str:
        return f"key of {self.case_id}"

    @property
    def unwrapped(self) -> FileKey:
        """The data key itself."""
        key: FileKey = settings.INSTALLATION_KEY.unwrap(bytes(self.wrapped))
        return key
