"""Every deed on a case, each on a page that says its consequence first."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from folkmoot.cases.actions import talking
from folkmoot.cases.errors import CaseError, ChangedMeanwhile
from folkmoot.cases.models import Case, Task
from folkmoot.lib.pictures import NotAllowed as FileNotAllowed
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.procedures.rules.steps import ImpossibleMove
from folkmoot.web.desk.case_file import changes_since, read_file
from folkmoot.web.desk.deeds import DEEDS
from folkmoot.web.desk.deeds.base import DeedForm
from folkmoot.web.desk.finding import find_case, standing_for
from folkmoot.web.desk.possible import standing_of_deed
from folkmoot.web.doors import OfficerRequest, officer_page


@officer_page
def deed_page(request: OfficerRequest, reference: str, deed: str) -> HttpResponseBase:
    """The form of one deed; sent, it does it. 404 where the deed is not open, 409 where the case changed meanwhile."""
    kind = DEEDS.get(deed)
    if kind is None:
        raise Http404
    case = find_case(request, reference)
    by = standing_of_deed(request.officer, case, kind)
    if by is None:
        return _no_longer_open(request, case, kind)
    if request.method != "POST":
        return _show(request, case, _form(request, kind, case, by))
    form = _form(request, kind, case, by, data=request.POST, files=request.FILES)
    if not form.is_valid():
        return _show(request, case, form, status=422)
    if not form.is_ready():
        return _show(request, case, form)
    return _act(request, case, form)


@officer_page
@require_POST
def finish_task(request: OfficerRequest, reference: str, task_id: int) -> HttpResponseBase:
    """Says that a task is done, as the post that was asked or that set it, or as one that may set tasks here."""
    case = find_case(request, reference)
    task = Task.objects.filter(case=case, pk=task_id, done_at=None).first()
    if task is None:
        raise Http404
    own = [s for s in request.officer.standings if s.post_id in {task.post_id, task.set_by_id}]
    by = own[0] if own else standing_for(request, Power.TASK, case)
    try:
        talking.finish_task(task.pk, by=by, now=request.now)
    except CaseError as refusal:
        messages.error(request, str(refusal.sentence))
    else:
        messages.success(request, _("The task is done."))
    return redirect("desk:case", reference=case.reference)


def _form(request: OfficerRequest, kind: type[DeedForm], case: Case, by: Standing, **bound: Any) -> DeedForm:
    return kind(case=case, by=by, officer=request.officer, today=request.today, **bound)


def _act(request: OfficerRequest, case: Case, form: DeedForm) -> HttpResponseBase:
    try:
        shown_once = form.act(now=request.now)
    except ChangedMeanwhile as refusal:
        return _changed(request, case, form, sentence=str(refusal.sentence))
    except CaseError as refusal:
        form.add_refusal(refusal)
        return _show(request, case, form, status=422)
    except FileNotAllowed as refusal:
        form.add_error("file", str(refusal.sentence))
        return _show(request, case, form, status=422)
    except ImpossibleMove:
        return _changed(request, case, form, sentence=_impossible())
    if shown_once:
        return render(request, "desk/secret.html", {"case": case, "form": form, "secret": shown_once})
    messages.success(request, str(form.done))
    if not Case.objects.visible_to(request.officer).filter(pk=case.pk).exists():
        return redirect("desk:day")
    return redirect("desk:case", reference=case.reference)


def _no_longer_open(request: OfficerRequest, case: Case, kind: type[DeedForm]) -> HttpResponseBase:
    """What was typed is not lost because somebody else acted first."""
    seen = request.POST.get("seen", "")
    if request.method != "POST" or not seen.isdecimal() or int(seen) == case.version:
        raise Http404
    typed = [(name, text) for name, text in request.POST.items() if name in kind.base_fields and name != "seen"]
    long_texts = [text for name, text in typed if isinstance(text, str) and not text.isdecimal()]
    context = {
        "case": case,
        "form": None,
        "title": kind.title,
        "sentence": _impossible(),
        "typed": long_texts,
        "changes": changes_since(read_file(case), case=case, seen=int(seen)),
    }
    return render(request, "desk/changed.html", context, status=409)


def _changed(request: OfficerRequest, case: Case, form: DeedForm, *, sentence: str) -> HttpResponse:
    """The page that shows what is new, with what was typed in a form that may be sent again."""
    seen = int(form.data.get("seen") or case.version)
    data = request.POST.copy()
    data["seen"] = str(case.version)
    again = type(form)(data=data, case=case, by=form.by, officer=form.officer, today=form.today)
    context = {
        "case": case,
        "form": again,
        "title": form.title,
        "sentence": sentence,
        "changes": changes_since(read_file(case), case=case, seen=seen),
    }
    return render(request, "desk/changed.html", context, status=409)


def _impossible() -> str:
    return _("This is no longer possible: the case has moved on. Look at what is new.")


def _show(request: OfficerRequest, case: Case, form: DeedForm, *, status: int = 200) -> HttpResponse:
    return render(request, form.template, {"case": case, "form": form}, status=status)
