"""Reading the region and finding a place."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from folkmoot.places.models import Place, PlaceQuerySet, Region


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
