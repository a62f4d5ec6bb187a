"""Taking a concern in at the desk, from whoever comes, calls or writes."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils import translation

from folkmoot.cases.actions.intake import Concern, Receipt, receive
from folkmoot.cases.errors import CaseError
from folkmoot.cases.models import Case, Channel, Clock
from folkmoot.officers.models import Unit
from folkmoot.officers.queries import unit_chain
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.models import Place
from folkmoot.places.queries import find_places
from folkmoot.procedures.queries import newest_pack, pack_of
from folkmoot.procedures.rules.pack import ClockName
from folkmoot.web.desk.contact import contact_of
from folkmoot.web.desk.intake.forms import ConcernForm, PlaceForm
from folkmoot.web.desk.intake.sorting import Sorting, count_chosen, sorter
from folkmoot.web.doors import OfficerRequest, officer_page_with
from folkmoot.web.residents.draft import Draft, who_speaks

FOUND = 20


@officer_page_with(Power.RECEIVE)
def take_in(request: OfficerRequest) -> HttpResponseBase:
    """Where did it happen? The officer's own places stand there; any other in the area is searched."""
    areas = request.officer.areas(Power.RECEIVE)
    form = PlaceForm(request.POST or None)
    found = None
    if form.is_valid():
        text = form.cleaned_data["place"]
        found = [p for a in areas for p in find_places(text, today=request.today, within=a, limit=FOUND)]
    own = Place.objects.filter(path__in=areas).order_by("path")
    context = {"form": form, "found": found, "own": own}
    return render(request, "desk/take_in.html", context, status=422 if form.errors else 200)


@officer_page_with(Power.RECEIVE)
def take_in_at(request: OfficerRequest, code: str) -> HttpResponseBase:
    """The concern itself; sent, its receipt, which is shown once."""
    place = Place.objects.current(request.today).select_related("parent").filter(code=code).first()
    by = _receiving(request, place)
    if place is None or by is None:
        raise Http404
    units = {unit.pk: unit for unit in unit_chain(place.path)}
    ask = partial(ConcernForm, pack=newest_pack(request.region.pack), units=units.values(), today=request.today)
    sorting = Sorting.pressed(request)
    form = ask(initial=sorting.typed) if sorting else ask(request.POST or None)
    if form.is_valid():
        concern = _concern(form, place, about_unit=units.get(form.cleaned_data["about_unit"]))
        try:
            receipt = receive(concern, by=by, now=request.now)
        except CaseError as refusal:
            form.add_refusal(refusal)
        else:
            count_chosen(form.cleaned_data, request=request, place=place)
            return _receipt_page(request, receipt, has_own_code=bool(concern.own_code))
    context = {"form": form, "place": place, "sorting": sorting, "may_ask": sorter(request, place) is not None}
    return render(request, "desk/take_in_at.html", context, status=422 if form.errors else 200)


def _receipt_page(request: OfficerRequest, receipt: Receipt, *, has_own_code: bool) -> HttpResponseBase:
    case = Case.objects.get(pk=receipt.case_id)
    pack = pack_of(case)
    clocks = Clock.objects.filter(case=case, name__in=[ClockName.ACKNOWLEDGE, ClockName.ANSWER]).order_by("due_at")
    context = {
        "case": case,
        "receipt": receipt,
        "has_own_code": has_own_code,
        "clocks": [(pack.clock(ClockName(clock.name)), clock.due_on) for clock in clocks],
        "is_seen": Case.objects.visible_to(request.officer).filter(pk=case.pk).exists(),
    }
    return render(request, "desk/receipt.html", context)


def _receiving(request: OfficerRequest, place: Place | None) -> Standing | None:
    if place is None:
        return None
    return next((s for s in request.officer.with_power(Power.RECEIVE) if s.covers(place.path)), None)


def _concern(form: ConcernForm, place: Place, *, about_unit: Unit | None) -> Concern:
    given = form.cleaned_data
    return Concern(
        place=place,
        category=given["category"],
        narrative="\n\n".join(filter(None, (given["narrative"], _spoken_for(given)))),
        channel=Channel(given["channel"]),
        wish=given["wish"],
        where=given["where"],
        happened_on=given["happened_on"],
        about_unit=about_unit,
        summary=given["summary"],
        name=given["name"],
        contact=contact_of(given),
        language=given["language"],
        on_behalf_of=given["on_behalf_of"] if given["whose"] == "other" else "",
        own_code=given["own_code"],
    )


def _spoken_for(given: Mapping[str, Any]) -> str:
    """That somebody speaks for another or for a group, in the same words as on the resident's own page."""
    households = str(given["households"] or "")
    with translation.override(given["language"]):
        return who_speaks(Draft(whose=given["whose"], households=households))
