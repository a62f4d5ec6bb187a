"""What a party may do in their case now."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.models import Case
from folkmoot.cases.rules.people import Resident
from folkmoot.officers.rules.authority import RESIDENTS, Hand, Power
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.pack import ClockName
from folkmoot.procedures.rules.steps import LED, Move, Outcome, Step, moves_from
from folkmoot.web import words


class Deed(StrEnum):
    """What a party can do: the moves that are open to residents, and what moves nothing."""

    ANSWER = "answer"
    CONFIRM = "confirm"
    DISPUTE = "dispute"
    RATE = "rate"
    REOPEN = "reopen"
    WRITE = "write"
    ATTACH = "attach"
    ESCALATE = "escalate"
    ASK_REVIEW = "ask_review"
    WITHDRAW = "withdraw"

    @property
    def address(self) -> str:
        """The name of the address of its page."""
        return f"residents:{self.value}"


#: What is no move: its verb, and what follows from it.
OTHERS: Final[dict[Deed, tuple[Promise, Promise]]] = {
    Deed.WRITE: (_("Write a message"), _("The office reads it in your case. It changes no step and no clock.")),
    Deed.ATTACH: (
        _("Add a photo or a file"),
        _("Whoever may read your case may read it. Where and when a photo was taken is removed before it is kept."),
    ),
    Deed.RATE: (
        _("Rate how it went"),
        _("Once for each time it is closed. It changes nothing in your case, and nobody may ask you for a good one."),
    ),
}

#: What a step waits for. Confirming and disputing weigh the same: no screen leans to one of them.
_AWAITED: Final[dict[Step, tuple[Deed, ...]]] = {
    Step.WAITING: (Deed.ANSWER,),
    Step.PROPOSED: (Deed.CONFIRM, Deed.DISPUTE),
    Step.MERGED: (Deed.CONFIRM, Deed.DISPUTE),
    Step.DECLINED: (Deed.ESCALATE,),
    Step.REFERRED: (Deed.ESCALATE,),
}


@dataclass(frozen=True)
class Possible:
    """One deed with its verb and its consequence. A locked one waits for a code of the party's own."""

    deed: Deed
    is_locked: bool
    #: the step waits for it
    is_awaited: bool = False

    @property
    def verb(self) -> str | Promise:
        """What stands on the button."""
        return OTHERS[self.deed][0] if self.deed in OTHERS else words.RESIDENT_MOVES[Move(self.deed.value)]

    @property
    def consequence(self) -> str | Promise:
        """What follows."""
        return OTHERS[self.deed][1] if self.deed in OTHERS else words.RESIDENT_CONSEQUENCES[Move(self.deed.value)]


def possible_now(case: Case, resident: Resident, *, running: Collection[str], is_rated: bool) -> list[Possible]:
    """Every deed that the step, the hand and the clocks allow, in the order in which they matter.

    `running` are the names of the clocks that run; `is_rated` says whether this close was rated already.
    """
    if case.imported_at and not case.adopted_at:
        return []
    is_filer = resident.hand is not Hand.RESPONDENT
    fitting = [deed for deed in Deed if _fits(deed, case, running=running, is_rated=is_rated)]
    # A question is put to whoever raised the concern; the others are written to, and write.
    fitting = [deed for deed in fitting if is_filer or deed in (Deed.WRITE, Deed.ATTACH)]
    powers = RESIDENTS[Hand.FILER] if is_filer else RESIDENTS[Hand.RESPONDENT]
    return [
        Possible(deed, is_locked=not resident.has(_power(deed)), is_awaited=deed in _AWAITED.get(case.at, ()))
        for deed in fitting
        if _power(deed) in powers
    ]


def _power(deed: Deed) -> Power:
    return Power(deed.value)


def _fits(deed: Deed, case: Case, *, running: Collection[str], is_rated: bool) -> bool:
    if deed in (Deed.WRITE, Deed.ATTACH):
        return True
    if deed is Deed.RATE:
        return case.at is Step.CLOSED and not is_rated
    move = Move(deed.value)
    if move not in moves_from(case.at):
        return False
    match move:
        case Move.CONFIRM if case.at is Step.CLOSED:
            return case.outcome == Outcome.UNCONFIRMED
        case Move.CONFIRM | Move.DISPUTE if case.at is Step.MERGED:
            return case.proposed_at is not None
        case Move.REOPEN | Move.ASK_REVIEW:
            return not _clocks_of(move, case).isdisjoint(running)
        case Move.ESCALATE:
            return case.at not in LED and move.value in pack_of(case).optional_moves
        case _:
            return True


def _clocks_of(move: Move, case: Case) -> set[ClockName]:
    """The clocks within any of which the filer may make a move that is theirs for a time."""
    if move is Move.REOPEN:
        return {ClockName.REOPEN}
    return {review.asked_within for review in pack_of(case).reviews}
