"""When things happen: concerns come in by season, offices act in their hours, residents when they are awake."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from folkmoot.procedures.rules.clocks import Calendar

#: How long the demo looks back.
HISTORY: Final = timedelta(days=730)
#: Concerns a month against an ordinary one: wages and family before and after Spring Festival, rain in June, heat.
SEASON: Final = {1: 12, 2: 9, 3: 9, 4: 9, 5: 10, 6: 13, 7: 13, 8: 12, 9: 10, 10: 9, 11: 10, 12: 11}
#: Out of a hundred rest days, those on which somebody is at the desk all the same.
AT_WORK_ON_REST_DAYS: Final = 6
_MORNING, _EVENING = time(8, 30), time(17, 30)
_AWAKE, _ASLEEP = time(7, 0), time(22, 30)


def draw_arrivals(count: int, *, since: date, until: date, rng: Random) -> list[date]:
    """Days on which concerns come in, in order, `until` included. More come in each year, as more people know of it."""
    days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    weights = [_weight(day, since=since, until=until) for day in days]
    return sorted(rng.choices(days, weights=weights, k=count))


def _weight(day: date, *, since: date, until: date) -> float:
    grown = (day - since).days / max(1, (until - since).days)
    # The last weeks hold more, because more units have joined by then.
    lately = 2.5 if (until - day).days < 35 else 1.0
    quiet = 0.6 if day.weekday() >= 5 else 1.0
    return SEASON[day.month] * (0.4 + 1.2 * grown) * lately * quiet


def moment_of_day(day: date, *, zone: ZoneInfo, rng: Random) -> datetime:
    """A moment of a day at which somebody raises a concern."""
    hour = rng.choices(range(7, 22), weights=[3, 6, 10, 9, 6, 4, 5, 7, 7, 6, 5, 4, 7, 8, 5])[0]
    return datetime.combine(day, time(hour, rng.randint(0, 59), rng.randint(0, 59)), tzinfo=zone)


def desk_hours(moment: datetime, *, zone: ZoneInfo, calendar: Calendar, rng: Random) -> datetime:
    """The moment itself where the desk is open, else one soon after it opens again."""
    local = moment.astimezone(zone)
    if local.time() > _EVENING:
        local = datetime.combine(local.date() + timedelta(days=1), _MORNING, tzinfo=zone)
    while calendar.is_rest_day(local.date()) and rng.randrange(100) >= AT_WORK_ON_REST_DAYS:
        local = datetime.combine(local.date() + timedelta(days=1), _MORNING, tzinfo=zone)
    if local.time() < _MORNING or local.time() == _MORNING:
        local = datetime.combine(local.date(), _MORNING, tzinfo=zone) + timedelta(seconds=rng.randint(60, 9000))
    return local


def waking_hours(moment: datetime, *, zone: ZoneInfo, rng: Random) -> datetime:
    """The moment itself by day, else one of the next morning."""
    local = moment.astimezone(zone)
    if _AWAKE <= local.time() <= _ASLEEP:
        return local
    day = local.date() + timedelta(days=1) if local.time() > _ASLEEP else local.date()
    return datetime.combine(day, _AWAKE, tzinfo=zone) + timedelta(seconds=rng.randint(0, 7200))


def shares(total: int, *, weights: Sequence[float], rng: Random) -> list[int]:
    """How many of `total` fall to each of the weights."""
    counts = [0] * len(weights)
    for index in rng.choices(range(len(weights)), weights=list(weights), k=total):
        counts[index] += 1
    return counts
