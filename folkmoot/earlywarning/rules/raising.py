"""Which warnings are true of a case at a moment. The sweep asks the same of all open cases in SQL; a test compares."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from folkmoot.earlywarning.rules.kinds import COLOURS, Colour, Kind
from folkmoot.procedures.rules.steps import OPEN, UNLED, Step
from folkmoot.procedures.rules.thresholds import Thresholds

#: Steps in which the next word is the resident's, who has a clock of their own.
RESIDENTS_TURN: Final = frozenset({Step.WAITING, Step.PROPOSED})
#: Steps in which nobody has taken the case on.
NOBODYS: Final = UNLED & OPEN
#: Steps in which a case is warned of. What was joined with another one is done there, and warned of there.
WARNED: Final = OPEN - {Step.MERGED}


@dataclass(frozen=True)
class DeskClock:
    """The clock that is due first, of a case or of a concern joined with it, where it binds an office."""

    started_at: datetime
    due_at: datetime

    def runs_for(self, share: float) -> datetime:
        """The moment when this share (0 to 1) of it has run."""
        return self.started_at + share * (self.due_at - self.started_at)

    @property
    def again_at(self) -> datetime:
        """The moment when it is overdue by as much time as it had."""
        return self.due_at + (self.due_at - self.started_at)


@dataclass(frozen=True)
class CaseFacts:
    """What a warning may be raised by. There is nothing in it about a person."""

    step: Step
    changed_at: datetime
    clock: DeskClock | None = None
    passed_on_times: int = 0
    reopened_times: int = 0
    is_decided_above: bool = False
    is_paused: bool = False
    #: the last day for a report to the supervisor, where the case is supervised
    report_due_on: date | None = None


@dataclass(frozen=True)
class Moment:
    """When is asked: the moment, the local day it lies in, and when that day ends."""

    now: datetime
    today: date
    tomorrow: datetime


def warnings_of(case: CaseFacts, *, thresholds: Thresholds, at: Moment) -> frozenset[Kind]:
    """The kinds of warning that are true of one case, whatever was raised before. One that ended has none."""
    return frozenset(_true(case, thresholds, at)) if case.step in WARNED else frozenset()


def _true(case: CaseFacts, limit: Thresholds, at: Moment) -> Iterator[Kind]:
    if case.clock and (kind := _of_clock(case.clock, limit, at)):
        yield kind
    is_silent = at.now - case.changed_at >= timedelta(days=limit.silent_days)
    if is_silent and not case.is_paused and case.step not in RESIDENTS_TURN:
        yield Kind.SILENT
    if case.step in NOBODYS and case.passed_on_times >= limit.passed_on_times and not case.is_decided_above:
        yield Kind.BOUNCED
    if case.reopened_times >= limit.reopened_times:
        yield Kind.REDONE
    if case.report_due_on is not None and case.report_due_on < at.today:
        yield Kind.REPORT_MISSING


def _of_clock(clock: DeskClock, limit: Thresholds, at: Moment) -> Kind | None:
    if clock.due_at <= at.now:
        return Kind.OVERDUE
    if clock.due_at <= at.tomorrow:
        return Kind.DUE
    return Kind.CLOCK if clock.runs_for(limit.clock_share) <= at.now else None


def is_recurring(cases: int, *, thresholds: Thresholds) -> bool:
    """Whether so many cases of one topic in one township within the days are a warning; joined ones count as one."""
    return cases >= thresholds.recurring_cases


def colour_of(kind: Kind, *, again_at: datetime | None, now: datetime) -> Colour:
    """The colour in which a warning begins; `again_at` is when its clock is overdue by as much again."""
    return Colour.RED if again_at is not None and again_at <= now else COLOURS[kind]
