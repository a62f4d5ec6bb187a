"""Reading the region, finding a place, drawing the places below one."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, Subquery

from folkmoot.places.models import Outline, Place, PlaceChange, PlaceQuerySet, Region
from folkmoot.places.rules.drawing import Drawing, draw
from folkmoot.places.rules.paths import ancestors, codes, subtree


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


@dataclass(frozen=True)
class Around:
    """The places above one, root first, and today's right below it; `version` rises with each change of the tree."""

    place: Place
    above: list[Place]
    below: list[Place]
    version: int


def around(place: Place, *, today: date) -> Around:
    """What lies right above and below a place. One statement."""
    last = PlaceChange.objects.order_by("-pk").values("pk")[:1]
    near = Place.objects.filter(Q(path__in=ancestors(place.path)) | Q(parent=place)).order_by("path")
    found = list(near.annotate(version=Subquery(last)))
    return Around(
        place=place,
        above=[each for each in found if each.parent_id != place.pk],
        below=[each for each in found if each.parent_id == place.pk and each.is_current(today)],
        version=max((vars(each)["version"] or 0 for each in found), default=0),
    )


def drawing_below(place: Around) -> Drawing:
    """
    The places below one, drawn from their outlines or, where they have none, from those within them.

    A statement when this process did not draw them before since the tree last changed, else none.
    """
    # Who draws places further down gives them as those below.
    depth = place.below[0].depth if place.below else place.place.depth + 1
    return _drawing(place.place.path, depth, place.version)


@lru_cache(maxsize=128)
def _drawing(path: str, depth: int, _version: int) -> Drawing:
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
