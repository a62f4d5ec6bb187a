"""What happens next, by when, under which rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from folkmoot.cases.models import Case, Clock, Pause
from folkmoot.places.models import Region
from folkmoot.procedures.queries import newest_pack, pack_of
from folkmoot.procedures.rules.clocks import due
from folkmoot.procedures.rules.pack import ClockName, ClockRule
from folkmoot.web.why import Days, Why, days_in, why_after_filing, why_of

#: The clocks that a new concern starts, in the order in which they end.
AFTER_FILING: Final = (ClockName.ACKNOWLEDGE, ClockName.ROUTE, ClockName.ANSWER)
#: The pauses of a clock's case, read with the clock itself: the page of a case has a budget of statements.
PAUSES: Final = ArraySubquery(
    Pause.objects.filter(case=OuterRef("case"))
    .order_by("pk")
    .values(
        row=JSONObject(**{name: name for name in ("code", "pack", "pack_version", "from_on", "until_on", "ended_at")})
    )
)


@dataclass(frozen=True)
class Deadline:
    """One clock: its rule, the last day in time, and whether that day may still move with the calendar."""

    rule: ClockRule
    on: date
    is_provisional: bool
    why: Why
    is_overdue: bool = False


def deadlines_after_filing(region: Region, *, filed_at: datetime) -> list[Deadline]:
    """What a concern filed at a moment may expect."""
    pack, days = newest_pack(region.pack), days_in(region, today=filed_at.astimezone(ZoneInfo(region.time_zone)).date())
    found = []
    for name in AFTER_FILING:
        rule = pack.clock(name)
        end = due(rule, started_at=filed_at, zone=days.zone, calendar=days.calendar)
        why = why_after_filing(rule, pack=pack, filed_at=filed_at, days=days)
        found.append(Deadline(rule, end.on, end.is_provisional, why))
    return found


def deadlines_of(case: Case, clocks: Sequence[Clock], *, now: datetime, days: Days) -> list[Deadline]:
    """The clocks of a case that run, each read with PAUSES, the one that ends first before the others."""
    pack, found = pack_of(case), []
    pauses = _pauses(clocks[0]) if clocks else []
    for clock in sorted(clocks, key=lambda clock: clock.due_at):
        why = why_of(clock, pack=pack, pauses=pauses, days=days)
        is_overdue = clock.due_at < now
        found.append(Deadline(why.rule, clock.due_on, clock.is_provisional, why, is_overdue=is_overdue))
    return found


def _pauses(clock: Clock) -> list[Pause]:
    return [
        Pause(
            code=row["code"],
            pack=row["pack"],
            pack_version=row["pack_version"],
            from_on=date.fromisoformat(row["from_on"]),
            until_on=date.fromisoformat(row["until_on"]),
            ended_at=datetime.fromisoformat(row["ended_at"]) if row["ended_at"] else None,
        )
        for row in vars(clock)["stood"]
    ]
