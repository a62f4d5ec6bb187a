"""The quick search: one field for a reference, a place, or words of a summary in one's area."""

import re
from dataclasses import dataclass, field
from typing import Final

from django.db.models import F
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from folkmoot.cases.models import Case
from folkmoot.lib.reference import NotAReference, near_references, read_reference
from folkmoot.officers.rules.authority import Power
from folkmoot.places.models import Place
from folkmoot.places.queries import find_places
from folkmoot.web.desk.case.lines import CaseLines
from folkmoot.web.desk.queue.listing import with_words
from folkmoot.web.doors import OfficerRequest, officer_page_with
from folkmoot.web.residents import sealed

PLACES: Final = 8
CASES: Final = 20
#: of so many with these words the most urgent are shown: to put all in order would take a second
ENOUGH: Final = 400
#: fewer characters would find half of all cases
SHORTEST: Final = 2
_SOUGHT: Final = "desk_sought"
_LIKE_A_REFERENCE: Final = re.compile(r"(?=.*\d)[0-9A-Za-z]{3}[- ]?[0-9A-Za-z]{3}[- ]?[0-9A-Za-z]{2,4}")


@dataclass(frozen=True)
class Found:
    """What was found, in three groups."""

    #: that what was typed is built like a reference, but its check character says that it is none
    is_mistyped: bool = False
    #: that it is a reference, but of no case in the officer's sight
    is_absent: bool = False
    #: cases whose reference differs by one character or by two that changed places
    near: list[Case] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)


@officer_page_with(Power.READ)
def search_page(request: OfficerRequest) -> HttpResponseBase:
    """What fits; a reference leads straight to its case. What was typed is sealed in the session, in no address."""
    if request.method == "POST":
        sealed.keep(request, _SOUGHT, {"sought": request.POST.get("sought", "").strip()[:80]}, now=request.now)
        return redirect("desk:search")
    kept = sealed.kept(request, _SOUGHT, now=request.now)
    sought = str(kept["sought"]) if kept else ""
    reference = _reference(sought)
    if reference and Case.objects.visible_to(request.officer).filter(reference=reference).exists():
        return redirect("desk:case", reference=reference)
    found = _found(request, sought, reference=reference)
    lines = CaseLines(request).of(found.cases)
    return render(request, "desk/search.html", {"sought": sought, "found": found, "lines": lines})


def _reference(sought: str) -> str | None:
    try:
        return read_reference(sought)
    except NotAReference:
        return None


def _found(request: OfficerRequest, sought: str, *, reference: str | None) -> Found:
    if not sought:
        return Found()
    cases = Case.objects.visible_to(request.officer).select_related("place")
    is_mistyped = reference is None and _LIKE_A_REFERENCE.fullmatch(sought) is not None
    worded = with_words(cases, sought, most=ENOUGH).order_by(
        F("closed_at").desc(nulls_first=True), F("due_at").asc(nulls_last=True)
    )
    return Found(
        is_mistyped=is_mistyped,
        is_absent=reference is not None,
        near=list(cases.filter(reference__in=near_references(sought))) if is_mistyped else [],
        places=[
            place
            for area in request.officer.areas(Power.READ)
            for place in find_places(sought, today=request.today, within=area, limit=PLACES)
        ][:PLACES],
        cases=list(worded[:CASES]) if len(sought) >= SHORTEST and not reference else [],
    )
