"""The times of a court, a board or a party elsewhere, by what the desk wrote down."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from folkmoot.procedures.rules.clock_rules import ClockName, Mark, Milestone
from folkmoot.procedures.rules.marks import ELSEWHERE, TOLD
from folkmoot.procedures.rules.pack import Pack


def marks_told_under(packs: Iterable[Pack]) -> tuple[Milestone, ...]:
    """What can be written down in a case under these packs, in the order in which it happens."""
    found: set[Mark] = set()
    for pack in packs:
        for rule in pack.clocks.values():
            found |= {*rule.starts, *rule.ends} if rule.name in ELSEWHERE else set()
        # What nobody could write down nobody would be told of.
        found |= {notice.when for notice in pack.notices}
    return tuple(mark for mark in TOLD if mark in found)


def running_elsewhere(pack: Pack, told: Mapping[Milestone, date]) -> dict[ClockName, date]:
    """The clocks that run by what was written down, and from the day of which event on.

    It is counted from the events alone, in whatever order they were written down: each clock from the latest event that
    starts it, unless one that ends it came on that day or after.
    """
    return dict(_running(pack, told))


def _running(pack: Pack, told: Mapping[Milestone, date]) -> Iterator[tuple[ClockName, date]]:
    for rule in pack.clocks.values():
        starts, ends = _days(rule.starts, told), _days(rule.ends, told)
        if rule.name in ELSEWHERE and starts and not any(end >= max(starts) for end in ends):
            yield rule.name, max(starts)


def _days(marks: Iterable[Mark], told: Mapping[Milestone, date]) -> list[date]:
    return [told[mark] for mark in marks if isinstance(mark, Milestone) and mark in told]
