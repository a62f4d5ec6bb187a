"""What the pack has told at what happened in a case: which notice stands beside which event, and to whom."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

from folkmoot.cases.rules.events import EVENT
from folkmoot.procedures.rules.clock_rules import Mark, Milestone
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.papers import Audience, Notice
from folkmoot.procedures.rules.steps import Move

Data = Mapping[str, Any]
#: an event: its kind, and what the ledger keeps of it
Happened = tuple[str, Data]

#: to whom a notice goes that the filer reads, and one that another party reads
TO_FILER: Final = frozenset({Audience.FILER, Audience.PARTIES})
TO_PARTY: Final = frozenset({Audience.PARTIES})

_N = Milestone
#: What an event marks besides the move whose name it has.
_ALSO: Final[Mapping[str, frozenset[Mark]]] = {
    "case.routed": frozenset({_N.FORWARDED}),
    "case.proposed": frozenset({_N.ANSWER_RECEIVED}),
    # Whose concern is joined to another gets that one's opinion.
    "case.proposal_shared": frozenset({Move.PROPOSE, _N.ANSWER_RECEIVED}),
    "case.paused": frozenset({_N.PAUSED}),
    "case.extension_granted": frozenset({_N.EXTENDED}),
}
#: Of two moves with one event: the one that leaves the case without a lead.
_UNLED: Final = frozenset({Move.REOPEN_UNLED, Move.SEND_BACK_UNLED})
_DECIDES: Final = frozenset({"case.review_decided", "case.sent_back"})


def told_along(
    happened: Sequence[Happened], *, pack: Pack, former: Callable[[str], Pack], to: Collection[Audience]
) -> list[tuple[Notice, ...]]:
    """
    The notices that belong to each event of a case, in its order; `pack` is the one under which it stands now.

    What happened before the case was put under it is told by the one before: `former` finds it by name and version.
    """
    found: list[tuple[Notice, ...]] = []
    for at in range(len(happened) - 1, -1, -1):
        kind, data = happened[at]
        marks = _marks(kind, data, pack=pack, review=_review_before(happened[: at + 1]))
        found.append(tuple(each for each in pack.notices if each.to in to and each.when in marks))
        if kind == "case.put_under":
            pack = former(data["from"])
    return found[::-1]


def told_at(mark: Mark, *, pack: Pack, to: Collection[Audience]) -> tuple[Notice, ...]:
    """What is told when one thing happens."""
    return tuple(each for each in pack.notices if each.when is mark and each.to in to)


def _marks(kind: str, data: Data, *, pack: Pack, review: str) -> set[Mark]:
    moves = {move for move, event in EVENT.items() if event == kind}
    if len(moves) > 1:
        moves = moves & _UNLED if data.get("lead") is None else moves - _UNLED
    return {*moves, *_ALSO.get(kind, ()), *_of_review(kind, pack=pack, review=review)}


def _of_review(kind: str, *, pack: Pack, review: str) -> Collection[Mark]:
    rule = next((each for each in pack.reviews if each.code == review), None)
    if rule is None or kind not in {"case.review_asked", *_DECIDES}:
        return ()
    clock = pack.clock(rule.decided_within)
    return clock.ends if kind in _DECIDES else clock.starts


def _review_before(happened: Sequence[Happened]) -> str:
    """Which review of the pack was asked for last."""
    asked = (data.get("code", "") for kind, data in reversed(happened) if kind == "case.review_asked")
    return next(asked, "")
