"""Finding who handles a concern, and taking it on."""

from datetime import datetime

from django.db import transaction

from folkmoot.cases.actions.leads import find_lead, keep_reason
from folkmoot.cases.actions.moving import begin, filer_of, finish, place_at, say, set_lead
from folkmoot.cases.errors import (
    CannotHandle,
    DecidedAbove,
    LeftToOthers,
    Missing,
    NotAllowed,
    PassedOnTooLate,
    PassedOnTooOften,
)
from folkmoot.cases.models import Case, Clock, Hearing, MessageKind
from folkmoot.cases.permissions import is_at_its_level
from folkmoot.cases.queries import handling_units
from folkmoot.cases.rules.interests import Interest
from folkmoot.cases.rules.passing import NOT_OURS, clock_for_passing, is_above
from folkmoot.officers.models import Unit
from folkmoot.officers.rules.standing import Standing
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.clock_rules import Mark, Milestone
from folkmoot.procedures.rules.pack import Reason
from folkmoot.procedures.rules.steps import Move, Outcome, Step


@transaction.atomic
def acknowledge(case_id: int, *, message: str, by: Standing, now: datetime, seen: int | None = None) -> Case:
    """Tells the filer that the concern has arrived and what happens next."""
    case, step = begin(case_id, Move.ACKNOWLEDGE, by=by, seen=seen)
    said = say(case, filer_of(case).pk, MessageKind.MESSAGE, message, by=by, now=now)
    place_at(case, step, now=now)
    case.acknowledged_at = now
    return finish(case, Move.ACKNOWLEDGE, by=by, now=now, said=said)


@transaction.atomic
def route(case_id: int, *, unit: Unit, by: Standing, now: datetime, reason: str = "", seen: int | None = None) -> Case:
    """Gives the concern to the unit that handles such matters there. Raises CannotHandle for one that does not.

    A unit that was given it passes it on with a reason, in time, and not more often than the pack says; a post above
    it decides, and the unit decided upon keeps it. Raises Missing, DecidedAbove, PassedOnTooOften, PassedOnTooLate.
    """
    case, step = begin(case_id, Move.ROUTE, by=by, seen=seen)
    if unit.pk not in {u.pk for u in units_for(case)}:
        raise CannotHandle(field="unit")
    marks: tuple[Mark, ...] = (Milestone.FORWARDED,) if unit.pk != case.unit_id else ()
    said = {}
    if case.at is Step.ROUTED:
        said = {"said": keep_reason(case, reason, by=by, now=now)}
        marks = (*_pass_on(case, unit, by=by, now=now), *marks)
    place_at(case, step, now=now)
    case.unit = unit
    case.routed_at = now
    return finish(case, Move.ROUTE, by=by, now=now, also=marks, unit=unit.pk, decided=case.is_decided_above, **said)


def _pass_on(case: Case, unit: Unit, *, by: Standing, now: datetime) -> tuple[Mark, ...]:
    """What holds where a unit already has the case: it passes it on, or somebody above it decides."""
    _require_level(case, by=by)
    if unit.pk == case.unit_id:
        raise CannotHandle(field="unit")
    is_holder = by.unit_id == case.unit_id
    if is_holder and case.is_decided_above:
        raise DecidedAbove
    if not is_holder or is_above(by.area, unit.place.path):
        case.is_decided_above = True
        return (Milestone.OBJECTED,)
    pack = pack_of(case)
    if case.passed_on_count >= pack.thresholds.passed_on_times:
        raise PassedOnTooOften
    clock = clock_for_passing(pack)
    if not Clock.objects.filter(case=case, name=clock, stopped_at=None, due_at__gt=now).exists():
        raise PassedOnTooLate
    case.passed_on_count += 1
    return (Milestone.OBJECTED,)


def _require_level(case: Case, *, by: Standing) -> None:
    if not is_at_its_level(by, case):
        raise NotAllowed


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

    Raises NobodyAppointed, ConflictOfInterest, CannotHandle, LeftToOthers.
    """
    case, step = begin(case_id, Move.ACCEPT, by=by, seen=seen)
    _require_level(case, by=by)
    if pack_of(case).leaves_to_others(case.category):
        raise LeftToOthers
    lead = find_lead(case, lead_post_id or by.post_id, interest=interest, by=by, now=now)
    if lead.post.unit_id not in {case.unit_id, by.unit_id}:
        raise CannotHandle(field="lead")
    place_at(case, step, now=now)
    set_lead(case, lead, now=now)
    case.accepted_at = now
    return finish(case, Move.ACCEPT, by=by, now=now, lead=lead.post_id, appointment=lead.pk, interest=interest)


@transaction.atomic
def adopt(case_id: int, *, interest: Interest, by: Standing, now: datetime, seen: int | None = None) -> Case:
    """A post takes imported history up: from here its clocks run and it has a lead."""
    case, step = begin(case_id, Move.ADOPT, by=by, seen=seen)
    if not case.imported_at or case.adopted_at:
        raise CannotHandle
    lead = find_lead(case, by.post_id, interest=interest, by=by, now=now)
    place_at(case, step, now=now)
    set_lead(case, lead, now=now)
    case.accepted_at = case.adopted_at = now
    return finish(case, Move.ADOPT, by=by, now=now, lead=lead.post_id, appointment=lead.pk, interest=interest)


@transaction.atomic
def decline(
    case_id: int, *, reason: str, explanation: str, by: Standing, now: datetime, seen: int | None = None
) -> Case:
    """Refuses with a reason of the pack and tells the filer where to go instead. The level above can still be asked.

    Raises Missing, DecidedAbove.
    """
    return _turn_away(
        case_id, Move.DECLINE, Outcome.DECLINED, reason=reason, explanation=explanation, by=by, now=now, seen=seen
    )


@transaction.atomic
def refer_out(
    case_id: int, *, reason: str, explanation: str, by: Standing, now: datetime, seen: int | None = None
) -> Case:
    """Hands the filer over to another route, such as a court, and says which and how. Raises Missing, DecidedAbove."""
    return _turn_away(
        case_id, Move.REFER_OUT, Outcome.REFERRED, reason=reason, explanation=explanation, by=by, now=now, seen=seen
    )


def _turn_away(
    case_id: int,
    move: Move,
    outcome: Outcome,
    *,
    reason: str,
    explanation: str,
    by: Standing,
    now: datetime,
    seen: int | None,
) -> Case:
    case, step = begin(case_id, move, by=by, seen=seen)
    _require_level(case, by=by)
    if reason not in {each.code for each in reasons_for(case)}:
        raise DecidedAbove(field="reason") if reason in NOT_OURS else Missing(field="reason")
    said = say(case, filer_of(case).pk, MessageKind.REASON, explanation, by=by, now=now)
    # Whoever refuses has decided: its review, and the level above, are those above it.
    Hearing.objects.get_or_create(case=case, unit_id=by.unit_id, defaults={"since": now})
    place_at(case, step, now=now, outcome=outcome, reason=reason)
    case.unit_id = by.unit_id
    return finish(case, move, by=by, now=now, reason=reason, unit=by.unit_id, said=said)


def reasons_for(case: Case) -> list[Reason]:
    """For what a case may be turned away now: not as somebody else's matter where the level above has decided."""
    reasons = pack_of(case).decline_reasons
    return [each for each in reasons if not (case.is_decided_above and each.code in NOT_OURS)]
