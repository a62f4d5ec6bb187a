"""Which clocks a move starts and stops."""

from typing import Final, NamedTuple

from folkmoot.procedures.rules.pack import ClockName
from folkmoot.procedures.rules.steps import Move


class Hands(NamedTuple):
    """What a move does to the clocks of a case. A clock that is started anew replaces one that runs."""

    stops: tuple[ClockName, ...] = ()
    starts: tuple[ClockName, ...] = ()
    stops_all: bool = False
    #: started where none runs any more: whoever waits always knows until when
    revives: tuple[ClockName, ...] = ()


_C = ClockName

CLOCKWORK: Final[dict[Move, Hands]] = {
    Move.RECEIVE: Hands(starts=(_C.ACKNOWLEDGE, _C.ROUTE, _C.ANSWER)),
    Move.ACKNOWLEDGE: Hands(stops=(_C.ACKNOWLEDGE,)),
    Move.ROUTE: Hands(stops=(_C.ACKNOWLEDGE,)),
    Move.ACCEPT: Hands(stops=(_C.ACKNOWLEDGE, _C.ROUTE)),
    Move.DECLINE: Hands(stops_all=True),
    Move.REFER_OUT: Hands(stops_all=True),
    # After a refusal every clock has stopped; the level above takes it up in the time of a new concern.
    Move.ESCALATE: Hands(revives=(_C.ROUTE, _C.ANSWER)),
    Move.PROPOSE: Hands(stops=(_C.ANSWER,), starts=(_C.CONFIRM,)),
    Move.CONFIRM: Hands(stops_all=True, starts=(_C.REOPEN,)),
    Move.DISPUTE: Hands(stops=(_C.CONFIRM,), starts=(_C.ANSWER,)),
    Move.CLOSE: Hands(stops_all=True, starts=(_C.REOPEN,)),
    Move.REOPEN: Hands(stops_all=True, starts=(_C.ANSWER,)),
    Move.REOPEN_UNLED: Hands(stops_all=True, starts=(_C.ROUTE, _C.ANSWER)),
    Move.WITHDRAW: Hands(stops_all=True, starts=(_C.REOPEN,)),
    Move.ADOPT: Hands(starts=(_C.ANSWER,)),
}

#: What the clock that is due first binds: the desk. These bind nobody at the desk and are not shown as due.
RIGHTS: Final = frozenset({_C.REOPEN})
