"""Which deeds a case page offers: never one that would be refused."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from folkmoot.cases.models import Case
from folkmoot.cases.permissions import is_at_its_level, moves_open_to, posts_for
from folkmoot.cases.rules.reviewing import review_open_to
from folkmoot.officers.rules.standing import Officer, Standing
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.pack import ClockName
from folkmoot.procedures.rules.steps import Move, Outcome, Step
from folkmoot.web.desk.case.parts import CaseFile
from folkmoot.web.desk.deeds import DEEDS
from folkmoot.web.desk.deeds.base import DeedForm

#: What a post below the unit that has the case cannot take from it.
AT_ITS_LEVEL: Final = frozenset({Move.ROUTE, Move.ACCEPT, Move.DECLINE, Move.REFER_OUT})
#: One button opens a case again; who leads it then follows from the case.
HIDDEN: Final = frozenset({Move.REOPEN_UNLED, Move.CLOSE})


def possible_deeds(
    officer: Officer, case: Case, file: CaseFile, *, now: datetime
) -> Iterator[tuple[type[DeedForm], Standing]]:
    """Each deed that is open to the officer now, with the post that would act. Reads nothing from the database."""
    moves = moves_open_to(officer, case)
    is_history = case.imported_at is not None and case.adopted_at is None
    for deed in DEEDS.values():
        if deed.move is not None:
            standing = moves.get(deed.move)
            if standing and _is_possible(deed.move, case, file, by=standing, now=now):
                yield deed, standing
        elif not is_history and deed.fits(case, has_own_code=_has_own_code(file)):
            # Of several posts not each may be the right one: who decides about more time leads nothing here.
            found = (each for each in posts_for(officer, deed.power, case) if deed.suits(case, file, by=each))
            if standing := next(found, None):
                yield deed, standing


def standing_of_deed(officer: Officer, case: Case, deed: type[DeedForm]) -> Standing | None:
    """The post that would act, where the table and the authority allow it."""
    if deed.move is None:
        is_history = case.imported_at is not None and case.adopted_at is None
        return None if is_history else deed.post_of(case, list(posts_for(officer, deed.power, case)))
    return None if _is_left_out(deed.move, case) else moves_open_to(officer, case).get(deed.move)


def _is_left_out(move: Move, case: Case) -> bool:
    return move in HIDDEN or not pack_of(case).is_available(move)


def _is_possible(move: Move, case: Case, file: CaseFile, *, by: Standing, now: datetime) -> bool:
    if _is_left_out(move, case):
        return False
    is_bound = move in AT_ITS_LEVEL or (move is Move.HAND_OVER and case.at is Step.IN_REVIEW)
    if is_bound and not is_at_its_level(by, case):
        return False
    is_open_again = any(c.name == ClockName.REOPEN and c.due_at > now for c in file.clocks)
    refused = {
        Move.CONFIRM: case.at is Step.CLOSED and case.outcome != Outcome.UNCONFIRMED,
        Move.MERGE: bool(file.merged),
        Move.REOPEN: not is_open_again,
        Move.ASK_REVIEW: review_open_to(case.at, file.clocks, pack=file.pack, now=now) is None,
    }
    waits = move in {Move.CONFIRM, Move.DISPUTE} and case.at is Step.MERGED and case.proposed_at is None
    return not waits and not refused.get(move, False)


def _has_own_code(file: CaseFile) -> bool:
    return any(p.has_own_code for p in file.parties.values() if p.role == "filer")
