"""Why a clock ends on its day: the arithmetic, line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from zoneinfo import ZoneInfo

from folkmoot.procedures.rules.clock_rules import ClockRule, Extension
from folkmoot.procedures.rules.clocks import Calendar, DayKind, Due, Pause, days_of, due, extended, local_day


class LineKind(StrEnum):
    """What a line of the arithmetic says; a page has one sentence for each."""

    #: the length that the rule sets: `days`, or `years`
    RULE = "rule"
    #: the extension adds `days`
    EXTENSION = "extension"
    #: what the clock counts from happened on `from_on`; the day after is day one
    EVENT = "event"
    #: the days from `from_on` to `until_on` count: `days` of them, `total` so far
    COUNTED = "counted"
    #: these are rest days and do not count
    REST = "rest"
    #: the clock stands on these
    PAUSED = "paused"
    #: the count ended on a rest day or a paused one, hence it ends on `from_on`
    MOVED_TO = "moved_to"
    #: the calendar is not published beyond `from_on`: the date is provisional
    PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its kind, the days it speaks of (both included), how many they are, and the count so far."""

    kind: LineKind
    from_on: date | None = None
    until_on: date | None = None
    days: int = 0
    years: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """The due date and how it came about."""

    due: Due
    lines: tuple[Line, ...]


def explain(
    rule: ClockRule,
    *,
    started_at: datetime,
    zone: ZoneInfo,
    calendar: Calendar,
    pauses: Sequence[Pause] = (),
    extension: Extension | None = None,
    times: int = 1,
) -> Explanation:
    """
    What `due` gives for the rule, with its extension granted so many times, and each step of the count.

    Raises what `due` and `extended` raise.
    """
    whole = extended(rule, by=extension, times=times) if extension else rule
    end = due(whole, started_at=started_at, zone=zone, calendar=calendar, pauses=pauses)
    event = local_day(started_at, zone=zone)
    lines = [Line(LineKind.RULE, days=rule.days, years=rule.years)]
    if extension:
        lines += [Line(LineKind.EXTENSION, days=extension.days) for _ in range(times)]
    lines.append(Line(LineKind.EVENT, from_on=event, until_on=event))
    lines += _runs(days_of(whole, after=event, calendar=calendar, pauses=pauses))
    if end.is_provisional:
        lines.append(Line(LineKind.PROVISIONAL, from_on=calendar.published_until))
    return Explanation(due=end, lines=tuple(lines))


def _runs(days: Iterator[tuple[date, DayKind]]) -> Iterator[Line]:
    """Days of one kind that follow one another, as one line."""
    total = 0
    for kind, run in groupby(days, key=lambda day: day[1]):
        dates = [on for on, _ in run]
        total += len(dates) if kind is DayKind.COUNTED else 0
        yield Line(LineKind(kind.value), from_on=dates[0], until_on=dates[-1], days=len(dates), total=total)
