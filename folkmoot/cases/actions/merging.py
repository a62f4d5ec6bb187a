"""Two concerns about the same dispute. Each filer keeps their own clock and remedy, and it can be undone."""

from datetime import datetime

from django.db import transaction

from folkmoot.cases.actions.clocks import run_clocks
from folkmoot.cases.actions.moving import begin, filer_of, finish, lock, place_at, save, say
from folkmoot.cases.errors import CannotMerge
from folkmoot.cases.models import Case, MessageKind
from folkmoot.cases.permissions import may
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
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
    return finish(case, Move.MERGE, by=by, now=now, into=into.pk)


@transaction.atomic
def unmerge(case_id: int, *, by: Standing, now: datetime, seen: int | None = None) -> Case:
    """Undoes a merge: the case stands again where it stood."""
    case, step = begin(case_id, Move.UNMERGE, by=by, seen=seen)
    place_at(case, step, now=now)
    return finish(case, Move.UNMERGE, by=by, now=now)


@transaction.atomic
def share_proposal(case_id: int, *, proposal: str, lead_post_id: int, by: Standing, now: datetime) -> Case:
    """Gives the filer of a merged case the resolution that was proposed in the other one, to confirm or dispute."""
    case = lock(case_id, seen=None)
    if case.at is not Step.MERGED or not may(by, Power.READ, case):
        raise CannotMerge
    author = Standing(lead_post_id, by.role, case.unit_id, case.sight_path, None)
    said = say(case, filer_of(case).pk, MessageKind.PROPOSAL, proposal, by=author, now=now)
    case.proposed_at = now
    run_clocks(case, Move.PROPOSE, now=now)
    return save(case, "case.proposal_shared", by=by, now=now, said=said)
