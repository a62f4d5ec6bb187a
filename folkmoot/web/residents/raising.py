"""Raising a concern, one group of questions a page. Nothing is filed before the last press."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.cases.actions.intake import receive
from folkmoot.cases.errors import CaseError
from folkmoot.cases.queries import handling_units
from folkmoot.cases.rules.sight import sight_path
from folkmoot.officers.models import Unit
from folkmoot.places.models import Place
from folkmoot.procedures.packs import load_pack
from folkmoot.web.doors import PageRequest, public_page
from folkmoot.web.forms import PageForm
from folkmoot.web.residents import receipt
from folkmoot.web.residents.draft import (
    Draft,
    Page,
    concern_of,
    draft_of,
    drop_draft,
    keep_draft,
    place_of,
    units_near,
)
from folkmoot.web.residents.emergency import numbers_for
from folkmoot.web.residents.outlook import deadlines_after_filing
from folkmoot.web.residents.raising_forms import CategoryForm, ContactForm, OfficeForm, WhatForm

asking = require_http_methods(["GET", "HEAD", "POST"])


@asking
@public_page
def what(request: PageRequest) -> HttpResponse:
    """What happened and what is asked for."""
    draft = draft_of(request, now=request.now)
    form = WhatForm(posted(request), initial=vars(draft))
    return ask(request, Page.WHAT, draft, form, emergency=numbers_for(request.region.country))


@asking
@public_page
def office(request: PageRequest) -> HttpResponse:
    """Whether it is about an office: it is then handed in past it."""
    draft = draft_of(request, now=request.now)
    place = place_of(draft, today=request.today)
    if place is None:
        return redirect(Page.PLACE.address)
    initial = {"about": draft.about or OfficeForm.NONE}
    form = OfficeForm(posted(request), initial=initial, units=units_near(place))
    return ask(request, Page.OFFICE, draft, form, place=place)


@asking
@public_page
def category(request: PageRequest) -> HttpResponse:
    """What kind of matter it is."""
    draft = draft_of(request, now=request.now)
    pack = load_pack(request.region.pack)
    form = CategoryForm(posted(request), initial=vars(draft), pack=pack)
    return ask(request, Page.CATEGORY, draft, form, pack=pack)


@asking
@public_page
def contact(request: PageRequest) -> HttpResponse:
    """Who it is and how they can be reached, as far as they want to say."""
    draft = draft_of(request, now=request.now)
    initial = {**vars(draft), "language": draft.language or get_language()}
    return ask(request, Page.CONTACT, draft, ContactForm(posted(request), initial=initial))


@asking
@public_page
def check(request: PageRequest) -> HttpResponse:
    """Everything once more, what will happen and by when; then it is sent."""
    draft = draft_of(request, now=request.now)
    place = place_of(draft, today=request.today)
    gap = draft.first_gap or (Page.PLACE if place is None else None)
    if gap is not None or place is None:
        was_sent = receipt.receipt_of(request, now=request.now) is not None
        return redirect("residents:receipt" if was_sent else (gap or Page.PLACE).address)
    about = next((unit for unit in units_near(place) if unit.code == draft.about), None)
    form = PageForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            return send(request, draft, place=place, about=about)
        except CaseError as error:
            form.add_refusal(error)
    if not draft.has_been_checked:
        keep_draft(request, draft.with_answers({"has_been_checked": True}), now=request.now)
    told = {
        "place": place,
        "about": about,
        "handler": handler(draft, place=place, about=about, pack=request.region.pack),
        "deadlines": deadlines_after_filing(request.region, filed_at=request.now),
    }
    return ask(request, Page.CHECK, draft, form, **told)


@require_POST
@public_page
def discard(request: PageRequest) -> HttpResponse:
    """Forgets what was written so far."""
    drop_draft(request)
    return redirect("residents:home")


def ask(request: PageRequest, page: Page, draft: Draft, form: PageForm, **context: Any) -> HttpResponse:
    """Keeps a page's answers and goes on, or shows the page with what has to be mended."""
    if page is not Page.CHECK and form.is_bound and form.is_valid():
        draft = draft.with_answers(form.cleaned_data)
        keep_draft(request, draft, now=request.now)
        return redirect(draft.next_page(page).address)
    frame = {"page": page, "pages": list(Page), "before": page.before, "draft": draft, "form": form}
    return render(request, f"residents/raise/{page.value}.html", {**frame, **context})


def posted(request: PageRequest) -> QueryDict | None:
    """What was posted, be it nothing; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def send(request: PageRequest, draft: Draft, *, place: Place, about: Unit | None) -> HttpResponse:
    """Files the concern, once also where the button was pressed twice. Raises CaseError."""
    if _was_sent_meanwhile(request):
        return redirect("residents:receipt")
    concern = concern_of(draft, place=place, about=about, language=get_language() or "en")
    filed = receive(concern, by=None, now=request.now)
    receipt.keep_receipt(request, filed, now=request.now)
    drop_draft(request)
    # Within the transaction: whoever waits for the lock has to find the receipt.
    request.session.save()
    return redirect("residents:receipt")


def handler(draft: Draft, *, place: Place, about: Unit | None, pack: str) -> Unit | None:
    """The unit to which such a concern goes first."""
    seen_from = sight_path(place.path, about=about.place.path if about else None)
    units = handling_units(seen_from, category=draft.category, pack=pack, about_unit_id=about.pk if about else None)
    return units[0] if units else None


def _was_sent_meanwhile(request: PageRequest) -> bool:
    key = request.session.session_key or ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"raise/{key}"])
    return receipt.NAME in SessionStore(key)
