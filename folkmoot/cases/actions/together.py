"""One deed on many cases: in each the ordinary action, done whole or not at all, whatever becomes of the others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.actions import leads, merging, routing, talking
from folkmoot.cases.errors import CaseError, NotAllowed
from folkmoot.cases.models import Case
from folkmoot.cases.permissions import moves_open_to, post_for
from folkmoot.cases.rules.interests import Interest
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Officer
from folkmoot.procedures.rules.steps import ImpossibleMove, Move


@dataclass(frozen=True)
class Result:
    """What became of one case; `refusal` is the sentence that says why nothing was done, "" where it was."""

    case: Case
    refusal: str | Promise = ""


def assign_each(
    cases: Iterable[tuple[Case, int]], *, lead_post_id: int, interest: Interest, officer: Officer, now: datetime
) -> list[Result]:
    """Gives each case its lead: accepts it where it is not accepted yet. Each comes with the version that was seen."""
    seen = {case.pk: version for case, version in cases}

    def assign(case: Case) -> None:
        moves = moves_open_to(officer, case)
        if by := moves.get(Move.ASSIGN):
            leads.assign(case.pk, lead_post_id=lead_post_id, interest=interest, by=by, now=now, seen=seen[case.pk])
        elif by := moves.get(Move.ACCEPT):
            routing.accept(case.pk, lead_post_id=lead_post_id, interest=interest, by=by, now=now, seen=seen[case.pk])
        elif post_for(officer, Power.ASSIGN, case) or post_for(officer, Power.ACCEPT, case):
            raise ImpossibleMove(Move.ASSIGN, case.at)
        else:
            raise NotAllowed

    return _each((case for case, _version in cases), assign, impossible=_NO_LEAD)


def join_each(cases: Iterable[tuple[Case, int]], *, into_id: int, officer: Officer, now: datetime) -> list[Result]:
    """Joins each case but that one to one of the same matter. Each comes with the version that was seen."""
    seen = {case.pk: version for case, version in cases}

    def join(case: Case) -> None:
        by = post_for(officer, Power.MERGE, case)
        if by is None:
            raise NotAllowed
        merging.merge(case.pk, into_id=into_id, by=by, now=now, seen=seen[case.pk])

    return _each((case for case, _version in cases if case.pk != into_id), join, impossible=_NOT_JOINED)


def note_each(cases: Iterable[Case], *, body: str, officer: Officer, now: datetime) -> list[Result]:
    """Writes the same internal note into each case."""

    def note(case: Case) -> None:
        by = post_for(officer, Power.NOTE, case)
        if by is None:
            raise NotAllowed
        talking.note(case.pk, body=body, by=by, now=now)

    return _each(cases, note, impossible=_NO_LEAD)


_NO_LEAD: Final = _("At the step where this case stands, no lead can be named.")
_NOT_JOINED: Final = _("At the step where this case stands, it cannot be joined to another.")


def _each(cases: Iterable[Case], deed: Callable[[Case], None], *, impossible: str | Promise) -> list[Result]:
    results = []
    for case in cases:
        try:
            with transaction.atomic():
                deed(case)
        except CaseError as refusal:
            results.append(Result(case, refusal.sentence))
        except ImpossibleMove:
            results.append(Result(case, impossible))
        else:
            results.append(Result(case))
    return results
