"""Raising a concern, one question a page. Nothing is filed before the last press."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from folkmoot.cases.actions.intake import receive
from folkmoot.cases.errors import CaseError
from folkmoot.cases.queries import handling_units, intake_post
from folkmoot.cases.rules.sight import sight_path
from folkmoot.officers.models import Unit
from folkmoot.places.models import Place
from folkmoot.procedures.queries import newest_pack
from folkmoot.procedures.rules.pack import Pack
from folkmoot.web.doors import PageRequest, public_page
from folkmoot.web.forms import PageForm
from folkmoot.web.residents import receipt
from folkmoot.web.residents.actions import throw_away
from folkmoot.web.residents.asking import Press, ask, asking, posted, pressed, say_forgotten
from folkmoot.web.residents.draft import Draft, concern_of, draft_of, drop_draft, keep_draft, place_of, units_near
from folkmoot.web.residents.outlook import deadlines_after_filing
from folkmoot.web.residents.pages import Page
from folkmoot.web.residents.raising_forms import CHANNEL_HINTS, CategoryForm, ContactForm, OfficeForm, WhatForm
from folkmoot.web.residents.sight import holder_of


@asking
@public_page
def what(request: PageRequest) -> HttpResponse:
    """What happened."""
    draft = draft_of(request, now=request.now)
    return ask(request, Page.WHAT, draft, WhatForm(posted(request), initial=vars(draft)))


@asking
@public_page
def category(request: PageRequest) -> HttpResponse:
    """What kind of matter it is."""
    draft = draft_of(request, now=request.now)
    pack = newest_pack(request.region.pack)
    form = CategoryForm(posted(request), initial=vars(draft), pack=pack)
    return ask(request, Page.CATEGORY, draft, form, pack=pack)


@asking
@public_page
def office(request: PageRequest) -> HttpResponse:
    """Whether it is about an office: it is then handed in past it."""
    draft = draft_of(request, now=request.now)
    place = place_of(draft, today=request.today)
    if place is None:
        return redirect(Page.PLACE.address)
    chosen = draft.about or (OfficeForm.NONE if draft.is_complete else None)
    return ask(request, Page.OFFICE, draft, OfficeForm(posted(request), units=units_near(place)), chosen=chosen)


@asking
@public_page
def contact(request: PageRequest) -> HttpResponse:
    """By which way they want to hear."""
    draft = draft_of(request, now=request.now)
    chosen = draft.safe_channel if draft.is_complete else draft.safe_channel or None
    form = ContactForm(posted(request))
    return ask(request, Page.CONTACT, draft, form, chosen=chosen, hints=CHANNEL_HINTS)


@asking
@public_page
def check(request: PageRequest) -> HttpResponse:
    """Everything once more, what will happen and by when; then it is sent."""
    draft = draft_of(request, now=request.now)
    place = place_of(draft, today=request.today)
    gap = draft.first_gap or (Page.PLACE if place is None else None)
    if gap is not None or place is None:
        return _back_to(gap or Page.PLACE, request)
    about = next((unit for unit in units_near(place) if unit.code == draft.about), None)
    form = PageForm(posted(request))
    if request.method == "POST" and pressed(request) is Press.ON and form.is_valid():
        try:
            return send(request, draft, place=place, about=about)
        except CaseError as error:
            form.add_refusal(error)
    if not draft.has_been_checked:
        draft = draft.with_answers({"has_been_checked": True})
        keep_draft(request, draft, now=request.now)
    return ask(request, Page.CHECK, draft, form, place=place, about=about, **_outlook(request, draft, place, about))


def _back_to(gap: Page, request: PageRequest) -> HttpResponse:
    """Where something is missing: it was sent already, or forgotten, or never written."""
    if receipt.receipt_of(request, now=request.now) is not None:
        return redirect("residents:receipt")
    if "begun" in request.POST:
        say_forgotten(request)
    return redirect(gap.address)


def _outlook(request: PageRequest, draft: Draft, place: Place, about: Unit | None) -> dict[str, Any]:
    """Who will answer, by when, under which rule."""
    units = handlers(draft, place=place, about=about, pack=newest_pack(request.region.pack))
    post = intake_post(units, today=request.today)
    return {
        "handler": units[0] if units else None,
        "post": post,
        "holder": holder_of(post, today=request.today) if post else "",
        "deadlines": deadlines_after_filing(request.region, filed_at=request.now),
    }


@require_POST
@public_page
def discard(request: PageRequest) -> HttpResponse:
    """Forgets what was written so far, also where it was put aside."""
    throw_away(draft_of(request, now=request.now).kept)
    drop_draft(request)
    return redirect("residents:home")


@require_POST
@public_page
def here(request: PageRequest) -> HttpResponse:
    """Begins a concern at a place, as its public page offers."""
    draft = draft_of(request, now=request.now)
    if Place.objects.current(request.today).filter(code=request.POST.get("place", "")).exists():
        draft = draft.with_answers({"place": request.POST["place"], "about": ""})
        keep_draft(request, draft, now=request.now)
    return redirect((draft.first_gap or Page.CHECK).address)


def send(request: PageRequest, draft: Draft, *, place: Place, about: Unit | None) -> HttpResponse:
    """Files the concern, once also where the button was pressed twice. Raises CaseError."""
    if _was_sent_meanwhile(request):
        return redirect("residents:receipt")
    concern = concern_of(draft, place=place, about=about, language=get_language() or "en")
    filed = receive(concern, by=None, now=request.now)
    receipt.keep_receipt(request, filed, now=request.now)
    throw_away(draft.kept)
    drop_draft(request)
    # Within the transaction: whoever waits for the lock has to find the receipt.
    request.session.save()
    return redirect("residents:receipt")


def handlers(draft: Draft, *, place: Place, about: Unit | None, pack: Pack) -> list[Unit]:
    """The units that may take such a concern, the one to which it goes first before the others."""
    seen_from = sight_path(place.path, about=about.place.path if about else None)
    return handling_units(seen_from, category=draft.category, pack=pack, about_unit_id=about.pk if about else None)


def _was_sent_meanwhile(request: PageRequest) -> bool:
    key = request.session.session_key or ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"raise/{key}"])
    return receipt.NAME in SessionStore(key)
