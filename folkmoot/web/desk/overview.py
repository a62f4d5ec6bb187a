"""How many cases stand where: counts by the places below, with a way down."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import CharField, Count, F, Func, Q, Value
from django.http import Http404, HttpResponseBase
from django.shortcuts import render

from folkmoot.cases.models import Case
from folkmoot.officers.rules.authority import Power
from folkmoot.places.models import Place
from folkmoot.places.rules.paths import ancestors
from folkmoot.procedures.rules.steps import OPEN, Outcome
from folkmoot.web.doors import OfficerRequest, officer_page_with

NEW: Final = timedelta(days=30)


@dataclass(frozen=True)
class Line:
    """One place with its counts; `place` is the page's own place for what stands at no place below."""

    place: Place
    is_below: bool
    counts: dict[str, Any] = field(default_factory=dict)


@officer_page_with(Power.OVERVIEW)
def overview_page(request: OfficerRequest, code: str = "") -> HttpResponseBase:
    """A table of the places right below one. The counts of a page are one statement over its subtree."""
    areas = request.officer.areas(Power.OVERVIEW)
    place = _place(code, areas)
    counts = _counts(request, place)
    below = Place.objects.filter(parent=place).current(request.today).order_by("code")
    lines = [Line(p, is_below=True, counts=counts.pop(p.code, {})) for p in below]
    # What stands at the place itself, or at a place below that exists no longer.
    rest = [Line(place, is_below=False, counts=each) for each in _summed(counts)]
    context = {
        "place": place,
        "above": _above(place, areas),
        "areas": Place.objects.filter(path__in=areas).order_by("path") if len(areas) > 1 else [],
        "lines": lines + rest,
        "may_read": request.officer.may(Power.READ),
    }
    return render(request, "desk/overview.html", context)


def _place(code: str, areas: tuple[str, ...]) -> Place:
    wanted = Place.objects.filter(code=code) if code else Place.objects.filter(path=areas[0])
    place = wanted.first()
    if place is None or not any(place.path.startswith(area) for area in areas):
        raise Http404
    return place


def _above(place: Place, areas: tuple[str, ...]) -> list[Place]:
    paths = [path for path in ancestors(place.path) if any(path.startswith(area) for area in areas)]
    return list(Place.objects.filter(path__in=paths).order_by("path")) if paths else []


def _counts(request: OfficerRequest, place: Place) -> dict[str, dict[str, int]]:
    """Counts by the code of the place right below, "" for the place itself."""
    part = Func(F("place_path"), Value("/"), Value(place.depth + 2), function="split_part", output_field=CharField())
    now: datetime = request.now
    rows = (
        Case.objects.visible_to(request.officer, power=Power.OVERVIEW)
        .within(place.path)
        .order_by()
        .values(code=part)
        .annotate(
            open=Count("pk", filter=Q(step__in=sorted(OPEN))),
            overdue=Count("pk", filter=Q(step__in=sorted(OPEN), due_at__lt=now)),
            new=Count("pk", filter=Q(received_at__gt=now - NEW)),
            unconfirmed=Count("pk", filter=Q(outcome=Outcome.UNCONFIRMED)),
        )
    )
    return {row["code"]: {name: row[name] for name in ("open", "overdue", "new", "unconfirmed")} for row in rows}


def _summed(counts: dict[str, dict[str, int]]) -> list[dict[str, int]]:
    if not counts:
        return []
    names = ("open", "overdue", "new", "unconfirmed")
    return [{name: sum(each[name] for each in counts.values()) for name in names}]
