"""Who makes each mark: a move, what comes with it, or the desk that writes down what happened at another body."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from folkmoot.procedures.rules.clock_rules import ClockName, Mark, Milestone
from folkmoot.procedures.rules.steps import Move

if TYPE_CHECKING:
    from folkmoot.procedures.rules.pack import Pack

_M, _N = Move, Milestone

#: What happens at a court, a board or between the parties, in the order in which it happens. The desk writes it down.
TOLD: Final = (
    _N.AGREED,
    _N.COURT_ASKED,
    _N.COURT_ACCEPTED,
    _N.COURT_DECIDED,
    _N.HARM_KNOWN,
    _N.ARBITRATION_ASKED,
    _N.ARBITRATION_ACCEPTED,
    _N.APPLICATION_SERVED,
    _N.DEFENCE_RECEIVED,
    _N.DEFENCE_SERVED,
    _N.TRIBUNAL_FORMED,
    _N.TRIBUNAL_TOLD,
    _N.AWARDED,
    _N.AWARD_SERVED,
    _N.SUED,
)
#: The times of that. They bind nobody at the desk, and no move of a case begins or ends them.
ELSEWHERE: Final = frozenset(tuple(ClockName)[tuple(ClockName).index(ClockName.COURT_REQUEST) :])
#: What comes with a move, whoever makes it.
_WITH_MOVES: Final[Mapping[Milestone, frozenset[Move]]] = MappingProxyType(
    {
        _N.FORWARDED: frozenset({_M.ROUTE, _M.ESCALATE}),
        _N.OBJECTED: frozenset({_M.ROUTE}),
        _N.ANSWER_RECEIVED: frozenset({_M.PROPOSE}),
        _N.CALLED_BACK: frozenset({_M.CONFIRM, _M.CLOSE, _M.WITHDRAW}),
    }
)


def is_made(mark: Mark, pack: "Pack") -> bool:
    """
    Whether a case under a pack can ever come by a mark.

    A pause and an extension are told to the resident, and are no mark by which a clock could run.
    """
    if isinstance(mark, Move):
        return pack.is_available(mark)
    if mark in TOLD:
        return True
    with_moves = _WITH_MOVES.get(mark, frozenset())
    return any(pack.is_available(move) for move in with_moves) or mark in _marks_of_reviews(pack)


def is_told(mark: Mark, pack: "Pack") -> bool:
    """Whether whoever is told by a pack can ever be told when something happens: a call-back is asked in private."""
    match mark:
        case _N.EXTENDED:
            return bool(pack.extensions)
        case _N.PAUSED:
            return bool(pack.pauses)
        case _N.OBJECTED | _N.CALLED_BACK:
            return False
        case _:
            return is_made(mark, pack)


def _marks_of_reviews(pack: "Pack") -> set[Mark]:
    if not pack.is_available(Move.ASK_REVIEW):
        return set()
    deciding = (pack.clocks.get(review.decided_within) for review in pack.reviews)
    return {mark for rule in deciding if rule for mark in (*rule.starts, *rule.ends)}
