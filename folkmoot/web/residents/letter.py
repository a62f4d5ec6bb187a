"""The letter about a decision: what was decided, by whom, and which ways remain open until when."""

from collections.abc import Iterable
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from folkmoot.cases.models import Case, Message, MessageKind
from folkmoot.cases.remaining import WayKind, ways_on
from folkmoot.cases.rules.people import Resident
from folkmoot.officers.rules.authority import Hand
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.papers import Notice
from folkmoot.procedures.rules.steps import Step
from folkmoot.web.doors import ResidentRequest, resident_page
from folkmoot.web.residents.history import Line, history_of
from folkmoot.web.residents.reviewing import reviews_of

#: In what word of the desk a decision stands, by where the case stands.
_DECISION = {
    Step.PROPOSED: MessageKind.PROPOSAL,
    Step.CLOSED: MessageKind.PROPOSAL,
    Step.DECLINED: MessageKind.REASON,
    Step.REFERRED: MessageKind.REASON,
}

#: The events with which something is decided.
DECIDES: Final = frozenset(
    {"case.proposed", "case.proposal_shared", "case.confirmed", "case.closed", "case.declined", "case.referred_out",
     "case.review_decided"}
)  # fmt: skip


@require_safe
@resident_page
def letter(request: ResidentRequest) -> HttpResponse:
    """The letter, to be read and printed. Where nothing is decided yet it leads back to the case."""
    case = request.case
    if request.resident.hand is Hand.RESPONDENT or case.at not in _DECISION:
        return redirect("residents:case")
    ways = ways_on(case, now=request.now)
    history = history_of(case, request.resident)
    told = {
        "case": case,
        "pack": pack_of(case),
        "decision": _decision(case, request.resident),
        "reviews": reviews_of(case, history=history),
        "notices": _told_with(history),
        "ways": [way for way in ways if way.kind is not WayKind.ELSEWHERE],
        "elsewhere": [way for way in ways if way.kind is WayKind.ELSEWHERE],
    }
    return render(request, "residents/letter.html", told)


def _told_with(history: Iterable[Line]) -> tuple[Notice, ...]:
    """What the procedure has told with the newest decision; the history begins with the newest."""
    return next((line.notices for line in history if line.kind in DECIDES), ())


def _decision(case: Case, resident: Resident) -> Message | None:
    said = Message.objects.filter(case=case, party_id=resident.party_id, kind=_DECISION[case.at], post__isnull=False)
    return said.select_related("case__casekey", "post__unit").order_by("-at", "-pk").first()
