"""Asking one question: going on, going back, putting aside. Whatever is pressed, nothing that was typed is lost."""

from enum import StrEnum
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from folkmoot.web.doors import PageRequest
from folkmoot.web.forms import PageForm
from folkmoot.web.residents.draft import Draft, keep_draft
from folkmoot.web.residents.keeping import put_draft_aside
from folkmoot.web.residents.pages import MAIN, Page, page_before

asking = require_http_methods(["GET", "HEAD", "POST"])


class Press(StrEnum):
    """What was pressed, by the name of the button; `STAYING` is the page's own script, which keeps what is typed."""

    ON = "on"
    BACK = "back"
    KEEP = "keep"
    STAYING = "staying"


def posted(request: PageRequest) -> QueryDict | None:
    """What was posted, be it nothing; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def pressed(request: PageRequest) -> Press:
    """Which of the buttons."""
    return next((press for press in Press if press.value in request.POST), Press.ON)


def ask(request: PageRequest, page: Page, draft: Draft, form: PageForm, **context: Any) -> HttpResponse:
    """Keeps a page's answers and goes on, or shows the page with what has to be mended."""
    if form.is_bound:
        answer = _answer(request, page, draft, form)
        if answer is not None:
            return answer
    frame = {"page": page, "pages": MAIN, "draft": draft, "form": form, "is_begun": draft != Draft()}
    return render(request, f"residents/raise/{page.value}.html", {**frame, **context})


def say_forgotten(request: PageRequest) -> None:
    """Says on the next page why it is empty."""
    messages.warning(request, _("You were away for more than two hours, so what you had written was forgotten."))


def _answer(request: PageRequest, page: Page, draft: Draft, form: PageForm) -> HttpResponse | None:
    is_valid = form.is_valid()
    was_forgotten = draft == Draft() and "begun" in request.POST
    press = pressed(request)
    if press is Press.ON and not is_valid and not was_forgotten:
        return None
    draft = draft.with_answers(form.cleaned_data)
    if draft != Draft():
        keep_draft(request, draft, now=request.now)
    if was_forgotten and press is not Press.STAYING:
        say_forgotten(request)
        return redirect((draft.first_gap or Page.CHECK).address)
    match press:
        case Press.STAYING:
            return HttpResponse(status=204)
        case Press.BACK:
            before = page_before(page, is_complete=draft.is_complete)
            return redirect(before.address if before else "residents:home")
        case Press.KEEP:
            return put_draft_aside(request, draft) if draft != Draft() else None
        case Press.ON:
            return redirect(draft.next_page(page).address)
