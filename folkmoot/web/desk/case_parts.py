"""What the page of a case shows, part by part."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.utils.functional import Promise

from folkmoot.cases.models import MessageKind, PartyRole
from folkmoot.cases.models.party import ContactCard
from folkmoot.cases.rules.clockwork import RIGHTS
from folkmoot.lib.reference import spoken
from folkmoot.places.models import Place
from folkmoot.procedures.rules.pack import ClockRule, DayUnit, Pack


class Titled(NamedTuple):
    """A post or a unit, by its title in both languages."""

    title_en: str
    title_zh: str


@dataclass(frozen=True)
class Said:
    """One message or note. `by` is None where a party wrote it; `body` is None once the key was destroyed."""

    kind: str
    body: str | None
    at: datetime
    by: Titled | None

    @property
    def title(self) -> str:
        """What it is in the procedure."""
        return str(MessageKind(self.kind).label)


@dataclass(frozen=True)
class File:
    """One attachment."""

    pk: int
    name: str | None
    media_type: str
    size_bytes: int
    at: datetime
    by: Titled | None


@dataclass
class PartyFile:
    """One party with their conversation."""

    pk: int
    role: PartyRole
    language: str
    name: str | None
    has_own_code: bool
    contact: ContactCard = field(default_factory=ContactCard)
    conversation: list[Said] = field(default_factory=list)
    files: list[File] = field(default_factory=list)

    @property
    def has_contact(self) -> bool:
        """Whether anything was said about how to reach them."""
        return self.contact != ContactCard()


@dataclass(frozen=True)
class TaskLine:
    """Something a post has to do for the case."""

    pk: int
    title: str | None
    post: Titled | None
    post_id: int | None
    set_by_id: int
    due_on: date
    done_at: datetime | None


@dataclass(frozen=True)
class Happened:
    """One row of the history, in words."""

    kind: str
    sentence: str | Promise
    at: datetime
    by: Titled | None
    is_party: bool
    lead: Titled | None
    unit: Titled | None


@dataclass(frozen=True)
class RunningClock:
    """A clock that is not stopped, with the rule that says why it ends when it ends."""

    name: str
    rule: ClockRule
    due_at: datetime
    is_provisional: bool

    @property
    def counts_working_days(self) -> bool:
        """Whether rest days are left out."""
        return self.rule.unit is DayUnit.WORKING

    @property
    def is_right(self) -> bool:
        """Whether it is a right of the resident, which binds nobody at the desk."""
        return self.rule.name in RIGHTS


@dataclass(frozen=True)
class MergedCase:
    """A case that was merged into this one."""

    reference: str
    summary: str

    @property
    def spoken_reference(self) -> str:
        """In groups of three, as it is printed and read aloud."""
        return spoken(self.reference)


@dataclass
class CaseFile:
    """What the page of a case shows."""

    is_erased: bool
    pack: Pack
    parties: dict[int, PartyFile] = field(default_factory=dict)
    notes: list[Said] = field(default_factory=list)
    tasks: list[TaskLine] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    history: list[Happened] = field(default_factory=list)
    clocks: list[RunningClock] = field(default_factory=list)
    merged: list[MergedCase] = field(default_factory=list)
    #: the places above, the highest first, with code, name and level
    places: list[Place] = field(default_factory=list)
