"""The list of warned cases behind the counts of the board: of those that the officer sees. Each look is kept."""

from dataclasses import dataclass
from itertools import groupby
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from folkmoot.cases.models import Case
from folkmoot.earlywarning.actions.ending import SWEPT
from folkmoot.earlywarning.actions.reading import read_warned_cases
from folkmoot.earlywarning.models import WarningColour, WarningKind
from folkmoot.earlywarning.permissions import post_to_take
from folkmoot.earlywarning.warned import Taken, Wanted, Warned
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Officer, Standing
from folkmoot.places.models import Place
from folkmoot.web.desk.signals.tabs import tabs
from folkmoot.web.desk.warnings.lines import WarningLine, line_of, townships
from folkmoot.web.doors import OfficerRequest, officer_page_with

TAKEN: Final[dict[str, Promise]] = {
    Taken.MINE.value: gettext_lazy("To be taken by me"),
    Taken.NOBODY.value: gettext_lazy("Not taken yet"),
    Taken.SOMEBODY.value: gettext_lazy("Taken"),
}
#: no list is longer, and no number in an address larger
MOST_PAGES: Final = 10_000


@dataclass(frozen=True)
class WarnedCase:
    """One case of the list with those of its warnings that are wanted, the most urgent first."""

    case: Case
    lines: list[WarningLine]


@dataclass(frozen=True)
class Choice:
    """One list to choose from: its name in the address, its title, its options, and which of them is chosen."""

    name: str
    title: str | Promise
    options: list[tuple[str, str | Promise]]
    chosen: str


def address_of(wanted: Wanted, place: Place | None = None, *, page: int = 1) -> str:
    """The address of a list: codes alone. The place is named by its code."""
    parts = {
        "place": place.code if place else "",
        "colour": wanted.colour,
        "kind": wanted.kind,
        "taken": wanted.taken,
        "page": page if page > 1 else "",
    }
    query = urlencode({name: value for name, value in parts.items() if value})
    return f"{reverse('desk:warned')}?{query}" if query else reverse("desk:warned")


@officer_page_with(Power.READ)
@require_safe
def list_page(request: OfficerRequest) -> HttpResponseBase:
    """Fifty warned cases a page, the most urgent first; `?place=`, `?colour=`, `?kind=` and `?taken=` choose them."""
    place = _place(request)
    wanted = _wanted(request, place)
    page = _page(request)
    by = _reader(request.officer, wanted.path)
    found = read_warned_cases(wanted, page=page, officer=request.officer, by=by, now=request.now)
    if page > 1 and not found.warnings:
        raise Http404
    context = {
        "place": place,
        "tabs": tabs(request, "cases"),
        "may_overview": request.officer.may(Power.OVERVIEW),
        "choices": _choices(wanted),
        "is_narrowed": wanted != Wanted(),
        "found": found,
        "rows": _rows(found, request.officer),
        "before": address_of(wanted, place, page=page - 1) if page > 1 else "",
        "after": "" if found.is_last else address_of(wanted, place, page=page + 1),
        "everything": address_of(Wanted()),
    }
    return render(request, "desk/warned.html", context)


def _place(request: OfficerRequest) -> Place | None:
    """The place that is asked for, in the officer's areas; None where none is."""
    code = request.GET.get("place", "")
    if not code:
        return None
    place = Place.objects.filter(code=code).first()
    if place is None or not any(place.path.startswith(area) for area in request.officer.areas(Power.READ)):
        raise Http404
    return place


def _wanted(request: OfficerRequest, place: Place | None) -> Wanted:
    asked = {name: request.GET.get(name, "") for name in ("colour", "kind", "taken")}
    known = {"colour": WarningColour.values, "kind": WarningKind.values, "taken": list(TAKEN)}
    if any(value and value not in known[name] for name, value in asked.items()):
        raise Http404
    return Wanted(path=place.path if place else "", **asked)


def _page(request: OfficerRequest) -> int:
    page = request.GET.get("page", "1")
    if not page.isdecimal() or not 1 <= int(page) <= MOST_PAGES:
        raise Http404
    return int(page)


def _reader(officer: Officer, path: str) -> Standing:
    """The post by which they look: one that covers the place, where one is asked for."""
    reading = list(officer.with_power(Power.READ))
    return next((each for each in reading if path and each.covers(path)), reading[0])


def _rows(found: Warned, officer: Officer) -> list[WarnedCase]:
    places = townships(found.warnings)
    rows = []
    for _case_id, group in groupby(found.warnings, key=lambda warning: warning.case_id):
        lines = [line_of(each, places=places, may_take=bool(post_to_take(officer, each, each.case))) for each in group]
        rows.append(WarnedCase(lines[0].case, lines))
    return rows


def _choices(wanted: Wanted) -> list[Choice]:
    any_of: tuple[str, str | Promise] = ("", _("All"))
    colours = [(colour.value, colour.label) for colour in reversed(WarningColour)]
    kinds = [(kind.value, WarningKind(kind).label) for kind in SWEPT]
    return [
        Choice("colour", _("Colour"), [any_of, *colours], wanted.colour),
        Choice("kind", pgettext("warning", "Kind"), [any_of, *kinds], wanted.kind),
        Choice("taken", _("State"), [any_of, *TAKEN.items()], wanted.taken),
    ]
