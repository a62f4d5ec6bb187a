"""Following a concern with its reference and code."""

from collections.abc import Iterable
from datetime import date
from pathlib import PurePath
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.cases.errors import CaseError
from folkmoot.cases.models import Attachment, Case, Clock
from folkmoot.officers.rules.authority import Hand
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.pack import ClockName, Reason
from folkmoot.procedures.rules.steps import LED, UNLED, Step
from folkmoot.web import words
from folkmoot.web.doors import PageRequest, ResidentRequest, public_page, resident_page
from folkmoot.web.residents import receipt, sealed, session, throttle
from folkmoot.web.residents.draft import Draft, draft_of, drop_draft
from folkmoot.web.residents.emergency import numbers_for
from folkmoot.web.residents.following_forms import FollowForm
from folkmoot.web.residents.hands import hands_on
from folkmoot.web.residents.history import awaiting_among, history_of
from folkmoot.web.residents.outlook import deadlines_of
from folkmoot.web.residents.pages import Page as RaisingPage
from folkmoot.web.residents.reviewing import reviews_of
from folkmoot.web.residents.sight import open_to, responsible_for, running_clocks
from folkmoot.web.why import days_in

_SUFFIXES: Final = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
}


@require_safe
@public_page
def home(request: PageRequest) -> HttpResponse:
    """What this is, and the two ways in."""
    draft = draft_of(request, now=request.now)
    going_on = (draft.first_gap or RaisingPage.CHECK).address if draft != Draft() else ""
    told = {"emergency": numbers_for(request.region.country), "going_on": going_on}
    return render(request, "residents/home.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def follow(request: PageRequest) -> HttpResponse:
    """Asks for reference and code."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    refusal = None
    if form.is_bound and form.is_valid():
        answers = form.cleaned_data
        try:
            session.enter_with_code(request, reference=answers["reference"], code=answers["code"], now=request.now)
        except CaseError as error:
            form.add_refusal(refusal := error)
        else:
            return redirect("residents:case")
    is_inside = session.key_of(request, now=request.now) is not None
    was_let_out = not is_inside and session.forget_expired(request)
    told = {"form": form, "is_inside": is_inside, "was_let_out": was_let_out}
    return throttle.answer(request, "residents/follow.html", told, refusal=refusal, now=request.now)


@require_safe
@resident_page
def case(request: ResidentRequest) -> HttpResponse:
    """Where it stands, what happened, what is next, and everything that this hand may do."""
    if request.resident.hand is Hand.RESPONDENT:
        history = history_of(request.case, request.resident)
        sentence = words.STEPS_TO_OTHERS[request.case.at]
        told = {"case": request.case, "possible": open_to(request), "history": history, "sentence": sentence}
        return render(request, "residents/case_of_another.html", told)
    return render(request, "residents/case.html", told_to_filer(request))


def told_to_filer(request: ResidentRequest) -> dict[str, Any]:
    """All that the page of a concern says to who raised it. The desk shows the same to officers, to be read alone."""
    clocks = running_clocks(request)
    possible = open_to(request, clocks=clocks)
    history = history_of(request.case, request.resident)
    hands = hands_on(request.case, today=request.today)
    return {
        "case": request.case,
        "possible": possible,
        "is_awaited": any(each.is_awaited for each in possible),
        "history": history,
        "sentence": words.STEPS_TO_RESIDENTS[request.case.at],
        "is_led": request.case.at in LED,
        "is_joined": request.case.at is Step.MERGED,
        "responsible": responsible_for(request, hands.own),
        "hands": hands,
        "awaiting": awaiting_among(history, request.case),
        "elsewhere": _elsewhere(request.case),
        "reviews": reviews_of(request.case, history=history),
        "untaken_by": _untaken_by(request.case, clocks),
        "deadlines": deadlines_of(
            request.case, clocks, now=request.now, days=days_in(request.region, today=request.today)
        ),
        "pack": pack_of(request.case),
        "is_seen": request.resident.hand is Hand.FILER_SEEN,
    }


@require_safe
@resident_page
def file(request: ResidentRequest, pk: int) -> HttpResponse:
    """One file of one's own conversation, to be kept and never shown in the page."""
    own = Attachment.objects.select_related("case__casekey").filter(party_id=request.resident.party_id)
    found = get_object_or_404(own, pk=pk, case=request.case)
    if found.media_type not in _SUFFIXES:
        raise Http404
    response = HttpResponse(found.content, content_type=found.media_type)
    # What was redrawn may have another kind than its old name says.
    name = PurePath(found.name).stem + _SUFFIXES[found.media_type]
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@public_page
def leave(request: PageRequest) -> HttpResponse:
    """Forgets who came in, and what was being written."""
    drop_draft(request)
    sealed.forget(request, receipt.NAME)
    session.leave(request)
    return redirect("residents:home")


def _untaken_by(case: Case, clocks: Iterable[Clock]) -> date | None:
    """The day after which a case that nobody took on goes to the level above by itself; None for any other."""
    if case.at not in UNLED:
        return None
    return next((clock.due_on for clock in clocks if clock.name == ClockName.ROUTE), None)


def _elsewhere(case: Case) -> Reason | None:
    """Why a case was turned away, with where to go instead."""
    reasons = pack_of(case).decline_reasons
    return next((reason for reason in reasons if reason.code == case.outcome_reason), None)
