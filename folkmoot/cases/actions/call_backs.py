"""Another unit asks the filer, in private."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.cases.actions.closing import confirm, dispute, reopen
from folkmoot.cases.actions.moving import lock, save
from folkmoot.cases.errors import Missing
from folkmoot.cases.models import CallBack, Case
from folkmoot.cases.models.desk import CallBackKind
from folkmoot.cases.permissions import require
from folkmoot.cases.queries import units_below
from folkmoot.ledger.actions import record
from folkmoot.officers.models import Appointment, Post, Unit
from folkmoot.officers.rules.authority import Power, Role
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.queries import zone
from folkmoot.procedures.queries import calendar, pack_of
from folkmoot.procedures.rules.clocks import due
from folkmoot.procedures.rules.pack import ClockName
from folkmoot.procedures.rules.steps import Move, Outcome, Step, moves_from


class CallBackAnswer(StrEnum):
    """What the filer said."""

    RESOLVED = "resolved"
    NOT_RESOLVED = "not_resolved"
    FREE = "free"
    PRESSED = "pressed"
    NOT_REACHED = "not_reached"


ANSWERS = {
    CallBackKind.RESOLUTION: (CallBackAnswer.RESOLVED, CallBackAnswer.NOT_RESOLVED, CallBackAnswer.NOT_REACHED),
    CallBackKind.WITHDRAWAL: (CallBackAnswer.FREE, CallBackAnswer.PRESSED, CallBackAnswer.NOT_REACHED),
}


def asking_unit(case: Case, *, now: datetime) -> Unit | None:
    """Another unit with a call-back post: the nearest place above, held posts before vacant ones; None without any."""
    today = now.astimezone(zone()).date()
    codes = [case.sight_path[: i + 1] for i, c in enumerate(case.sight_path) if c == "/"]
    barred = units_below(case.about_unit_id) if case.about_unit_id else frozenset()
    posts = (
        Post.objects.filter(role=Role.CALL_BACK, unit__place__path__in=codes)
        .exclude(unit=case.unit_id)
        .exclude(unit__in=barred)
        .select_related("unit__place")
    )
    held = set(Appointment.objects.current(today).filter(post__in=posts).values_list("post_id", flat=True))
    ranked = sorted(posts, key=lambda p: (p.pk not in held, -p.unit.place.depth, p.pk))
    return ranked[0].unit if ranked else None


@transaction.atomic
def ask_in_private(case_id: int, *, kind: CallBackKind, by: Standing, now: datetime) -> CallBack | None:
    """Lets another unit ask the filer; None where one is already to be asked or no other unit could ask."""
    case = lock(case_id, seen=None)
    require(by, Power.READ, case)
    unit = asking_unit(case, now=now)
    if unit is None or CallBack.objects.filter(case=case, kind=kind, answered_at=None).exists():
        return None
    clock = ClockName.WITHDRAWAL_CHECK if kind is CallBackKind.WITHDRAWAL else ClockName.CALL_BACK
    end = due(pack_of(case).clock(clock), started_at=now, zone=zone(), calendar=calendar())
    call_back = CallBack.objects.create(case=case, unit=unit, kind=kind, due_at=end.at)
    record("case.call_back_due", by=by, now=now, case_id=case.pk, asks=kind.value, unit=unit.pk)
    return call_back


@transaction.atomic
def record_call_back(call_back_id: int, *, answer: CallBackAnswer, words: str, by: Standing, now: datetime) -> CallBack:
    """Writes down what the filer said. Their word that it is resolved, or is not, counts as if they pressed it.

    A withdrawal that was not free stays with the asking unit; the filer can take it back for ninety days.
    """
    call_back = CallBack.objects.select_for_update().select_related("case").get(pk=call_back_id, answered_at=None)
    if answer not in ANSWERS[CallBackKind(call_back.kind)]:
        raise Missing(field="answer")
    case = lock(call_back.case_id, seen=None)
    require(by, Power.CALL_BACK, case)
    text = words.strip()
    call_back.answer = answer.value
    call_back.answered_at = now
    call_back.asked_by_id = by.post_id
    call_back.sealed_words = case.key.seal(text, place="call_back.words") if text else None
    call_back.save()
    # What was answered about a withdrawal is the asking unit's alone: the ledger says that it was asked.
    told = {} if call_back.kind == CallBackKind.WITHDRAWAL else {"answer": answer.value}
    save(case, "case.called_back", by=by, now=now, asked=call_back.kind, **told)
    # Meanwhile it may have been opened again, or be in review: then the answer is kept and moves nothing.
    can_confirm = Move.CONFIRM in moves_from(case.at) and case.outcome in {"", Outcome.UNCONFIRMED}
    if answer is CallBackAnswer.RESOLVED and can_confirm:
        confirm(case.pk, by=by, now=now)
    if answer is CallBackAnswer.NOT_RESOLVED and case.at is Step.PROPOSED:
        dispute(case.pk, reason=text or str(_("The matter is not resolved.")), by=by, now=now)
    if answer is CallBackAnswer.NOT_RESOLVED and case.at is Step.CLOSED:
        reopen(case.pk, reason=text, by=by, now=now)
    return call_back
