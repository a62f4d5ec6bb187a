"""Which clocks a move starts and stops: the pack says so by the move and by what it marks."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, NamedTuple

from folkmoot.procedures.rules.clock_rules import ClockName, ClockRule, Mark, Milestone
from folkmoot.procedures.rules.marks import ELSEWHERE
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.steps import Move


class Hands(NamedTuple):
    """What a move does to the clocks of a case. A clock that is started anew replaces one that runs."""

    stops: frozenset[ClockName]
    starts: tuple[ClockRule, ...]
    #: every clock that binds an office or waits for an answer
    stops_desk: bool = False
    #: the rights that the filer has for a time as well
    stops_rights: bool = False
    #: started where no other clock runs: whoever waits always knows until when
    revives: tuple[ClockRule, ...] = ()


_C, _M = ClockName, Milestone

#: What the filer may still do for a time. It binds nobody at the desk and is not shown as due.
RIGHTS: Final = frozenset({_C.REOPEN, _C.REVIEW_REQUEST, _C.RECHECK_REQUEST})
#: What runs in a case and binds nobody at the desk.
NOT_OF_THE_DESK: Final = RIGHTS | ELSEWHERE
#: Kept with the question that another unit puts, not with the case.
CALLED_BACK: Final = frozenset({_C.CALL_BACK, _C.WITHDRAWAL_CHECK})

#: A move that brings a case to an end, or to a new beginning, leaves no clock of the desk running.
_ENDS: Final = frozenset({Move.DECLINE, Move.REFER_OUT, Move.CONFIRM, Move.CLOSE, Move.WITHDRAW, Move.ASK_REVIEW})
_BEGINS_ANEW: Final = frozenset({Move.REOPEN, Move.REOPEN_UNLED, Move.SEND_BACK, Move.SEND_BACK_UNLED})

#: What a move marks besides itself, whoever makes it.
MARKS: Final[dict[Move, tuple[Mark, ...]]] = {
    # The written answer is what the lead proposes.
    Move.PROPOSE: (_M.ANSWER_RECEIVED,),
    # What was sent back is handled again in the time of what was reopened.
    Move.SEND_BACK: (Move.REOPEN,),
    Move.SEND_BACK_UNLED: (Move.REOPEN_UNLED,),
}


def marks_of(move: Move, *, also: Iterable[Mark] = ()) -> tuple[Mark, ...]:
    """What a move marks, itself first; `also` are the marks that depend on the case."""
    return (move, *MARKS.get(move, ()), *also)


def hands_of(pack: Pack, move: Move, *, also: Iterable[Mark] = ()) -> Hands:
    """What a move does to the clocks under a pack; `also` are the marks that depend on the case."""
    marks = marks_of(move, also=also)
    starts = {rule.name: rule for mark in marks for rule in pack.started_by(mark) if rule.name not in CALLED_BACK}
    ended = frozenset(rule.name for mark in marks for rule in pack.ended_by(mark))
    return Hands(
        # Whoever takes a refusal to the level above has used the right to have it looked at again.
        stops=ended | RIGHTS if move is Move.ESCALATE else ended,
        starts=tuple(starts.values()),
        stops_desk=move in _ENDS or move in _BEGINS_ANEW,
        stops_rights=move in _BEGINS_ANEW,
        # After a refusal every clock has stopped; the level above takes it up in the time of a new concern.
        revives=_anew(pack) if move is Move.ESCALATE else (),
    )


def running_since(pack: Pack, happened: Iterable[tuple[Move, datetime]]) -> dict[ClockName, datetime]:
    """The clocks that would run under a pack after these moves, in their order, and from when on."""
    running: dict[ClockName, datetime] = {}
    for move, at in happened:
        hands = hands_of(pack, move)
        ended = {name for name in running if name in hands.stops}
        if hands.stops_desk:
            stays = ELSEWHERE if hands.stops_rights else NOT_OF_THE_DESK
            ended |= {name for name in running if name not in stays}
        running = {name: since for name, since in running.items() if name not in ended}
        running |= {rule.name: at for rule in hands.starts}
    return running


def _anew(pack: Pack) -> tuple[ClockRule, ...]:
    return tuple(rule for rule in pack.started_by(Move.RECEIVE) if rule.name is not _C.ACKNOWLEDGE)
