"""Every deed on a case: its form, in place or on a page of its own, says the consequence first."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from folkmoot.cases.errors import CaseError, ChangedMeanwhile
from folkmoot.cases.models import Case
from folkmoot.lib.pictures import NotAllowed as FileNotAllowed
from folkmoot.officers.rules.standing import Standing
from folkmoot.procedures.rules.steps import ImpossibleMove, Move
from folkmoot.web.desk.case.clocks import ask_about_clocks
from folkmoot.web.desk.case.file import changes_since, read_file
from folkmoot.web.desk.case.possible import possible_deeds, standing_of_deed
from folkmoot.web.desk.deeds import DEEDS
from folkmoot.web.desk.deeds.base import DeedForm
from folkmoot.web.desk.finding import find_case
from folkmoot.web.desk.parts import as_a_whole, go_to, in_place
from folkmoot.web.desk.undoing import say_done
from folkmoot.web.doors import OfficerRequest, officer_page


@officer_page
def deed_page(request: OfficerRequest, reference: str, deed: str) -> HttpResponseBase:
    """The form of one deed; sent, it does it. 404 where the deed is not open, 409 where the case does not suit it."""
    kind = DEEDS.get(deed)
    if kind is None:
        raise Http404
    case = find_case(request, reference)
    by = standing_of_deed(request.officer, case, kind)
    if by is None:
        return _no_longer_open(request, case, kind)
    if request.method != "POST":
        if not _suits(request, case, kind):
            return in_place(request, "unsuited", {"case": case, "title": kind.title}, status=409)
        return _show(request, case, _form(request, kind, case, by))
    form = _form(request, kind, case, by, data=request.POST, files=request.FILES)
    if not form.is_valid():
        return _show(request, case, form, status=422)
    if not form.is_ready():
        return _show(request, case, form)
    return _act(request, case, form)


def _suits(request: OfficerRequest, case: Case, kind: type[DeedForm]) -> bool:
    """Whether the page of the case offers it."""
    file = read_file(case)
    ask_about_clocks(file, case, region=request.region, today=request.today)
    return any(each is kind for each, _post in possible_deeds(request.officer, case, file, now=request.now))


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
        page = render(request, "desk/secret.html", {"case": case, "form": form, "secret": shown_once})
        return as_a_whole(request, page)
    if form.move is Move.MERGE:
        again: list[object] = [case.reference, Move.UNMERGE.value]
        say_done(request, form.told(), undo="desk:deed", args=again, seen=case.version + 1)
    else:
        messages.success(request, form.told())
    if not Case.objects.visible_to(request.officer).filter(pk=case.pk).exists():
        return go_to(request, "desk:day")
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
    return in_place(request, "changed", context, status=409)


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
    return in_place(request, "changed", context, status=409)


def _impossible() -> str:
    return _("This is no longer possible: the case has moved on. Look at what is new.")


def _show(request: OfficerRequest, case: Case, form: DeedForm, *, status: int = 200) -> HttpResponse:
    return in_place(request, "deed", {"case": case, "form": form}, status=status)
