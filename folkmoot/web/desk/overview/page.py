"""How many cases stand where: counts and ages by the places below, as a map and as a table, with a way down."""

from hashlib import blake2b
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import condition

from folkmoot.cases.models import Case
from folkmoot.cases.queries import counts_below
from folkmoot.cases.rules.counting import FEW, Counts
from folkmoot.earlywarning.queries import warned_below
from folkmoot.officers.rules.authority import Power
from folkmoot.places.models import Place
from folkmoot.places.queries import Around, around, drawing_below
from folkmoot.places.rules.drawing import geojson
from folkmoot.web.desk.overview.table import Line, heads, legend, sorted_lines
from folkmoot.web.doors import OfficerRequest, officer_page_with
from folkmoot.web.maps import shaded_map
from folkmoot.web.names import plain_place_name


@officer_page_with(Power.OVERVIEW)
def overview_page(request: OfficerRequest, code: str = "") -> HttpResponseBase:
    """The figures of one place and of the places right below it. The counts are three statements over its subtree."""
    areas = request.officer.areas(Power.OVERVIEW)
    place = _place(code, areas)
    near = around(place, today=request.today)
    context: dict[str, Any] = {
        "place": place,
        "above": [each for each in near.above if any(each.path.startswith(area) for area in areas)],
        "areas": Place.objects.filter(path__in=areas).order_by("path") if len(areas) > 1 else [],
        "may_read": request.officer.may(Power.READ),
    }
    if context["may_read"]:
        context |= _figures(request, near)
    return render(request, "desk/overview.html", context)


@officer_page_with(Power.OVERVIEW)
def outlines(request: OfficerRequest, code: str) -> HttpResponseBase:
    """The outlines of the places below one as GeoJSON, for the chart. The browser keeps them: they say no case."""
    place = _place(code, request.officer.areas(Power.OVERVIEW))
    drawn = geojson(drawing_below(around(place, today=request.today)))
    digest = blake2b(drawn.encode(), digest_size=8).hexdigest()

    @condition(etag_func=lambda *_: f'"{digest}"')
    def answer(_: OfficerRequest) -> HttpResponse:
        return HttpResponse(drawn, content_type="application/geo+json")

    response = answer(request)
    response.headers["Cache-Control"] = "private, max-age=86400, immutable"
    return response


def _figures(request: OfficerRequest, near: Around) -> dict[str, Any]:
    place = near.place
    cases = Case.objects.visible_to(request.officer, power=Power.OVERVIEW)
    counts = counts_below(cases, place, now=request.now, zone=request.zone)
    warned = warned_below(cases, place)
    whole = Line(place, is_below=False, counts=Counts.total(counts.values()), warned=sum(warned.values()))
    lines = [
        Line(each, is_below=True, counts=counts.pop(each.code, Counts()), warned=warned.pop(each.code, 0))
        for each in near.below
    ]
    by_code = {line.place.code: line.counts for line in lines}
    sort = request.GET.get("sort", "")
    # What stands at the place itself, or at a place below that exists no longer.
    remaining = Line(place, is_below=False, counts=Counts.total(counts.values()), warned=sum(warned.values()))
    rest = [remaining] if counts and near.below else []
    return {
        "whole": whole,
        "lines": [*sorted_lines(lines, sort), *rest],
        "few": FEW,
        "heads": heads(sort),
        "is_sorted": sort != "",
        "map": shaded_map(
            near,
            href=lambda each: reverse("desk:overview_at", args=[each.code]),
            says=lambda each: _said(each, by_code[each.code]),
            shade=lambda each: by_code[each.code].shade,
        ),
        "legend": legend(),
    }


def _said(place: Place, counts: Counts) -> str:
    parts = {"place": plain_place_name(place), "open": counts.open, "overdue": counts.overdue}
    return _("%(place)s: %(open)s open, %(overdue)s overdue") % parts


def _place(code: str, areas: tuple[str, ...]) -> Place:
    wanted = Place.objects.filter(code=code) if code else Place.objects.filter(path=areas[0])
    place = wanted.first()
    if place is None or not any(place.path.startswith(area) for area in areas):
        raise Http404
    return place
