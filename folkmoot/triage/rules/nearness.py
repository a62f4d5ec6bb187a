"""How near an earlier dispute is: by place, time, category and summary. Who was in it is not known here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from folkmoot.triage.rules.ngrams import sameness

MOST_NEIGHBOURS: Final = 10
#: What each says at most; together 1. The summary says most about what a dispute is.
SUMMARY, CATEGORY, PLACE, TIME = 0.4, 0.3, 0.2, 0.1
#: a dispute counts half as near in time for each of these
_HALF_LIFE_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class Dispute:
    """What is compared. `lineage` is the category and those above it, `path` the place's."""

    id: int
    path: str
    lineage: Sequence[str]
    summary: str
    received_on: date


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a dispute is, each part from 0 to 1; `summary` is None where one of the two has none."""

    dispute: Dispute
    place: float
    time: float
    category: float
    summary: float | None

    @property
    def total(self) -> float:
        """The weighted sum, from 0 to 1."""
        parts = PLACE * self.place + TIME * self.time + CATEGORY * self.category
        return parts + SUMMARY * (self.summary or 0.0)


def nearest(to: Dispute, others: Iterable[Dispute], *, most: int = MOST_NEIGHBOURS) -> tuple[Nearness, ...]:
    """The nearest of other disputes, nearest first; of two that are as near the later one."""
    pairs = _pairs(to.summary)
    measured = (
        Nearness(
            dispute=other,
            place=_shared(codes_of(to.path), codes_of(other.path)),
            time=0.5 ** (abs((to.received_on - other.received_on).days) / _HALF_LIFE_DAYS),
            category=_shared(to.lineage[::-1], other.lineage[::-1]),
            summary=_likeness(pairs, _pairs(other.summary)),
        )
        for other in others
    )
    ranked = sorted(measured, key=lambda n: (-n.total, -n.dispute.received_on.toordinal(), -n.dispute.id))
    return tuple(ranked[:most])


def codes_of(path: str) -> list[str]:
    """The codes along the path of a place, root first."""
    return path.split("/")[:-1]


def _shared(one: Sequence[str], other: Sequence[str]) -> float:
    """How much of the longer of two ways down a tree both have in common, 0 to 1."""
    common = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        common += 1
    return common / max(len(one), len(other), 1)


def _pairs(text: str) -> frozenset[str]:
    plain = sameness(text)
    return frozenset(map("".join, pairwise(plain)))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float | None:
    """The Sørensen–Dice coefficient of pairs of characters."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else None
