"""What the page of a case shows, part by part."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from django.utils.functional import Promise

from folkmoot.cases.actions.clocks import plain_rule_of
from folkmoot.cases.models import Case, Clock, MessageKind, PartyRole, Pause
from folkmoot.cases.models.party import ContactCard
from folkmoot.cases.rules.clockwork import NOT_OF_THE_DESK
from folkmoot.cases.rules.joint import Extent
from folkmoot.earlywarning.models import CaseWarning
from folkmoot.places.models import Place
from folkmoot.procedures.rules.clock_rules import Extension
from folkmoot.procedures.rules.pack import ClockRule, Pack
from folkmoot.web.desk.case.hands import Answers, JoinedConcern, MemberLine, ReportLine, SupervisionFile, Why
from folkmoot.web.desk.case.reviews import ReviewLine
from folkmoot.web.desk.titled import Titled

#: what the history tells once, however often it happened in a row
IN_ONE_GO: Final = "case.concern_joined"


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
    #: how often it happened in a row
    times: int = 1


@dataclass(frozen=True)
class RunningClock:
    """A clock that is not stopped, as its row stands, with the pauses of its case."""

    row: Clock
    pack: Pack
    pauses: list[Pause]

    @property
    def name(self) -> str:
        """Which clock it is."""
        return self.row.name

    @property
    def due_at(self) -> datetime:
        """The moment at which its last day is over."""
        return self.row.due_at

    @property
    def is_provisional(self) -> bool:
        """Whether the calendar of that day was not published when it was counted."""
        return self.row.is_provisional

    @property
    def rule(self) -> ClockRule:
        """The rule as it stands in its pack."""
        return plain_rule_of(self.row, self.pack)

    @property
    def is_right(self) -> bool:
        """Whether it is a right of the resident or a time of another body: it binds nobody at the desk."""
        return self.row.name in NOT_OF_THE_DESK


@dataclass(frozen=True)
class MoreTime:
    """A request for more time. `reason` is None once the key was destroyed; `is_granted` None while it waits."""

    pk: int
    clock: ClockRule
    extension: Extension | None
    reason: str | None
    asked_by: Titled | None
    asked_by_id: int
    asked_at: datetime
    is_granted: bool | None
    decided_by: Titled | None
    decided_at: datetime | None

    @property
    def waits(self) -> bool:
        """Whether another post has still to decide."""
        return self.decided_at is None


@dataclass(frozen=True)
class FileWarning:
    """An open warning of the case: who must act, who took it and what they said; None once the key was destroyed."""

    warning: CaseWarning
    post: Titled | None
    unit: Titled | None
    taken_by: Titled | None
    said: str | None


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
    pauses: list[Pause] = field(default_factory=list)
    more_time: list[MoreTime] = field(default_factory=list)
    #: the posts that decide about more time that was asked for
    deciding: Collection[int] = ()
    has_other_procedures: bool = False
    #: those joined to the case, and those whose filers have answered for themselves since
    concerns: list[JoinedConcern] = field(default_factory=list)
    members: list[MemberLine] = field(default_factory=list)
    why_joint: Why | None = None
    supervision: SupervisionFile | None = None
    reports: list[ReportLine] = field(default_factory=list)
    warnings: list[FileWarning] = field(default_factory=list)
    reviews: list[ReviewLine] = field(default_factory=list)
    #: the places above, the highest first, with code, name and level
    places: list[Place] = field(default_factory=list)

    @property
    def merged(self) -> list[JoinedConcern]:
        """The concerns that are joined to the case now."""
        return [each for each in self.concerns if each.is_joined]

    def extent(self, case: Case) -> Extent:
        """How far the matter reaches, counted in the case and in those joined to it."""
        joined = self.merged
        return Extent(
            parties=len(self.parties) + sum(each.parties for each in joined),
            places=len({case.place_id, *(each.place_id for each in joined)}),
            units=len({case.unit_id, *(each.unit_id for each in joined)}),
        )

    @property
    def answers(self) -> Answers:
        """How the filers of joined concerns have answered."""
        return Answers.of(self.concerns)

    @property
    def told(self) -> list[Happened]:
        """The history, the newest first; what one person did to many in one go stands there once."""
        found: list[Happened] = []
        for event in reversed(self.history):
            last = found[-1] if found else None
            if last and last.kind == event.kind == IN_ONE_GO and last.by == event.by:
                found[-1] = replace(last, times=last.times + 1)
            else:
                found.append(event)
        return found
