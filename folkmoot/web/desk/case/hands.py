"""What the page of a case shows of the many hands on it: members, joined concerns, and who supervises it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from folkmoot.cases.rules.joint import Ground
from folkmoot.lib.reference import spoken
from folkmoot.places.models import Place
from folkmoot.procedures.rules.steps import Outcome, Step
from folkmoot.web.desk.titled import Titled


@dataclass(frozen=True)
class MemberLine:
    """A post that helps; `holder` is "" where nobody holds it today."""

    post_id: int
    post: Titled | None
    unit: Titled | None
    holder: str
    since: datetime


class Why(NamedTuple):
    """Why several handle the case, as it was kept when the latest of them was named."""

    ground: Ground
    number: int
    needed: int


@dataclass(frozen=True)
class ReportLine:
    """A report for one week of a supervision, which ended on a day."""

    supervision: int
    body: str | None
    by: Titled | None
    due_on: date
    at: datetime


@dataclass(frozen=True)
class SupervisionFile:
    """Who supervises the case, why, since when, and until when the next report is due."""

    pk: int
    post_id: int
    post: Titled | None
    unit: Titled | None
    reason: str | None
    since: datetime
    report_due_on: date


@dataclass(frozen=True)
class JoinedConcern:
    """A concern that is joined to the case, or was until its filer answered for themselves."""

    reference: str
    summary: str
    place: Place
    at: Step
    outcome: str
    due_at: datetime | None
    is_joined: bool
    #: what of the rule for joint handling it adds to
    parties: int
    place_id: int
    unit_id: int
    #: its filer said that the resolution does not resolve it, and it goes on by itself
    is_disputed: bool

    @property
    def spoken_reference(self) -> str:
        """In groups of three, as it is printed and read aloud."""
        return spoken(self.reference)


_OUTCOMES: Final[dict[str, str]] = {Outcome.CONFIRMED: "confirmed", Outcome.UNCONFIRMED: "silent"}


class Answers(NamedTuple):
    """How many filers of joined concerns have answered for themselves, and how."""

    waiting: int = 0
    confirmed: int = 0
    disputed: int = 0
    silent: int = 0
    withdrawn: int = 0

    @classmethod
    def of(cls, concerns: Iterable[JoinedConcern]) -> "Answers":
        """Counted over the concerns of one case."""
        found = [_answer(each) for each in concerns]
        return cls(*(found.count(name) for name in cls._fields))


def _answer(concern: JoinedConcern) -> str:
    if concern.is_joined:
        return "waiting"
    if concern.is_disputed:
        return "disputed"
    if concern.at is Step.WITHDRAWN:
        return "withdrawn"
    return _OUTCOMES.get(concern.outcome, "")
