"""The page of each deed: its consequence first, then the form, then one action."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from folkmoot.cases.actions import closing, leads, reviews, talking
from folkmoot.cases.errors import CaseError, ChangedMeanwhile
from folkmoot.cases.models import Case
from folkmoot.lib import pictures
from folkmoot.procedures.rules.steps import ImpossibleMove
from folkmoot.web import words
from folkmoot.web.doors import Page, ResidentRequest, resident_page
from folkmoot.web.residents.following_forms import FORMS, DeedForm
from folkmoot.web.residents.history import awaiting_word, history_of
from folkmoot.web.residents.possible import Deed, Possible
from folkmoot.web.residents.reviewing import review_ahead
from folkmoot.web.residents.sight import open_to

Answers = dict[str, Any]

DONE: Final[dict[Deed, Promise]] = {
    Deed.ANSWER: gettext_lazy("Thank you. The office has your answer and goes on."),
    Deed.CONFIRM: gettext_lazy("Thank you. Your concern is closed as resolved."),
    Deed.DISPUTE: gettext_lazy("The office reads why it is not resolved, and goes on."),
    Deed.RATE: gettext_lazy("Thank you for saying how it went."),
    Deed.ESCALATE: gettext_lazy("Your concern is now with the level above."),
    Deed.ASK_REVIEW: gettext_lazy("Your review is asked for. Who hears it, and by when, stands below."),
    Deed.REOPEN: gettext_lazy("Your concern is open again."),
    Deed.WRITE: gettext_lazy("Your message was sent."),
    Deed.ATTACH: gettext_lazy("What you chose was added."),
    Deed.WITHDRAW: gettext_lazy("Your concern is withdrawn. You can take this back for 90 days."),
}


def page_of(deed: Deed) -> Page[[]]:
    """The view of one deed."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @resident_page
    def view(request: ResidentRequest) -> HttpResponse:
        possible = next((each for each in open_to(request) if each.deed is deed), None)
        if request.method == "POST":
            return _do(request, deed, possible)
        if possible is None:
            messages.warning(request, _("This is not possible now. What you can do stands below."))
            return redirect("residents:case")
        form = FORMS[deed](initial=_version_of(request.case))
        return _show(request, possible, form)

    view.__doc__ = f"The page on which a party can {deed.value}."
    return view


def _do(request: ResidentRequest, deed: Deed, possible: Possible | None) -> HttpResponse:
    form = FORMS[deed](request.POST, request.FILES)
    if form.is_valid():
        try:
            _ACTIONS[deed](request, form.cleaned_data)
        except ChangedMeanwhile as error:
            form.add_refusal(error)
            return _show_what_is_new(request, deed, form)
        except ImpossibleMove as error:
            form.add_error(None, _what_is_possible(request, error))
        except pictures.NotAllowed as error:
            form.add_error("file", str(error.sentence))
        except CaseError as error:
            form.add_refusal(error)
        else:
            messages.success(request, str(DONE[deed]))
            return redirect("residents:case")
    return _show(request, possible or Possible(deed, is_locked=False), form)


def _show(request: ResidentRequest, possible: Possible, form: DeedForm, **context: Any) -> HttpResponse:
    is_answer = possible.deed in (Deed.ANSWER, Deed.CONFIRM, Deed.DISPUTE)
    awaiting = awaiting_word(request.case, request.resident) if is_answer else None
    told = {"case": request.case, "possible": possible, "form": form, "awaiting": awaiting, **context}
    if possible.deed is Deed.ASK_REVIEW:
        told["ahead"] = review_ahead(request)
    return render(request, "residents/deed.html", told)


def _show_what_is_new(request: ResidentRequest, deed: Deed, form: DeedForm) -> HttpResponse:
    """What was typed stays; the next press is for the case as it is now."""
    since: datetime = form.cleaned_data["as_of"]
    request.case = Case.objects.select_related("casekey", "place", "unit").get(pk=request.case.pk)
    form.data = {**request.POST.dict(), **_version_of(request.case)}
    possible = next((each for each in open_to(request) if each.deed is deed), Possible(deed, is_locked=False))
    return _show(request, possible, form, news=history_of(request.case, request.resident, since=since))


def _version_of(case: Case) -> Answers:
    return {"seen": case.version, "as_of": case.changed_at.strftime("%Y-%m-%dT%H:%M:%S.%f%z")}


def _what_is_possible(request: ResidentRequest, error: ImpossibleMove) -> str:
    step = words.STEPS[error.step] if error.step else ""
    now = ", ".join(str(each.verb) for each in open_to(request) if not each.is_locked)
    return _("This is not possible while the case stands at “%(step)s”. Possible now: %(moves)s.") % {
        "step": step,
        "moves": now,
    }


def _answer(request: ResidentRequest, answers: Answers) -> None:
    talking.answer(request.case.pk, body=answers["body"], by=request.resident, now=request.now, seen=answers["seen"])


def _confirm(request: ResidentRequest, answers: Answers) -> None:
    closing.confirm(request.case.pk, by=request.resident, now=request.now, seen=answers["seen"])


def _dispute(request: ResidentRequest, answers: Answers) -> None:
    closing.dispute(request.case.pk, reason=answers["body"], by=request.resident, now=request.now, seen=answers["seen"])


def _escalate(request: ResidentRequest, answers: Answers) -> None:
    leads.escalate(request.case.pk, reason=answers["body"], by=request.resident, now=request.now, seen=answers["seen"])


def _ask_review(request: ResidentRequest, answers: Answers) -> None:
    reviews.ask_review(
        request.case.pk, reason=answers["body"], by=request.resident, now=request.now, seen=answers["seen"]
    )


def _reopen(request: ResidentRequest, answers: Answers) -> None:
    closing.reopen(request.case.pk, reason=answers["body"], by=request.resident, now=request.now, seen=answers["seen"])


def _withdraw(request: ResidentRequest, answers: Answers) -> None:
    closing.withdraw(
        request.case.pk, reason=answers["body"], by=request.resident, now=request.now, seen=answers["seen"]
    )


def _rate(request: ResidentRequest, answers: Answers) -> None:
    closing.rate(request.case.pk, score=answers["score"], comment=answers["body"], by=request.resident, now=request.now)


def _write(request: ResidentRequest, answers: Answers) -> None:
    talking.write(request.case.pk, body=answers["body"], by=request.resident, now=request.now)


@transaction.atomic
def _attach(request: ResidentRequest, answers: Answers) -> None:
    """All of the files, or none where one is refused."""
    files: list[UploadedFile[Any]] = answers["file"]
    for file in files:
        talking.attach(
            request.case.pk,
            name=file.name or "",
            data=file.read(),
            declared_type=file.content_type or "",
            by=request.resident,
            now=request.now,
        )


_ACTIONS: Final[dict[Deed, Callable[[ResidentRequest, Answers], None]]] = {
    Deed.ANSWER: _answer,
    Deed.CONFIRM: _confirm,
    Deed.DISPUTE: _dispute,
    Deed.RATE: _rate,
    Deed.ESCALATE: _escalate,
    Deed.ASK_REVIEW: _ask_review,
    Deed.REOPEN: _reopen,
    Deed.WRITE: _write,
    Deed.ATTACH: _attach,
    Deed.WITHDRAW: _withdraw,
}
