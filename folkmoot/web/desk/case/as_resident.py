"""What who raised a concern sees of it, for officers to read: nothing on it can be pressed."""

from typing import cast

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.cases.actions.reading import note_reading
from folkmoot.cases.models import AccessCode, Case, CaseKey, Party, PartyRole
from folkmoot.cases.rules.people import Resident
from folkmoot.officers.rules.authority import Hand, Power
from folkmoot.web.desk.finding import find_case, standing_for
from folkmoot.web.doors import OfficerRequest, ResidentRequest, officer_page
from folkmoot.web.residents.following import told_to_filer


@officer_page
@require_safe
def as_resident_page(request: OfficerRequest, reference: str) -> HttpResponseBase:
    """The resident's page, without its ways to act. It is a reading of the case like any other. 404 once it was erased.

    The scope stays the officer's: only what they may read anyway is shown.
    """
    case = find_case(request, reference)
    reader = standing_for(request, Power.READ, case)
    filer = _filer(case)
    note_reading(case, by=reader, user_id=request.officer.user_id, now=request.now)
    seen = cast("ResidentRequest", request)
    seen.case, seen.resident = case, filer
    told = told_to_filer(seen)
    # Otherwise the frame of the page would take the officer for the resident.
    del seen.resident
    return render(request, "desk/as_resident.html", told)


def _filer(case: Case) -> Resident:
    party = Party.objects.filter(case=case, role=PartyRole.FILER).first()
    if party is None or not CaseKey.objects.filter(case=case).exists():
        raise Http404
    has_own = AccessCode.objects.filter(party=party, is_own=True, revoked_at=None).exists()
    return Resident(case.pk, party.pk, Hand.FILER if has_own else Hand.FILER_SEEN)
