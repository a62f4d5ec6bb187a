"""What happens next, by when, under which rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from folkmoot.cases.models import Case, Clock
from folkmoot.places.models import Region
from folkmoot.procedures.queries import newest_pack, pack_of
from folkmoot.procedures.rules.calendars import calendar_for
from folkmoot.procedures.rules.clocks import due
from folkmoot.procedures.rules.pack import ClockName, ClockRule, DayUnit

#: The clocks that a new concern starts, in the order in which they end.
AFTER_FILING: Final = (ClockName.ACKNOWLEDGE, ClockName.ROUTE, ClockName.ANSWER)


@dataclass(frozen=True)
class Deadline:
    """One clock: its rule, the last day in time, and whether that day may still move with the calendar."""

    rule: ClockRule
    on: date
    is_provisional: bool
    is_overdue: bool = False

    @property
    def counts_working_days(self) -> bool:
        """Whether rest days are left out."""
        return self.rule.unit is DayUnit.WORKING


def deadlines_after_filing(region: Region, *, filed_at: datetime) -> list[Deadline]:
    """What a concern filed at a moment may expect."""
    pack = newest_pack(region.pack)
    calendar = calendar_for(region.country, region.subdivision or None)
    found = []
    for name in AFTER_FILING:
        rule = pack.clock(name)
        end = due(rule, started_at=filed_at, zone=ZoneInfo(region.time_zone), calendar=calendar)
        found.append(Deadline(rule, end.on, end.is_provisional))
    return found


def deadlines_of(case: Case, clocks: Iterable[Clock], *, now: datetime) -> list[Deadline]:
    """The clocks of a case that run, the one that ends first before the others."""
    pack = pack_of(case)
    return [
        Deadline(pack.clock(ClockName(c.name)), c.due_on, c.is_provisional, is_overdue=c.due_at < now)
        for c in sorted(clocks, key=lambda c: c.due_at)
    ]
