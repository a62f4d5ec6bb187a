"""Reading what was published. It is for everybody: only where it says so is a scope needed."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Min, QuerySet

from folkmoot.earlywarning.models import DailyCount
from folkmoot.earlywarning.rules.tiers import township_depth
from folkmoot.opendata.models import Release, ReleasedCount
from folkmoot.opendata.rules.calendar import Period
from folkmoot.places.models import Place, Region
from folkmoot.places.queries import region as this_region
from folkmoot.places.rules.paths import subtree


class Depths(NamedTuple):
    """How far down the tree counts are published: of a year, and of a month; 0 is the root."""

    yearly: int
    monthly: int


@dataclass(frozen=True)
class Published:
    """One published count; `month` is 0 for a whole year, `cases` is None where it is kept back."""

    path: str
    topic: str
    year: int
    month: int
    cases: int | None


def lowest_depths(region: Region | None = None) -> Depths:
    """Townships for a year, counties for a month, whatever the levels of the region are called."""
    township = township_depth(len((region or this_region()).levels))
    return Depths(township, max(0, township - 1))


def first_counted() -> date | None:
    """The first day on which a case came in; None where there is none. Needs the scope of a job."""
    return DailyCount.objects.aggregate(first=Min("on"))["first"]  # type: ignore[no-any-return]


def published_periods() -> Mapping[Period, datetime]:
    """The years and months that were published and when; the newest year first, in it the year before its months."""
    found = Release.objects.order_by("-year", "month").values_list("year", "month", "released_at")
    return {Period(year, month): at for year, month, at in found}


def counts_at(place: Place) -> list[Published]:
    """All that was ever published of a place itself: years, months, topics. One statement."""
    return list(_rows(ReleasedCount.objects.filter(place_path=place.path)))


def counts_of(paths: Collection[str], *, period: Period, topic: str) -> Mapping[str, int | None]:
    """What was published of some places and one topic for one period; a path that had no case is absent."""
    found = ReleasedCount.objects.filter(
        place_path__in=paths, topic=topic, release__year=period.year, release__month=period.month
    )
    return dict(found.values_list("place_path", "cases"))


def counts_within(place: Place, year: int) -> Iterator[Published]:
    """Everything that was published of a year for a place and all within it, by path, topic and month."""
    low, high = subtree(place.path)
    found = ReleasedCount.objects.of_year(year).filter(place_path__gte=low, place_path__lt=high)
    return _rows(found.order_by("place_path", "topic", "release__month"))


def _rows(found: QuerySet[ReleasedCount]) -> Iterator[Published]:
    columns = ("place_path", "topic", "release__year", "release__month", "cases")
    return (Published(*row) for row in found.values_list(*columns))
