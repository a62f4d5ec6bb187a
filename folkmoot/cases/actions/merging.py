"""Concerns about one dispute, joined to one case. Each filer keeps their own clock and remedy; it can be undone."""

from datetime import datetime

from django.db import transaction

from folkmoot.cases.actions.clocks import end_finding, find_anew
from folkmoot.cases.actions.moving import begin, filer_of, finish, lock, place_at, save, say, touch
from folkmoot.cases.actions.running import run_clocks
from folkmoot.cases.errors import CannotMerge, NothingJoined
from folkmoot.cases.models import Case, MessageKind
from folkmoot.cases.permissions import may
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.officers.scope import grant
from folkmoot.procedures.rules.steps import OPEN, Move, Step


@transaction.atomic
def merge(case_id: int, *, into_id: int, by: Standing, now: datetime, seen: int | None = None) -> Case:
    """Joins a case to another about the same dispute. Raises CannotMerge where a filer would lose their way."""
    case, step = begin(case_id, Move.MERGE, by=by, seen=seen)
    into = lock(into_id, seen=None)
    is_possible = (
        into.pk != case.pk
        and into.at in OPEN
        and into.at is not Step.MERGED
        and may(by, Power.MERGE, into)
        # What is handed in past a unit is not given back to a case that the unit may lead.
        and into.about_unit_id == case.about_unit_id
        and not case.merged.exists()
    )
    if not is_possible:
        raise CannotMerge(field="into")
    case.step_before_merge = case.step
    case.merged_into = into
    place_at(case, step, now=now)
    save(into, "case.concern_joined", by=by, now=now, concern=case.pk)
    end_finding(case, now=now)
    return finish(case, Move.MERGE, by=by, now=now, into=into.pk)


@transaction.atomic
def unmerge(case_id: int, *, by: Standing, now: datetime, seen: int | None = None) -> Case:
    """Undoes a merge: the case stands again where it stood."""
    case, step = begin(case_id, Move.UNMERGE, by=by, seen=seen)
    return _part(case, step, by=by, now=now)


@transaction.atomic
def part_ways(case_id: int, *, by: Standing, now: datetime) -> Case:
    """Sets a case free whose common case ended before anything was proposed in it: nobody is left behind."""
    case = lock(case_id, seen=None)
    if case.at is not Step.MERGED or case.proposed_at is not None or not may(by, Power.READ, case):
        raise CannotMerge
    return _part(case, Step(case.step_before_merge), by=by, now=now)


def _part(case: Case, step: Step, *, by: Standing, now: datetime) -> Case:
    into_id = case.merged_into_id or 0
    # The other case hears of it, also where it lies out of sight by now.
    grant(into_id)
    save(lock(into_id, seen=None), "case.concern_left", by=by, now=now, concern=case.pk)
    place_at(case, step, now=now)
    find_anew(case, now=now)
    return finish(case, Move.UNMERGE, by=by, now=now)


@transaction.atomic
def share_proposal(case_id: int, *, proposal: str, lead_post_id: int, by: Standing, now: datetime) -> Case:
    """Gives the filer of a merged case the resolution that was proposed in the other one, to confirm or dispute."""
    case = lock(case_id, seen=None)
    if case.at is not Step.MERGED or not may(by, Power.READ, case):
        raise CannotMerge
    said = say(case, filer_of(case).pk, MessageKind.PROPOSAL, proposal, by=_lead(case, lead_post_id, by=by), now=now)
    case.proposed_at = now
    run_clocks(case, Move.PROPOSE, now=now)
    return save(case, "case.proposal_shared", by=by, now=now, said=said)


@transaction.atomic
def tell_together(case_id: int, *, body: str, by: Standing, now: datetime, seen: int | None = None) -> Case:
    """A message of the lead to the filer of a case and to each whose concern is joined to it.

    Everybody reads it in their own conversation; nobody sees who else was written to. Raises NothingJoined.
    """
    case = touch(case_id, Power.WRITE, by=by, seen=seen)
    if not case.merged.exists():
        raise NothingJoined
    said = say(case, filer_of(case).pk, MessageKind.MESSAGE, body, by=by, now=now)
    return save(case, "case.told_together", by=by, now=now, said=said)


@transaction.atomic
def share_message(case_id: int, *, body: str, lead_post_id: int, by: Standing, now: datetime) -> Case:
    """Gives the filer of a merged case what the lead of the other one wrote to all."""
    case = lock(case_id, seen=None)
    if case.at is not Step.MERGED or not may(by, Power.READ, case):
        raise CannotMerge
    filer = filer_of(case)
    said = say(case, filer.pk, MessageKind.MESSAGE, body, by=_lead(case, lead_post_id, by=by), now=now)
    return save(case, "case.message_written", by=by, now=now, to=filer.pk, said=said)


def _lead(case: Case, post_id: int, *, by: Standing) -> Standing:
    """Who wrote it: the lead of the other case, for whom the software delivers it."""
    return Standing(post_id, by.role, case.unit_id, case.sight_path, None)
