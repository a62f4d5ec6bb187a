"""How every move is made: lock, ask permission, ask the table; then save, run the clocks and record."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from folkmoot.cases.actions.members import release_lead, release_members
from folkmoot.cases.actions.running import run_clocks
from folkmoot.cases.errors import ChangedMeanwhile, Missing, NotAdopted
from folkmoot.cases.models import Case, Hearing, Message, MessageKind, Party, PartyRole
from folkmoot.cases.permissions import Actor, power_of, require
from folkmoot.cases.rules.events import EVENT
from folkmoot.cases.rules.people import Resident
from folkmoot.ledger.actions import record
from folkmoot.officers.models import Appointment
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.scope import grant
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.clock_rules import Mark
from folkmoot.procedures.rules.steps import ENDED, UNLED, ImpossibleMove, Move, Outcome, Step, lead_to


def lock(case_id: int, *, seen: int | None) -> Case:
    """The case, locked until the transaction ends. `seen` is the version that was on the screen.

    Raises Case.DoesNotExist where it is absent or out of sight, ChangedMeanwhile where somebody acted first.
    """
    if not connection.in_atomic_block:
        raise ChangedMeanwhile
    rows = Case.objects.select_for_update(of=("self",)).filter(pk=case_id)
    found = rows.select_related("casekey", "place", "about_unit", "unit__place")
    # Who waited for somebody that gave the case to another unit finds no row: the unit joined is the former one. Locked
    # now, it is read once more.
    case = found.first() or found.get()
    if seen is not None and seen != case.version:
        raise ChangedMeanwhile
    # A move may take the case out of the sight of whoever makes it; it still has to be finished.
    grant(case.pk)
    return case


def touch(case_id: int, power: Power, *, by: Actor, seen: int | None = None) -> Case:
    """Locks a case for something that is no move. Raises NotAllowed, CodeWasSeen, ChangedMeanwhile, NotAdopted."""
    case = lock(case_id, seen=seen)
    require(by, power, case)
    if case.imported_at and not case.adopted_at:
        raise NotAdopted
    return case


def begin(case_id: int, move: Move, *, by: Actor, seen: int | None, before: Step | None = None) -> tuple[Case, Step]:
    """Locks a case for a move and finds the step it leads to; `before` is where a reviewed case stood.

    Raises NotAllowed, CodeWasSeen, ChangedMeanwhile, NotAdopted, ImpossibleMove.
    """
    case = lock(case_id, seen=seen)
    require(by, power_of(move), case)
    if move is not Move.ADOPT and case.imported_at and not case.adopted_at:
        raise NotAdopted
    if not pack_of(case).is_available(move):
        raise ImpossibleMove(move, case.at)
    before = Step(case.step_before_merge) if case.step_before_merge else before
    return case, lead_to(move, case.at, before=before)


def place_at(case: Case, step: Step, *, now: datetime, outcome: Outcome | None = None, reason: str = "") -> None:
    """Puts a case at a step with all that the step demands of it; saves nothing."""
    was_ended = case.at in ENDED
    case.step = step.value
    if step is not Step.MERGED:
        case.merged_into = None
        case.step_before_merge = ""
    if step in ENDED:
        case.last_lead_id = case.lead_appointment_id or case.last_lead_id
        case.closed_at = case.closed_at if was_ended else now
        case.outcome = outcome.value if outcome else case.outcome
        case.outcome_reason = reason
    elif step is not Step.MERGED:
        case.closed_at = None
        case.outcome = ""
        case.outcome_reason = ""
    if step in UNLED or step in ENDED:
        case.lead_post_id = None
        case.lead_appointment_id = None


def set_lead(case: Case, appointment: Appointment, *, now: datetime) -> None:
    """One post with its appointment leads from here; its unit handles and hears the case, which is not saved."""
    Hearing.objects.get_or_create(case=case, unit_id=appointment.post.unit_id, defaults={"since": now})
    release_lead(case, post_id=appointment.post_id, now=now)
    case.lead_post_id = appointment.post_id
    case.lead_appointment_id = appointment.pk
    case.unit = appointment.post.unit


def finish(case: Case, move: Move, *, by: Actor, now: datetime, also: Iterable[Mark] = (), **data: Any) -> Case:
    """Runs the clocks by the move and the marks it leaves, saves the case as a new version and records the move."""
    run_clocks(case, move, now=now, also=also)
    if released := release_members(case, now=now):
        data["released"] = released
    return save(case, EVENT[move], by=by, now=now, step=case.step, **data)


def save(case: Case, kind: str, *, by: Actor, now: datetime, **data: Any) -> Case:
    """Saves the case as a new version and records what happened."""
    case.version += 1
    case.changed_at = now
    case.save()
    record(kind, by=by, now=now, case_id=case.pk, **hand_of(by), **data)
    return case


def hand_of(by: Actor) -> Mapping[str, Any]:
    """What the ledger keeps of a party who acts: which party, and whether an officer knows the code."""
    return {"party": by.party_id, "hand": by.hand.value} if isinstance(by, Resident) else {}


def filer_of(case: Case) -> Party:
    """Who raised the concern."""
    return Party.objects.select_related("case__casekey").get(case=case, role=PartyRole.FILER)


def say(case: Case, party_id: int, kind: MessageKind, body: str, *, by: Actor, now: datetime) -> str:
    """Seals a message in a party's conversation; returns the commitment that the ledger keeps of it."""
    text = body.strip()
    if not text:
        raise Missing(field="body")
    Message.objects.create(
        case=case,
        party_id=party_id,
        post_id=by.post_id,
        kind=kind,
        sealed_body=case.key.seal(text, place="message.body"),
        at=now,
    )
    return case.key.commit(text)
