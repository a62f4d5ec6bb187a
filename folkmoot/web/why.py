"""Why a clock ends on its day: the arithmetic as a page shows it, line by line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from folkmoot.cases.actions.clocks import counted_under, extension_of, pauses_on, plain_rule_of, reason_of
from folkmoot.cases.models import Clock, Pause
from folkmoot.places.models import Region
from folkmoot.procedures.rules import clocks as rules
from folkmoot.procedures.rules.calendars import calendar_for
from folkmoot.procedures.rules.clock_rules import ClockRule, DayUnit
from folkmoot.procedures.rules.explaining import Line, LineKind, explain
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.text import Text


@dataclass(frozen=True)
class WhyLine:
    """One line of the count; `reasons` says for what the clock stood on these days."""

    kind: str
    from_on: date | None
    until_on: date | None
    days: int
    years: int
    total: int
    reasons: tuple[Text, ...] = ()

    @property
    def is_one_day(self) -> bool:
        """Whether it speaks of a single day."""
        return self.from_on == self.until_on


@dataclass(frozen=True)
class Stood:
    """One pause of a clock: for what, on which days; `stands` where today is one of them."""

    title: Text
    from_on: date
    until_on: date
    stands: bool

    @property
    def days(self) -> int:
        """How many days it has, the first and the last included."""
        return (self.until_on - self.from_on).days + 1


@dataclass(frozen=True)
class Why:
    """The count of one clock. `on` is the day that the clock shows; `counted_on` the one that the count gives."""

    rule: ClockRule
    pack: Pack
    lines: tuple[WhyLine, ...]
    on: date
    counted_on: date
    stood: tuple[Stood, ...] = ()
    #: the procedure of the case, where the one by which it was promised before counts on
    now_under: Pack | None = None

    @property
    def is_kept(self) -> bool:
        """Whether a better day, promised before a calendar was published, holds instead of the counted one."""
        return self.on != self.counted_on

    @property
    def counts_working_days(self) -> bool:
        """Whether rest days are left out."""
        return self.rule.unit is DayUnit.WORKING


@dataclass(frozen=True)
class Days:
    """How days are counted here, and which one it is."""

    zone: ZoneInfo
    calendar: rules.Calendar
    today: date


def days_in(region: Region, *, today: date) -> Days:
    """The days of a region that is read already."""
    return Days(ZoneInfo(region.time_zone), calendar_for(region.country, region.subdivision or None), today)


def why_of(clock: Clock, *, pack: Pack, pauses: Sequence[Pause], days: Days) -> Why:
    """How the day of a running clock came about; `pack` and `pauses` are its case's. Reads nothing."""
    standing = pauses_on(clock, pauses, pack=pack)
    rule = plain_rule_of(clock, pack)
    found = explain(
        rule,
        started_at=clock.started_at,
        zone=days.zone,
        calendar=days.calendar,
        pauses=[rules.Pause(each.from_on, each.until_on) for each in standing],
        extension=extension_of(clock, pack) if clock.extended_times else None,
        times=clock.extended_times or 1,
    )
    lines = tuple(_line(each, standing, pack=pack) for each in found.lines)
    began = rules.local_day(clock.started_at, zone=days.zone)
    stood = tuple(_stood((each for each in standing if each.until_on > began), pack=pack, today=days.today))
    by = counted_under(clock, pack)
    now_under = pack if clock.pack and by != pack else None
    return Why(rule, by, lines, on=clock.due_on, counted_on=found.due.on, stood=stood, now_under=now_under)


def why_after_filing(rule: ClockRule, *, pack: Pack, filed_at: datetime, days: Days) -> Why:
    """How the day of a clock would come about for a concern that is filed at a moment."""
    found = explain(rule, started_at=filed_at, zone=days.zone, calendar=days.calendar)
    lines = tuple(_line(each, (), pack=pack) for each in found.lines)
    return Why(rule, pack, lines, on=found.due.on, counted_on=found.due.on)


def _stood(pauses: Iterable[Pause], *, pack: Pack, today: date) -> Iterator[Stood]:
    for each in pauses:
        reason = reason_of(each, pack)
        if reason is not None:
            stands = each.ended_at is None and each.from_on <= today <= each.until_on
            yield Stood(reason.title, each.from_on, each.until_on, stands)


def _line(line: Line, pauses: Iterable[Pause], *, pack: Pack) -> WhyLine:
    reasons: tuple[Text, ...] = ()
    if line.kind is LineKind.PAUSED and line.from_on and line.until_on:
        met = (each for each in pauses if each.from_on <= line.until_on and line.from_on <= each.until_on)
        titles = (reason.title for each in met if (reason := reason_of(each, pack)))
        reasons = tuple(dict.fromkeys(titles))
    return WhyLine(line.kind.value, line.from_on, line.until_on, line.days, line.years, line.total, reasons)
