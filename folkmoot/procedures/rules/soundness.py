"""Whether the parts of a pack fit together."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from folkmoot.officers.rules.authority import Role
from folkmoot.procedures.rules.citations import Basis
from folkmoot.procedures.rules.clock_rules import CORE, Binds, ClockRule
from folkmoot.procedures.rules.faults import FaultKind, Thing
from folkmoot.procedures.rules.marks import is_made, is_told
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.steps import TABLE, Before, Move, Step

_F = FaultKind


class Flaw(NamedTuple):
    """
    One thing that does not fit. `what` is a section by its name, or an item by what it is and its name, as in
    `(Thing.CLOCK, "answer")`; `field` is the key in it.
    """

    kind: FaultKind
    what: tuple[Thing, str] | str
    field: str = ""
    value: str = ""


def flaws(pack: Pack) -> Iterator[Flaw]:
    """Everything in a pack that does not fit together."""
    for look in _LOOKS:
        yield from look(pack)


def reachable(pack: Pack, *, after: Move) -> frozenset[Move]:
    """The moves that can still be made in a case after a move, by the table of steps and what the pack switches on."""
    steps: set[Step] = set()
    new = _targets(after)
    while new:
        steps |= new
        new = {
            target for move, lines in TABLE.items() if pack.is_available(move) and steps & set(lines)
            for step, target in lines.items() if step in steps and isinstance(target, Step)
        } - steps  # fmt: skip
    return frozenset(move for move, lines in TABLE.items() if pack.is_available(move) and steps & set(lines))


def _targets(move: Move) -> set[Step]:
    """Where a move leads; undoing a merge leads to any step in which a case can be merged."""
    targets = set(TABLE[move].values())
    merged = {step for step in TABLE[Move.MERGE] if step is not None}
    return {each for each in targets if isinstance(each, Step)} | (
        merged if any(isinstance(each, Before) for each in targets) else set()
    )


def _clocks_missing(pack: Pack) -> Iterator[Flaw]:
    for name in CORE:
        if name not in pack.clocks:
            yield Flaw(_F.MISSING_CLOCK, "clocks", "", name)


def _clocks_that_never_start(pack: Pack) -> Iterator[Flaw]:
    for rule in pack.clocks.values():
        if not any(is_made(mark, pack) for mark in rule.starts):
            yield Flaw(_F.NEVER_STARTS, (Thing.CLOCK, rule.name), "starts", rule.name)


def _clocks_that_never_end(pack: Pack) -> Iterator[Flaw]:
    for rule in pack.clocks.values():
        if not _can_end(rule, pack):
            yield Flaw(_F.NEVER_ENDS, (Thing.CLOCK, rule.name), "ends", rule.name)


def _can_end(rule: ClockRule, pack: Pack) -> bool:
    """Whether one of its ends can come after one of its starts. What is written down from elsewhere always may."""
    # Who starts a clock again does not end it.
    ends = {mark for mark in rule.ends if is_made(mark, pack)} - set(rule.starts)
    if any(not isinstance(end, Move) for end in ends):
        return True
    moves_after = (
        reachable(pack, after=start)
        if isinstance(start, Move)
        else frozenset(move for move in Move if pack.is_available(move))
        for start in rule.starts
    )
    return any(ends & after for after in moves_after)


def _pauses_without_a_limit(pack: Pack) -> Iterator[Flaw]:
    # A clock that may stand for ever never ends either; only a law may say so.
    for pause in pack.pauses:
        if pause.longest_days is None and pause.grounds.basis is Basis.POLICY:
            yield Flaw(_F.NO_LIMIT, (Thing.PAUSE, pause.code), "", pause.code)


def _extensions_without_approval(pack: Pack) -> Iterator[Flaw]:
    for extension in pack.extensions.values():
        rule = pack.clocks.get(extension.clock)
        if extension.approved_by is None and rule is not None and rule.binds in {Binds.DESK, Binds.REVIEWER}:
            yield Flaw(_F.NO_APPROVER, (Thing.EXTENSION, extension.clock), "", extension.clock)


def _reviews_by_who_decided(pack: Pack) -> Iterator[Flaw]:
    # A level that heard a case never hears its review.
    for review in pack.reviews:
        if review.levels_up < 1:
            yield Flaw(_F.SAME_LEVEL, (Thing.REVIEW, review.code), "levels_up", review.code)


def _reviews_in_a_circle(pack: Pack) -> Iterator[Flaw]:
    follows = {review.code: review.follows for review in pack.reviews}
    for review in pack.reviews:
        seen = {review.code}
        before = review.follows
        while before is not None and before not in seen:
            seen.add(before)
            before = follows.get(before)
        if before == review.code:
            yield Flaw(_F.CYCLE, (Thing.REVIEW, review.code), "follows", review.follows or "")


def _roles_without_a_title(pack: Pack) -> Iterator[Flaw]:
    for role in Role:
        if role is not Role.AUTOMATION and role not in pack.posts:
            yield Flaw(_F.UNTITLED_ROLE, "posts", "", role)


def _notices_that_nothing_sends(pack: Pack) -> Iterator[Flaw]:
    for notice in pack.notices:
        if not is_told(notice.when, pack):
            yield Flaw(_F.NEVER_TOLD, (Thing.NOTICE, notice.code), "when", notice.code)


def _no_levels(pack: Pack) -> Iterator[Flaw]:
    if not pack.levels:
        yield Flaw(_F.MISSING, "levels", "", "levels")


_LOOKS: Final[tuple[Callable[[Pack], Iterator[Flaw]], ...]] = (
    _clocks_missing,
    _clocks_that_never_start,
    _clocks_that_never_end,
    _pauses_without_a_limit,
    _extensions_without_approval,
    _reviews_by_who_decided,
    _reviews_in_a_circle,
    _roles_without_a_title,
    _notices_that_nothing_sends,
    _no_levels,
)
