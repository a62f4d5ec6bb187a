"""The one state machine: which move leads from which step to which.

A procedure pack chooses levels, clocks and optional moves; it never invents a step, otherwise permissions, statistics
and translations would lose their meaning. Who may make a move stands in `officers.rules.authority`, and nowhere else.
"""

from enum import StrEnum
from typing import Final


class Step(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ROUTED = "routed"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    WAITING = "waiting"
    PROPOSED = "proposed"
    IN_REVIEW = "in_review"
    CLOSED = "closed"
    DECLINED = "declined"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    IMPORTED = "imported"


class Move(StrEnum):
    """What somebody does with a case."""

    RECEIVE = "receive"
    ACKNOWLEDGE = "acknowledge"
    ROUTE = "route"
    ACCEPT = "accept"
    DECLINE = "decline"
    REFER_OUT = "refer_out"
    ASSIGN = "assign"
    HAND_OVER = "hand_over"
    ESCALATE = "escalate"
    ASK = "ask"
    ANSWER = "answer"
    PROPOSE = "propose"
    CONFIRM = "confirm"
    DISPUTE = "dispute"
    CLOSE = "close"
    REOPEN = "reopen"
    REOPEN_UNLED = "reopen_unled"
    WITHDRAW = "withdraw"
    MERGE = "merge"
    UNMERGE = "unmerge"
    ADOPT = "adopt"
    ASK_REVIEW = "ask_review"
    DECIDE_REVIEW = "decide_review"
    SEND_BACK = "send_back"
    SEND_BACK_UNLED = "send_back_unled"


class Outcome(StrEnum):
    """How a case ended. Only the resident, or an independent call-back, makes it CONFIRMED."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    DECLINED = "declined"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"


class Before:
    """A target that restores the step in which a merged or reviewed case stood."""


BEFORE: Final = Before()

S, M = Step, Move

TABLE: Final[dict[Move, dict[Step | None, Step | Before]]] = {
    M.RECEIVE: {None: S.RECEIVED},
    M.ACKNOWLEDGE: {S.RECEIVED: S.ACKNOWLEDGED},
    M.ROUTE: {S.RECEIVED: S.ROUTED, S.ACKNOWLEDGED: S.ROUTED, S.ROUTED: S.ROUTED},
    M.ACCEPT: {S.ACKNOWLEDGED: S.ACCEPTED, S.ROUTED: S.ACCEPTED},
    M.DECLINE: {S.RECEIVED: S.DECLINED, S.ACKNOWLEDGED: S.DECLINED, S.ROUTED: S.DECLINED},
    M.REFER_OUT: {
        S.RECEIVED: S.REFERRED,
        S.ACKNOWLEDGED: S.REFERRED,
        S.ROUTED: S.REFERRED,
        S.ACCEPTED: S.REFERRED,
        S.ASSIGNED: S.REFERRED,
    },
    M.ASSIGN: {S.ACCEPTED: S.ASSIGNED, S.ASSIGNED: S.ASSIGNED},
    M.HAND_OVER: {
        S.ACCEPTED: S.ASSIGNED,
        S.ASSIGNED: S.ASSIGNED,
        S.WAITING: S.WAITING,
        S.PROPOSED: S.PROPOSED,
        S.IN_REVIEW: S.IN_REVIEW,
    },
    # A resident may take a refusal to the level above; a lead takes a case up with a lead named there.
    M.ESCALATE: {
        S.RECEIVED: S.ROUTED,
        S.ACKNOWLEDGED: S.ROUTED,
        S.ROUTED: S.ROUTED,
        S.DECLINED: S.ROUTED,
        S.REFERRED: S.ROUTED,
        S.ACCEPTED: S.ACCEPTED,
        S.ASSIGNED: S.ACCEPTED,
        S.WAITING: S.ACCEPTED,
    },
    M.ASK: {S.ACCEPTED: S.WAITING, S.ASSIGNED: S.WAITING},
    M.ANSWER: {S.WAITING: S.ASSIGNED},
    M.PROPOSE: {S.ACCEPTED: S.PROPOSED, S.ASSIGNED: S.PROPOSED, S.WAITING: S.PROPOSED},
    # A merged filer keeps their own remedy: they confirm or dispute the other case's resolution for themselves.
    # Who was silent may still say, later, that it is resolved.
    M.CONFIRM: {S.PROPOSED: S.CLOSED, S.MERGED: S.CLOSED, S.CLOSED: S.CLOSED},
    M.DISPUTE: {S.PROPOSED: S.ASSIGNED, S.MERGED: BEFORE},
    M.CLOSE: {S.PROPOSED: S.CLOSED, S.MERGED: S.CLOSED},
    # A withdrawal that was not free is taken back like a close.
    M.REOPEN: {S.CLOSED: S.ACCEPTED, S.WITHDRAWN: S.ACCEPTED},
    # Who led is no longer in the post: the unit has to accept it anew, the resident's press still counts.
    M.REOPEN_UNLED: {S.CLOSED: S.ROUTED, S.WITHDRAWN: S.ROUTED},
    M.WITHDRAW: {
        S.RECEIVED: S.WITHDRAWN,
        S.ACKNOWLEDGED: S.WITHDRAWN,
        S.ROUTED: S.WITHDRAWN,
        S.ACCEPTED: S.WITHDRAWN,
        S.ASSIGNED: S.WITHDRAWN,
        S.WAITING: S.WITHDRAWN,
        S.PROPOSED: S.WITHDRAWN,
        S.IN_REVIEW: S.WITHDRAWN,
        S.MERGED: S.WITHDRAWN,
    },
    M.MERGE: {
        S.RECEIVED: S.MERGED,
        S.ACKNOWLEDGED: S.MERGED,
        S.ROUTED: S.MERGED,
        S.ACCEPTED: S.MERGED,
        S.ASSIGNED: S.MERGED,
        S.WAITING: S.MERGED,
    },
    M.UNMERGE: {S.MERGED: BEFORE},
    M.ADOPT: {S.IMPORTED: S.ACCEPTED, S.CLOSED: S.ACCEPTED},
    # A review is heard by another unit, which leads the case meanwhile. It decides, or sends the case back.
    M.ASK_REVIEW: {S.PROPOSED: S.IN_REVIEW, S.CLOSED: S.IN_REVIEW, S.DECLINED: S.IN_REVIEW, S.REFERRED: S.IN_REVIEW},
    M.DECIDE_REVIEW: {S.IN_REVIEW: BEFORE},
    M.SEND_BACK: {S.IN_REVIEW: S.ACCEPTED},
    # Nobody led it, as after a refusal, or who led is no longer in the post.
    M.SEND_BACK_UNLED: {S.IN_REVIEW: S.ROUTED},
}

#: From acceptance to close a case has exactly one lead.
LED: Final = frozenset({S.ACCEPTED, S.ASSIGNED, S.WAITING, S.PROPOSED, S.IN_REVIEW})
#: Before acceptance the post that took the concern in answers for it.
UNLED: Final = frozenset({S.RECEIVED, S.ACKNOWLEDGED, S.ROUTED, S.IMPORTED})
ENDED: Final = frozenset({S.CLOSED, S.DECLINED, S.REFERRED, S.WITHDRAWN})
#: Open, with a clock. Imported history has none until a post adopts it.
OPEN: Final = frozenset(S) - ENDED - {S.IMPORTED}


class ImpossibleMove(Exception):
    """The table has no such move from this step. `move` and `step` say which, for a sentence on the screen."""

    def __init__(self, move: Move, step: Step | None) -> None:
        super().__init__(f"{move} is not possible from {step}")
        self.move = move
        self.step = step


def lead_to(move: Move, step: Step | None, *, before: Step | None = None) -> Step:
    """The step to which `move` leads from `step`; `before` is where a merged or reviewed case stood.

    Raises ImpossibleMove where the table has no such line.
    """
    target = TABLE[move].get(step)
    if isinstance(target, Step):
        return target
    if isinstance(target, Before) and before is not None:
        return before
    raise ImpossibleMove(move, step)


def moves_from(step: Step) -> tuple[Move, ...]:
    """Every move that the table knows from `step`, in the table's order."""
    return tuple(move for move, lines in TABLE.items() if step in lines)
