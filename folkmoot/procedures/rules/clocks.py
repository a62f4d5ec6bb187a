"""When a clock ends: whole local days, counted from the day after the event, with pauses and rest days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol, Self
from zoneinfo import ZoneInfo

from folkmoot.procedures.rules.clock_rules import Binds, ClockRule, DayUnit, Extension

ONE_DAY = timedelta(days=1)


class Calendar(Protocol):
    """The rest days of a country, and the last day for which they are published (None: they follow from rules)."""

    @property
    def published_until(self) -> date | None: ...

    def is_rest_day(self, on: date, /) -> bool: ...


@dataclass(frozen=True, slots=True)
class Pause:
    """Whole local days that do not count: the first, and the last; None while the pause goes on."""

    from_on: date
    until_on: date | None

    def __post_init__(self) -> None:
        if self.until_on is not None and self.until_on < self.from_on:
            raise ValueError(f"A pause from {self.from_on} cannot end on {self.until_on}.")

    def covers(self, on: date) -> bool:
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)

    def at_most(self, longest_days: int | None) -> Self:
        """The pause cut off after its longest time, by which even an open one ends; None leaves it as it is."""
        if longest_days is None:
            return self
        last = self.from_on + timedelta(days=longest_days - 1)
        return replace(self, until_on=last if self.until_on is None else min(last, self.until_on))


@dataclass(frozen=True, slots=True)
class Due:
    """The last local day in time, the moment it ends (UTC), and whether its calendar was not yet published."""

    on: date
    at: datetime
    is_provisional: bool


class StandingClockError(Exception):
    """A clock that stands in an open pause has no due date; end the pause, or ask with one that ends today."""

    def __init__(self, pause: Pause) -> None:
        super().__init__(f"The clock has stood since {pause.from_on}.")
        self.pause = pause


class DayKind(StrEnum):
    """What a day means to a clock. The last is COUNTED, or MOVED_TO where the count ended on a rest or paused day."""

    COUNTED = "counted"
    REST = "rest"
    PAUSED = "paused"
    MOVED_TO = "moved_to"


def due(
    rule: ClockRule,
    *,
    started_at: datetime,
    zone: ZoneInfo,
    calendar: Calendar,
    pauses: Sequence[Pause] = (),
) -> Due:
    """
    When the clock ends. The day after the event is day one; paused days do not count, nor rest days where the rule
    counts working days; a clock that would end on a rest day or a paused day ends on the next one that is neither.

    `started_at` is aware; pauses may overlap and lie anywhere. Raises StandingClockError when the count reaches a
    pause that is still open, ValueError for a naive `started_at`.
    """
    on = local_day(started_at, zone=zone)
    for day, _kind in days_of(rule, after=on, calendar=calendar, pauses=pauses):
        on = day
    return Due(on=on, at=end_of_day(on, zone=zone), is_provisional=_is_beyond(calendar.published_until, on))


def days_of(
    rule: ClockRule, *, after: date, calendar: Calendar, pauses: Sequence[Pause] = ()
) -> Iterator[tuple[date, DayKind]]:
    """Every day from the one after the event to the due date, and what it means. Raises StandingClockError."""
    on, left = after, _length(rule, after=after)
    while left:
        on += ONE_DAY
        if _is_paused(on, pauses):
            yield on, DayKind.PAUSED
        elif rule.unit is DayUnit.WORKING and calendar.is_rest_day(on):
            yield on, DayKind.REST
        else:
            left -= 1
            yield on, DayKind.COUNTED
    is_moved = False
    while (is_paused := _is_paused(on, pauses)) or calendar.is_rest_day(on):
        if is_moved:
            yield on, DayKind.PAUSED if is_paused else DayKind.REST
        on, is_moved = on + ONE_DAY, True
    if is_moved:
        yield on, DayKind.MOVED_TO


def extended(rule: ClockRule, *, by: Extension, times: int = 1) -> ClockRule:
    """The rule with its extension granted so many times, counted from the same event; ValueError if it cannot be."""
    if by.clock is not rule.name or rule.years:
        raise ValueError(f"{rule.name} is not lengthened by the extension of {by.clock}.")
    if not 0 <= times <= by.times:
        raise ValueError(f"{rule.name} can be lengthened {by.times} times, not {times}.")
    return replace(rule, days=rule.days + times * by.days)


def keep_promise(promised: Due, *, anew: Due, binds: Binds) -> Due:
    """
    What holds after a date was counted again, for a calendar that was published or a rule that changed.

    What a resident was promised never gets worse: a clock that binds an office keeps the earlier date, a clock that
    the resident has keeps the later one.
    """
    better = max if binds is Binds.RESIDENT else min
    kept = better(promised, anew, key=lambda each: each.on)
    return replace(kept, is_provisional=kept.is_provisional and anew.is_provisional)


def carry_over(anew: Due, *, ahead_days: int, zone: ZoneInfo, calendar: Calendar) -> Due:
    """
    A clock counted again whose date stood `ahead_days` before the count, as it had been promised; below 0, behind it.

    It stays as far ahead, on a day that is no rest day, and never comes after the count for having been ahead of it.
    """
    if not ahead_days:
        return anew
    on = anew.on - ahead_days * ONE_DAY
    while calendar.is_rest_day(on):
        on += ONE_DAY
    on = min(on, anew.on) if ahead_days > 0 else on
    return Due(on=on, at=end_of_day(on, zone=zone), is_provisional=_is_beyond(calendar.published_until, on))


def due_after_change(
    rule: ClockRule,
    *,
    formerly: ClockRule,
    started_at: datetime,
    zone: ZoneInfo,
    calendar: Calendar,
    pauses: Sequence[Pause],
) -> Due:
    """When a clock ends whose rule has changed while it ran: both count the same pauses, and the better one holds."""
    before = due(formerly, started_at=started_at, zone=zone, calendar=calendar, pauses=pauses)
    after = due(rule, started_at=started_at, zone=zone, calendar=calendar, pauses=pauses)
    return keep_promise(before, anew=after, binds=rule.binds)


def local_day(at: datetime, *, zone: ZoneInfo) -> date:
    """The local day on which something happened; ValueError for a naive moment."""
    if at.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    return at.astimezone(zone).date()


def end_of_day(on: date, *, zone: ZoneInfo) -> datetime:
    """The moment a local day ends (24:00), in UTC; a day may last 23, 24 or 25 hours."""
    return datetime.combine(on + ONE_DAY, time.min, tzinfo=zone).astimezone(UTC)


def _length(rule: ClockRule, *, after: date) -> int:
    """The days to count; a year ends on the date of the event, or on the last of February where it has no such day."""
    if not rule.years:
        return rule.days
    try:
        end = after.replace(year=after.year + rule.years)
    except ValueError:
        end = after.replace(year=after.year + rule.years, day=28)
    return (end - after).days


def _is_paused(on: date, pauses: Sequence[Pause]) -> bool:
    for pause in pauses:
        if pause.covers(on):
            if pause.until_on is None:
                raise StandingClockError(pause)
            return True
    return False


def _is_beyond(published_until: date | None, on: date) -> bool:
    return published_until is not None and on > published_until
