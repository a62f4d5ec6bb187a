"""Counts and releases as the tests of statistics need them."""

from datetime import date, datetime, timedelta

from folkmoot.earlywarning.models import DailyCount
from folkmoot.opendata.actions.releasing import release
from folkmoot.opendata.models import Release, ReleasedCount
from folkmoot.opendata.rules.calendar import Period
from tests.cast import NOW, TODAY, Cast

#: what counts as water among public services, as noise among neighbours, as wages
WATER, NOISE, WAGES = "intl.water", "intl.noise", "cn-labour.pay"


def count(cast: Cast, code: str, *, on: date, cases: int, topic: str = WATER) -> None:
    """So many cases of one topic that came in at a place on one day."""
    with cast.seeing("province_coordinator"):
        DailyCount.objects.create(place_path=cast.place(code).path, topic=topic, on=on, cases=cases)


def publish(cast: Cast, year: int, month: int = 0, *, now: datetime = NOW, today: date = TODAY) -> Release:
    """One release, as the automatic post makes it."""
    return release(Period(year, month), by=cast.standing("automation"), now=now, today=today)


def publish_year(cast: Cast, year: int) -> Release:
    """The months of a year from its first counted one on, and then the year itself, each on the day it is ripe."""
    with cast.seeing("province_coordinator"):
        first = DailyCount.objects.filter(on__year=year).order_by("on").values_list("on", flat=True).first()
    assert first is not None
    for month in range(first.month, 13):
        publish(cast, year, month, today=Period(year, month).ripe_on)
    return publish(cast, year, today=Period(year).ripe_on + timedelta(days=1))


def shown(made: Release) -> dict[tuple[str, str], int | None]:
    """What a release says, by the code of the place, with its REST mark, and the topic."""
    rows = ReleasedCount.objects.filter(release=made).values_list("place_path", "topic", "cases")
    return {(path.rstrip("/").rpartition("/")[2] if path[-1] == "/" else path, topic): n for path, topic, n in rows}
