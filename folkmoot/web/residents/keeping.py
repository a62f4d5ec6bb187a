"""Putting a concern aside and going on later. What was written is sealed with a key that only the code opens."""

from dataclasses import asdict
from typing import Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from folkmoot.cases.errors import CaseError
from folkmoot.cases.notices import spoken_key
from folkmoot.web.doors import PageRequest, public_page
from folkmoot.web.forms import PageForm
from folkmoot.web.residents import sealed, throttle
from folkmoot.web.residents.actions import digest_of, put_aside, take_up
from folkmoot.web.residents.draft import Draft, draft_from, draft_of, drop_draft, keep_draft
from folkmoot.web.residents.pages import Page
from folkmoot.web.visitor import network_of

NAME: Final = "kept"


class ResumeForm(PageForm):
    """The code under which it was put aside."""

    code = forms.CharField(
        label=_("Code to go on with"),
        help_text=_("The 18 letters and numbers that you wrote down. Capitals, spaces and hyphens do not matter."),
        max_length=60,
        error_messages={"required": _("Write the code that you wrote down.")},
    )


def put_draft_aside(request: PageRequest, draft: Draft) -> HttpResponse:
    """Keeps it for 30 days under a new code, and goes to the page that shows the code once."""
    code = put_aside(asdict(draft), instead_of=draft.kept, now=request.now)
    sealed.keep(request, NAME, {"code": code}, now=request.now)
    keep_draft(request, draft.with_answers({"kept": digest_of(code)}), now=request.now)
    return redirect("residents:raise_kept")


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def kept(request: PageRequest) -> HttpResponse:
    """Shows the code; pressing the button says that it was written down, and leaves nothing in this browser."""
    found = sealed.kept(request, NAME, now=request.now)
    if found is None:
        return redirect("residents:raise_resume")
    if request.method == "POST":
        sealed.forget(request, NAME)
        if "on" in request.POST:
            return redirect(_where_to_go_on(draft_of(request, now=request.now)))
        drop_draft(request)
        return redirect("residents:home")
    return render(request, "residents/raise/kept.html", {"code": spoken_key(found["code"])})


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def resume(request: PageRequest) -> HttpResponse:
    """Asks for the code, and goes on where something is still missing."""
    form = ResumeForm(request.POST if request.method == "POST" else None)
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            draft = _taken_up(request, form.cleaned_data["code"])
        except CaseError as error:
            form.add_refusal(refusal := error)
        else:
            return redirect(_where_to_go_on(draft))
    return throttle.answer(request, "residents/raise/resume.html", {"form": form}, refusal=refusal, now=request.now)


def _taken_up(request: PageRequest, code: str) -> Draft:
    """The draft, now in the session too. Raises NothingKept, TooManyWrongCodes."""
    network = network_of(request)
    throttle.refuse_guessing(network=network, now=request.now, field="code")
    try:
        values = take_up(code, now=request.now)
    except CaseError:
        throttle.note_wrong_code(network=network, now=request.now)
        raise
    draft = draft_from(values)
    keep_draft(request, draft, now=request.now)
    return draft


def _where_to_go_on(draft: Draft) -> str:
    return (draft.first_gap or Page.CHECK).address
