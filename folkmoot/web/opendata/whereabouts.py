"""The figures of the places within one, as a map and as a table in the order of the tree, which is no rank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Final

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from folkmoot.opendata.queries import counts_of, lowest_depths
from folkmoot.opendata.rules.suppression import BASE
from folkmoot.opendata.rules.table import REST
from folkmoot.places.models import Place
from folkmoot.places.queries import Around
from folkmoot.web.doors import PageRequest
from folkmoot.web.maps import KEPT_BACK, Shade, shaded_map
from folkmoot.web.names import plain_place_name
from folkmoot.web.opendata.choosing import Choice
from folkmoot.web.opendata.words import Figure

#: the darkest shade of a map
DARKEST: Final = 5


@dataclass(frozen=True)
class PlaceLine:
    """A place within with its figure; None stands for what lies at none of them."""

    place: Place | None
    figure: Figure
    href: str
    #: 1 for a place right within the page's own, 2 for one further down
    below: int


@dataclass(frozen=True)
class Whereabouts:
    """The map with its legend, and the table that says the same; all empty where nothing smaller is published."""

    map: SafeString = field(default_factory=SafeString)
    legend: list[tuple[Shade, str]] = field(default_factory=list)
    lines: list[PlaceLine] = field(default_factory=list)


def whereabouts(request: PageRequest, near: Around, choice: Choice) -> Whereabouts:
    """The places within the one that is looked at, down to counties or else to those right below."""
    places = _within(request, near, choice)
    if not places:
        return Whereabouts()
    rest = near.place.path + REST
    counts = counts_of([rest, *(each.path for each in places)], period=choice.period, topic=choice.topic)
    lines = [
        PlaceLine(each, Figure(counts.get(each.path, 0)), _address(each, choice), each.depth - near.place.depth)
        for each in places
    ]
    if rest in counts:
        lines.append(PlaceLine(None, Figure(counts[rest]), "", 1))
    drawn = [each for each in places if each.depth == max(place.depth for place in places)]
    most = max((counts.get(each.path) or 0 for each in drawn), default=0)
    picture = _map(replace(near, below=drawn), counts, choice, most=most)
    untold = any(counts.get(each.path, 0) is None for each in drawn)
    return Whereabouts(picture, legend(most, has_untold=untold) if picture else [], lines)


def _within(request: PageRequest, near: Around, choice: Choice) -> Sequence[Place]:
    """In the order of the tree. A statement where the map reaches further down than to the places right below."""
    lowest = lowest_depths(request.region)
    deepest = lowest.monthly if choice.period.month else lowest.yearly
    depth = near.place.depth
    if depth >= deepest:
        return []
    if depth + 1 >= lowest.monthly:
        return near.below
    levels = [level["code"] for level in request.region.levels[depth + 1 : lowest.monthly + 1]]
    found = Place.objects.within(near.place.path).current(request.today).filter(level__in=levels)
    return list(found.order_by("path"))


def _map(near: Around, counts: Mapping[str, int | None], choice: Choice, *, most: int) -> SafeString:
    return shaded_map(
        near,
        href=lambda each: _address(each, choice),
        says=lambda each: f"{plain_place_name(each)}: {Figure(counts.get(each.path, 0)).says}",
        shade=lambda each: shade_of(counts.get(each.path, 0), most=most),
    )


def shade_of(cases: int | None, *, most: int) -> Shade:
    """0 for none, else 1 to 5 by the share of the most; a shade of its own for what is kept back."""
    if cases is None:
        return KEPT_BACK
    return ceil(DARKEST * cases / most) if most else 0


def legend(most: int, *, has_untold: bool) -> list[tuple[Shade, str]]:
    """The numbers of cases that each shade stands for, in the fives to which they are rounded."""
    found: list[tuple[Shade, str]] = [(0, _("no case"))]
    for shade in range(1, DARKEST + 1):
        # The smallest shown number that has the shade, and the largest.
        low = (most * (shade - 1) // (DARKEST * BASE) + 1) * BASE
        high = most * shade // (DARKEST * BASE) * BASE
        if low == high:
            found.append((shade, _("%(cases)s cases") % {"cases": f"{low:,}"}))
        elif low < high:
            found.append((shade, _("%(low)s to %(high)s cases") % {"low": f"{low:,}", "high": f"{high:,}"}))
    return [*found, (KEPT_BACK, _("kept back"))] if has_untold else found


def _address(place: Place, choice: Choice) -> str:
    return reverse("opendata:place", args=[place.code]) + choice.address()
