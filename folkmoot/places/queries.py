"""Reading the region, finding a place, drawing the places below one."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Max, Q

from folkmoot.places.models import Outline, Place, PlaceChange, PlaceQuerySet, Region
from folkmoot.places.rules.drawing import Drawing, draw
from folkmoot.places.rules.paths import codes, subtree


def region() -> Region:
    """The installation's region with its root. Raises Region.DoesNotExist before `folkmoot init`."""
    return Region.objects.select_related("root").get()


def zone() -> ZoneInfo:
    """The zone in which the region's days begin and end."""
    return ZoneInfo(Region.objects.values_list("time_zone", flat=True).get())


def local_day(now: datetime) -> date:
    """The day it is at the region's place."""
    return now.astimezone(zone()).date()


def find_places(text: str, *, today: date, within: str = "", limit: int = 20) -> list[Place]:
    """
    Today's places whose name, part of a name, pinyin, initials or code is `text`, at most `limit`, the highest first.

    `within` is the path of an area to stay in. Each comes with its `parent` loaded.
    """
    found: PlaceQuerySet = Place.objects.matching(text).current(today)
    if within:
        found = found.within(within)
    return list(found.select_related("parent")[:limit])


def drawing_below(place: Place) -> Drawing:
    """
    The places right below one, drawn from their outlines or, where they have none, from those within them.

    One statement, or two when nothing of it was drawn before by this process since the tree last changed.
    """
    return _drawing(place.path, place.depth + 1, PlaceChange.objects.aggregate(last=Max("pk"))["last"])


@lru_cache(maxsize=128)
def _drawing(path: str, depth: int, last_change: int | None) -> Drawing:
    low, high = subtree(path)
    within = Q(place__path__gte=low, place__path__lt=high, place__merged_into=None, place__valid_until=None)
    # What was merged is drawn as a part of its heir.
    taken_in = Q(place__merged_into__path__gte=low, place__merged_into__path__lt=high)
    rows = Outline.objects.filter(within | taken_in).values_list("place__path", "place__merged_into__path", "geometry")
    own: dict[str, list[Any]] = {}
    parts: dict[str, list[Any]] = {}
    for stood, heir, geometry in rows:
        along = codes(heir or stood)
        if len(along) > depth:
            level = own if len(along) == depth + 1 else parts
            level.setdefault(along[depth], []).append(geometry)
    return draw(parts | own)
