"""How steps, moves and outcomes are called on a screen."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.procedures.rules.steps import Move, Outcome, Step

STEPS: Final[Mapping[Step, Promise]] = MappingProxyType(
    {
        Step.RECEIVED: _("Received"),
        Step.ACKNOWLEDGED: _("Acknowledged"),
        Step.ROUTED: _("Routed"),
        Step.ACCEPTED: _("Accepted"),
        Step.ASSIGNED: _("Being worked on"),
        Step.WAITING: _("Waiting for an answer"),
        Step.PROPOSED: _("Resolution proposed"),
        Step.CLOSED: _("Closed"),
        Step.DECLINED: _("Declined"),
        Step.REFERRED: _("Referred elsewhere"),
        Step.WITHDRAWN: _("Withdrawn"),
        Step.MERGED: _("Merged with another"),
        Step.IMPORTED: _("Imported history"),
    }
)

OUTCOMES: Final[Mapping[Outcome, Promise]] = MappingProxyType(
    {
        Outcome.CONFIRMED: _("Closed, confirmed as resolved"),
        Outcome.UNCONFIRMED: _("Closed, unconfirmed"),
        Outcome.DECLINED: _("Declined"),
        Outcome.REFERRED: _("Referred elsewhere"),
        Outcome.WITHDRAWN: _("Withdrawn"),
    }
)

MOVES: Final[Mapping[Move, Promise]] = MappingProxyType(
    {
        Move.RECEIVE: _("Take in"),
        Move.ACKNOWLEDGE: _("Acknowledge"),
        Move.ROUTE: _("Route to a unit"),
        Move.ACCEPT: _("Accept"),
        Move.DECLINE: _("Decline"),
        Move.REFER_OUT: _("Refer elsewhere"),
        Move.ASSIGN: _("Assign a lead"),
        Move.HAND_OVER: _("Hand over"),
        Move.ESCALATE: _("Take to the level above"),
        Move.ASK: _("Ask for information"),
        Move.ANSWER: _("Answer"),
        Move.PROPOSE: _("Propose a resolution"),
        Move.CONFIRM: _("Confirm that it is resolved"),
        Move.DISPUTE: _("Say that it is not resolved"),
        Move.CLOSE: _("Close"),
        Move.REOPEN: _("Reopen"),
        Move.REOPEN_UNLED: _("Reopen"),
        Move.WITHDRAW: _("Withdraw"),
        Move.MERGE: _("Merge as a duplicate"),
        Move.UNMERGE: _("Undo the merge"),
        Move.ADOPT: _("Take up"),
    }
)
