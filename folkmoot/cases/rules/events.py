"""The names under which moves stand in the ledger. docs/reference/events.md lists them all."""

from typing import Final

from folkmoot.procedures.rules.steps import Move

EVENT: Final[dict[Move, str]] = {
    Move.RECEIVE: "case.received",
    Move.ACKNOWLEDGE: "case.acknowledged",
    Move.ROUTE: "case.routed",
    Move.ACCEPT: "case.accepted",
    Move.DECLINE: "case.declined",
    Move.REFER_OUT: "case.referred_out",
    Move.ASSIGN: "case.assigned",
    Move.HAND_OVER: "case.handed_over",
    Move.ESCALATE: "case.escalated",
    Move.ASK: "case.asked",
    Move.ANSWER: "case.answered",
    Move.PROPOSE: "case.proposed",
    Move.CONFIRM: "case.confirmed",
    Move.DISPUTE: "case.disputed",
    Move.CLOSE: "case.closed",
    Move.REOPEN: "case.reopened",
    Move.REOPEN_UNLED: "case.reopened",
    Move.WITHDRAW: "case.withdrawn",
    Move.MERGE: "case.merged",
    Move.UNMERGE: "case.unmerged",
    Move.ADOPT: "case.adopted",
    Move.ASK_REVIEW: "case.review_asked",
    Move.DECIDE_REVIEW: "case.review_decided",
    Move.SEND_BACK: "case.sent_back",
    Move.SEND_BACK_UNLED: "case.sent_back",
}
