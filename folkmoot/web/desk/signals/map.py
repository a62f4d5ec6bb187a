"""Where a signal is: the places within it shaded by their cases, or the place that holds it marked on a wider map."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Final

from django.db.models import CharField, F, Func, Sum, Value
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.earlywarning.models import DailyCount, Signal
from folkmoot.earlywarning.topics import topics_within
from folkmoot.officers.rules.authority import Power
from folkmoot.places.models import Place
from folkmoot.places.queries import Around, around, drawing_below
from folkmoot.web.doors import OfficerRequest
from folkmoot.web.maps import shaded_map
from folkmoot.web.names import plain_place_name

#: the darkest shade of a map
DARKEST: Final = 5
#: a map of one place says nothing
_FEWEST: Final = 2


@dataclass(frozen=True)
class Whereabouts:
    """The map of a signal with its legend, and the table that says how its cases lie."""

    map: SafeString = field(default_factory=SafeString)
    legend: list[tuple[int, str]] = field(default_factory=list)
    #: the places right within it with their cases, the most first; None for what lies at no place within it
    rows: list[tuple[Place | None, int]] = field(default_factory=list)


def whereabouts(request: OfficerRequest, signal: Signal, place: Place) -> Whereabouts:
    """The map and table of one signal at its place. Five statements at most, besides what is drawn the first time."""
    near = around(place, today=request.today)
    counts = _counts(signal, place) if near.below else {}
    rows = _rows(near, dict(counts))
    if len(drawing_below(near).areas) >= _FEWEST:
        return Whereabouts(_spread(request, near, counts), spread_legend(max(counts.values(), default=0)), rows)
    above = wider(request, near)
    if above is None:
        return Whereabouts(rows=rows)
    legend = [(DARKEST, _("the signal is here")), (0, _("elsewhere"))]
    return Whereabouts(_marked(request, above, place), legend, rows)


def shade_of(cases: int, *, most: int) -> int:
    """0 for none, else 1 to 5 by the share of the most."""
    return ceil(DARKEST * cases / most) if most else 0


def spread_legend(most: int) -> list[tuple[int, str]]:
    """The numbers of cases that each shade stands for; a shade for which there is no number is left out."""
    found = [(0, _("no case"))]
    for shade in range(1, DARKEST + 1):
        low, high = most * (shade - 1) // DARKEST + 1, most * shade // DARKEST
        if low == high:
            found.append((shade, ngettext("%(cases)s case", "%(cases)s cases", low) % {"cases": low}))
        elif low < high:
            found.append((shade, _("%(low)s to %(high)s cases") % {"low": low, "high": high}))
    return found


def _spread(request: OfficerRequest, near: Around, counts: Mapping[str, int]) -> SafeString:
    most = max(counts.values(), default=0)
    return shaded_map(
        near,
        href=lambda each: overview_of(request, each),
        says=lambda each: _said(each, counts.get(each.code, 0)),
        shade=lambda each: shade_of(counts.get(each.code, 0), most=most),
    )


def _marked(request: OfficerRequest, near: Around, place: Place) -> SafeString:
    def holds(each: Place) -> bool:
        return place.path.startswith(each.path)

    return shaded_map(
        near,
        href=lambda each: overview_of(request, each),
        says=lambda each: f"{plain_place_name(each)}: {_('the signal is here') if holds(each) else _('elsewhere')}",
        shade=lambda each: DARKEST if holds(each) else 0,
    )


def wider(request: OfficerRequest, near: Around) -> Around | None:
    """The nearest place above one of which there is a map. A statement for each step up."""
    for above in reversed(near.above):
        found = around(above, today=request.today)
        if len(drawing_below(found).areas) >= _FEWEST:
            return found
    return None


def overview_of(request: OfficerRequest, place: Place) -> str:
    """Its figures, "" where the officer has none there."""
    is_theirs = any(place.path.startswith(area) for area in request.officer.areas(Power.OVERVIEW))
    return reverse("desk:overview_at", args=[place.code]) if is_theirs else ""


def _said(place: Place, cases: int) -> str:
    counted = ngettext("%(cases)s case", "%(cases)s cases", cases) % {"cases": cases}
    return f"{plain_place_name(place)}: {counted}"


def _counts(signal: Signal, place: Place) -> dict[str, int]:
    """Cases of the window by the code of the place right below, "" for the place itself. One statement."""
    part = Func(F("place_path"), Value("/"), Value(place.depth + 2), function="split_part", output_field=CharField())
    found = DailyCount.objects.within(place.path).filter(
        topic__in=topics_within(signal.topic), on__range=(signal.since, signal.until)
    )
    return dict(found.order_by().values_list(part).annotate(sum=Sum("cases")))


def _rows(near: Around, counts: dict[str, int]) -> list[tuple[Place | None, int]]:
    known: list[tuple[Place | None, int]] = [
        (each, counts.pop(each.code)) for each in near.below if counts.get(each.code)
    ]
    known.sort(key=lambda row: -row[1])
    rest = sum(counts.values())
    return [*known, (None, rest)] if rest else known
