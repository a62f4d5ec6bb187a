"""Finding who handles a concern, and taking it on."""

from datetime import datetime

from django.db import transaction

from folkmoot.cases.actions.leads import Interest, find_lead
from folkmoot.cases.actions.moving import begin, filer_of, finish, place_at, say, set_lead
from folkmoot.cases.errors import CannotHandle, Missing
from folkmoot.cases.models import Case, MessageKind
from folkmoot.cases.queries import handling_units
from folkmoot.officers.models import Unit
from folkmoot.officers.rules.standing import Standing
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.steps import Move, Outcome


@transaction.atomic
def acknowledge(case_id: int, *, message: str, by: Standing, now: datetime, seen: int | None = None) -> Case:
    """Tells the filer that the concern has arrived and what happens next."""
    case, step = begin(case_id, Move.ACKNOWLEDGE, by=by, seen=seen)
    said = say(case, filer_of(case).pk, MessageKind.MESSAGE, message, by=by, now=now)
    place_at(case, step, now=now)
    case.acknowledged_at = now
    return finish(case, Move.ACKNOWLEDGE, by=by, now=now, said=said)


@transaction.atomic
def route(case_id: int, *, unit: Unit, by: Standing, now: datetime, seen: int | None = None) -> Case:
    """Gives the concern to the unit that handles such matters there. Raises CannotHandle for one that does not."""
    case, step = begin(case_id, Move.ROUTE, by=by, seen=seen)
    if unit.pk not in {u.pk for u in units_for(case)}:
        raise CannotHandle(field="unit")
    if unit.pk != case.unit_id and case.routed_at:
        case.passed_on_count += 1
    place_at(case, step, now=now)
    case.unit = unit
    case.routed_at = now
    return finish(case, Move.ROUTE, by=by, now=now, unit=unit.pk)


def units_for(case: Case) -> list[Unit]:
    """The units that may handle a case, the likeliest first."""
    return handling_units(case.sight_path, category=case.category, pack=pack_of(case), about_unit_id=case.about_unit_id)


@transaction.atomic
def accept(
    case_id: int,
    *,
    interest: Interest,
    by: Standing,
    now: datetime,
    lead_post_id: int | None = None,
    seen: int | None = None,
) -> Case:
    """The unit takes the case on; from here to the close it has exactly one lead, the accepting post unless named.

    Raises NobodyAppointed, ConflictOfInterest, CannotHandle.
    """
    case, step = begin(case_id, Move.ACCEPT, by=by, seen=seen)
    lead = find_lead(case, lead_post_id or by.post_id, interest=interest, now=now)
    if lead.post.unit_id not in {case.unit_id, by.unit_id}:
        raise CannotHandle(field="lead")
    place_at(case, step, now=now)
    set_lead(case, lead, now=now)
    case.accepted_at = now
    return finish(case, Move.ACCEPT, by=by, now=now, lead=lead.post_id, appointment=lead.pk, interest=interest.value)


@transaction.atomic
def adopt(case_id: int, *, interest: Interest, by: Standing, now: datetime, seen: int | None = None) -> Case:
    """A post takes imported history up: from here its clocks run and it has a lead."""
    case, step = begin(case_id, Move.ADOPT, by=by, seen=seen)
    if not case.imported_at or case.adopted_at:
        raise CannotHandle
    lead = find_lead(case, by.post_id, interest=interest, now=now)
    place_at(case, step, now=now)
    set_lead(case, lead, now=now)
    case.accepted_at = case.adopted_at = now
    return finish(case, Move.ADOPT, by=by, now=now, lead=lead.post_id, appointment=lead.pk, interest=interest.value)


@transaction.atomic
def decline(
    case_id: int, *, reason: str, explanation: str, by: Standing, now: datetime, seen: int | None = None
) -> Case:
    """Refuses with a reason of the pack and tells the filer where to go instead. The level above can still be asked."""
    case, step = begin(case_id, Move.DECLINE, by=by, seen=seen)
    _known_reason(case, reason)
    said = say(case, filer_of(case).pk, MessageKind.REASON, explanation, by=by, now=now)
    place_at(case, step, now=now, outcome=Outcome.DECLINED, reason=reason)
    return finish(case, Move.DECLINE, by=by, now=now, reason=reason, said=said)


@transaction.atomic
def refer_out(
    case_id: int, *, reason: str, explanation: str, by: Standing, now: datetime, seen: int | None = None
) -> Case:
    """Hands the filer over to another route, such as a court, and says which and how."""
    case, step = begin(case_id, Move.REFER_OUT, by=by, seen=seen)
    _known_reason(case, reason)
    said = say(case, filer_of(case).pk, MessageKind.REASON, explanation, by=by, now=now)
    place_at(case, step, now=now, outcome=Outcome.REFERRED, reason=reason)
    return finish(case, Move.REFER_OUT, by=by, now=now, reason=reason, said=said)


def _known_reason(case: Case, reason: str) -> None:
    if reason not in {r.code for r in pack_of(case).decline_reasons}:
        raise Missing(field="reason")
