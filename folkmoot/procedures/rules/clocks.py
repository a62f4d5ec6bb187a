"""When a clock ends: whole local days, counted from the day after the event, with pauses and rest days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from folkmoot.procedures.rules.pack import ClockRule, DayUnit

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
    if started_at.tzinfo is None:
        raise ValueError("started_at needs a time zone.")
    on = started_at.astimezone(zone).date()
    left = rule.days
    while left:
        on += ONE_DAY
        if not _is_paused(on, pauses) and not (rule.unit is DayUnit.WORKING and calendar.is_rest_day(on)):
            left -= 1
    while calendar.is_rest_day(on) or _is_paused(on, pauses):
        on += ONE_DAY
    return Due(on=on, at=end_of_day(on, zone=zone), is_provisional=_is_beyond(calendar.published_until, on))


def extended(rule: ClockRule, *, by: ClockRule) -> ClockRule:
    """The rule with the days of its extension added, counted from the same event; ValueError if their days differ."""
    if rule.unit is not by.unit:
        raise ValueError(f"{rule.name} counts {rule.unit} days, {by.name} {by.unit} days.")
    return replace(rule, days=rule.days + by.days)


def end_of_day(on: date, *, zone: ZoneInfo) -> datetime:
    """The moment a local day ends (24:00), in UTC; a day may last 23, 24 or 25 hours."""
    return datetime.combine(on + ONE_DAY, time.min, tzinfo=zone).astimezone(UTC)


def _is_paused(on: date, pauses: Sequence[Pause]) -> bool:
    for pause in pauses:
        if pause.covers(on):
            if pause.until_on is None:
                raise StandingClockError(pause)
            return True
    return False


def _is_beyond(published_until: date | None, on: date) -> bool:
    return published_until is not None and on > published_until
