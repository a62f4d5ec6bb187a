"""When a warning that nobody took goes to the level above, and to which post there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from folkmoot.earlywarning.rules.kinds import WhyClimbed
from folkmoot.procedures.rules.clocks import ONE_DAY, Calendar, end_of_day, local_day


@dataclass(frozen=True)
class Rung:
    """A unit of the chain above, with the post there that takes warnings; None where nobody holds one."""

    unit_id: int
    path: str
    post_id: int | None


@dataclass(frozen=True)
class Open:
    """An open warning as climbing sees it. `climbs_at` is None where it stands at the top already."""

    post_id: int
    is_taken: bool
    is_vacant: bool
    climbs_at: datetime | None
    worsens_at: datetime | None
    #: who answers for the case now, where the warning has not climbed and somebody holds that post
    responsible_id: int | None = None


def take_until(raised_at: datetime, *, working_days: int, zone: ZoneInfo, calendar: Calendar) -> datetime:
    """The end of the last working day on which the named post can take a warning; the day it came does not count."""
    on, left = local_day(raised_at, zone=zone), working_days
    while left:
        on += ONE_DAY
        left -= not calendar.is_rest_day(on)
    return end_of_day(on, zone=zone)


def why_climb(warning: Open, *, now: datetime) -> WhyClimbed | None:
    """Why another post has to be told now; None where the one that was named is still the right one."""
    if warning.worsens_at is not None and warning.worsens_at <= now:
        return WhyClimbed.WORSENED
    if warning.is_taken:
        return None
    if warning.responsible_id not in {None, warning.post_id}:
        return WhyClimbed.LED_ANEW
    if warning.climbs_at is None:
        return None
    if warning.is_vacant:
        return WhyClimbed.VACANT
    return WhyClimbed.UNTAKEN if warning.climbs_at <= now else None


def first_held(chain: Iterable[Rung], *, but: int | None = None) -> Rung | None:
    """The lowest rung at which somebody holds a post that takes warnings, other than one; None where there is none."""
    return next((rung for rung in chain if rung.post_id not in {None, but}), None)
