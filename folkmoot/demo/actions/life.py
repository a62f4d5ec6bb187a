"""One case while it is being made: what has become of it, and what comes next."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from folkmoot.cases.actions.codes import code_digest
from folkmoot.cases.actions.intake import Receipt
from folkmoot.cases.models import Case, Clock
from folkmoot.cases.rules.people import Resident
from folkmoot.demo.library import Phrases
from folkmoot.demo.queries import Desk
from folkmoot.demo.rules.course import BY_RESIDENT, Beat, Due
from folkmoot.demo.rules.plan import Tale
from folkmoot.demo.rules.times import desk_hours, waking_hours
from folkmoot.officers.rules.authority import Hand
from folkmoot.officers.rules.standing import Standing
from folkmoot.officers.scope import of_code, of_post, seeing
from folkmoot.places.models import Place
from folkmoot.procedures.rules.clocks import Calendar
from folkmoot.procedures.rules.pack import ClockName


@dataclass(frozen=True)
class Setting:
    """What all cases of a piece share."""

    desk: Desk
    phrases: Phrases
    automation: Standing
    places: dict[str, Place]
    zone: ZoneInfo
    calendar: Calendar
    rng: Random


@dataclass
class Life:
    """One case. `rest` is what is still to happen."""

    tale: Tale
    setting: Setting
    rest: list[Due] = field(default_factory=list)
    receipt: Receipt | None = None
    case: Case | None = None
    task_id: int | None = None
    proposal: str = ""
    #: the lives joined to this one, and the one that this one is joined to
    twins: list["Life"] = field(default_factory=list)
    original: "Life | None" = None

    @property
    def received(self) -> Receipt:
        """Its receipt. Raises ValueError before it was received."""
        if self.receipt is None:
            raise ValueError("Nothing was received yet.")
        return self.receipt

    @property
    def now(self) -> Case:
        """The case as the last action left it. Raises ValueError before it was received."""
        if self.case is None:
            raise ValueError("Nothing was received yet.")
        return self.case

    @property
    def resident(self) -> Resident:
        """The filer, with the best code that they have."""
        receipt = self.received
        return Resident(receipt.case_id, receipt.resident.party_id, self.hand)

    @property
    def hand(self) -> Hand:
        """Whether an officer knows the filer's best code."""
        return Hand.FILER if self.tale.own_code else self.received.resident.hand

    def read_again(self) -> Case:
        """The case as it stands now, under the running scope."""
        return Case.objects.select_related("unit__place").get(pk=self.now.pk)

    def day(self, at: datetime) -> date:
        """The local day of a moment."""
        return at.astimezone(self.setting.zone).date()

    def says(self, occasion: str) -> str:
        """One phrase in the resident's language."""
        return self.setting.rng.choice(self.setting.phrases.said[self.tale.telling.language][occasion])

    def writes(self, occasion: str) -> str:
        """One phrase that stays at the desk."""
        return self.setting.rng.choice(self.setting.phrases.desk[occasion])

    @contextmanager
    def as_resident(self) -> Iterator[Resident]:
        """Under the scope that the filer's code opens."""
        receipt = self.received
        digest = code_digest(receipt.reference, self.tale.own_code or receipt.code)
        with seeing(of_code(receipt.reference, digest)):
            yield self.resident

    @contextmanager
    def as_software(self) -> Iterator[Standing]:
        """Under the automatic post."""
        with seeing(of_post(self.setting.automation)):
            yield self.setting.automation

    def next_at(self, after: datetime) -> datetime | None:
        """When the next beat comes; None where there is none, or where it waits for another case."""
        if not self.rest or self.rest[0].beat is Beat.AWAIT_SHARED:
            return None
        due = self.rest[0]
        if due.at is not None:
            return due.at
        if due.beat is Beat.FALL_SILENT:
            return self._silence_ends() + due.after + timedelta(minutes=1)
        setting = self.setting
        if due.beat in BY_RESIDENT:
            return waking_hours(after + due.after, zone=setting.zone, rng=setting.rng)
        return desk_hours(after + due.after, zone=setting.zone, calendar=setting.calendar, rng=setting.rng)

    def _silence_ends(self) -> datetime:
        with self.as_software():
            running = Clock.objects.filter(case_id=self.now.pk, name=ClockName.CONFIRM, stopped_at=None)
            return running.values_list("due_at", flat=True).get()
