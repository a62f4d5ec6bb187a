"""Beside a case: the suggested category, and earlier disputes nearby. A person decides, and only that is counted."""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.cases.actions.reading import note_reading
from folkmoot.cases.actions.sorting import sort
from folkmoot.cases.errors import CaseError
from folkmoot.cases.models import Case
from folkmoot.cases.permissions import moves_open_to, post_for
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.steps import OPEN, UNLED, Move, Step
from folkmoot.triage.actions.counting import count_helped, count_rejected, count_useless
from folkmoot.triage.queries import Neighbour, neighbours
from folkmoot.web.desk.case.file import read_file
from folkmoot.web.desk.case.parts import CaseFile
from folkmoot.web.desk.finding import find_case, standing_for
from folkmoot.web.desk.parts import in_place, is_part
from folkmoot.web.desk.sorting import answered
from folkmoot.web.desk.sorting.advising import Help, count_answer, help_with, said_in
from folkmoot.web.doors import OfficerRequest, officer_page
from folkmoot.web.words import wording

#: where a category is still to be found
_TO_SORT: Final = OPEN & UNLED - {Step.IMPORTED}
#: how much of the words of two summaries has to be the same to be said
_ALIKE: Final = 0.35
_NEIGHBOURS: Final = "neighbours"
#: earlier disputes beside a case; the others are folded up
_AT_ONCE: Final = 4


@dataclass(frozen=True)
class Earlier:
    """An earlier dispute, why it is shown, how long it took, and whether the case may be joined to it."""

    case: Case
    reasons: tuple[Promise, ...]
    days: int | None
    may_join: bool


@officer_page
def sorting_page(request: OfficerRequest, reference: str) -> HttpResponseBase:
    """The suggestion and the earlier disputes; sent, what an officer did with them. 404 once the case has ended."""
    case = find_case(request, reference)
    reader = standing_for(request, Power.READ, case)
    if not case.is_open:
        raise Http404
    file = read_file(case)
    by = post_for(request.officer, Power.SUMMARISE, case)
    if request.method == "POST":
        return _answer(request, case, _help(request, case, file), by=by)
    if not is_part(request):
        # The page of the case has noted it where this is a part of it.
        note_reading(case, by=reader, user_id=request.officer.user_id, now=request.now)
    return in_place(request, "sorting", _context(request, case, file, by=by))


def _context(request: OfficerRequest, case: Case, file: CaseFile, *, by: Standing | None) -> dict[str, Any]:
    shown = _help(request, case, file) if by and case.at in _TO_SORT else None
    best = shown.best.category.code if shown and shown.best else ""
    earlier = _earlier(request, case, file)
    shown_at_once = _AT_ONCE if is_part(request) else len(earlier)
    return {
        "case": case,
        "help": shown,
        "is_same": best == case.category,
        "is_rejected": best != "" and answered.is_answered(request, case, best),
        "nearest": earlier[:shown_at_once],
        "further": earlier[shown_at_once:],
        "may_say": by is not None,
        "has_said": answered.is_answered(request, case, _NEIGHBOURS),
        "is_answer": request.GET.get("answered") == "yes",
    }


def _help(request: OfficerRequest, case: Case, file: CaseFile) -> Help | None:
    text, names = said_in(file, summary=case.summary)
    return help_with(text, officer=request.officer, pack=pack_of(case), names=names)


def _answer(request: OfficerRequest, case: Case, shown: Help | None, *, by: Standing | None) -> HttpResponseBase:
    if by is None or shown is None:
        raise Http404
    taken, rejected = request.POST.get("take", ""), request.POST.get("reject", "")
    if case.at in _TO_SORT and taken in shown.codes:
        return _take(request, case, shown, taken, by=by)
    if case.at in _TO_SORT and rejected in shown.codes[:1]:
        question, count, category = rejected, count_rejected, rejected
    elif request.POST.get("helped") in {"yes", "no"}:
        count = count_helped if request.POST["helped"] == "yes" else count_useless
        question, category = _NEIGHBOURS, case.category
    else:
        # The case has moved on, or somebody has made the software learn anew.
        return redirect("desk:sorting", reference=case.reference)
    if not answered.is_answered(request, case, question):
        count(category, path=case.place_path, by=by, today=request.today)
    there = redirect(f"{_address(case)}?answered=yes")
    answered.remember(there, request, case, question)
    return there


def _address(case: Case) -> str:
    return redirect("desk:sorting", reference=case.reference).url


def _take(request: OfficerRequest, case: Case, shown: Help, taken: str, *, by: Standing) -> HttpResponseBase:
    seen = request.POST.get("seen", "")
    try:
        sort(case.pk, category=taken, by=by, now=request.now, seen=int(seen) if seen.isdecimal() else case.version)
    except CaseError as refusal:
        messages.error(request, str(refusal.sentence))
    else:
        title = wording(pack_of(case).category(taken).title)
        messages.success(request, _("The category is now: %(category)s.") % {"category": title})
        best, path = shown.codes[0], case.place_path
        count_answer(taken, suggested=best, is_pressed=True, path=path, by=by, today=request.today)
    return redirect("desk:case", reference=case.reference)


def _earlier(request: OfficerRequest, case: Case, file: CaseFile) -> list[Earlier]:
    merging = moves_open_to(request.officer, case).get(Move.MERGE)
    may_merge = merging is not None and file.pack.is_available(Move.MERGE) and not file.merged
    return [
        Earlier(
            case=near.case,
            reasons=_reasons(near),
            days=_days(near.case, request),
            may_join=may_merge
            and near.case.is_open
            and near.case.at is not Step.MERGED
            and near.case.about_unit_id == case.about_unit_id
            and post_for(request.officer, Power.MERGE, near.case) is not None,
        )
        for near in neighbours(case, officer=request.officer, today=request.today)
    ]


def _reasons(near: Neighbour) -> tuple[Promise, ...]:
    found = near.nearness
    said = (
        (found.place == 1, gettext_lazy("same place")),
        (found.category == 1, gettext_lazy("same category")),
        ((found.summary or 0) >= _ALIKE, gettext_lazy("similar words")),
    )
    return tuple(reason for applies, reason in said if applies)


def _days(case: Case, request: OfficerRequest) -> int | None:
    """From the day it came in to the day it ended; None while it is open."""
    if case.closed_at is None:
        return None
    return (case.closed_at.astimezone(request.zone).date() - case.received_at.astimezone(request.zone).date()).days
