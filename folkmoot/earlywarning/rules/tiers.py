"""Tiers: the places that are scanned each as a whole, and how the error rate is split between them.

One village has no power in the scan of a whole province: its burst is lost among a million other nodes. A county is
scanned by itself too, and then it stands out. Every further scan can be wrong, so the rate of signals that noise alone
would raise is fixed for the installation as a whole and split openly.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

DAYS_A_YEAR: Final = 365.0
#: signals a year that noise alone may raise in one tier, where nothing else is asked for
A_YEAR_AND_TIER: Final = 1.0
#: with fewer levels than this even the lowest ones are as large as townships
LEVELS_WITH_VILLAGES: Final = 4


@dataclass(frozen=True, order=True)
class Tier:
    """A place that is scanned as a whole, by its path; `depth` is 0 for the root of the region."""

    depth: int
    path: str


def township_depth(levels: int) -> int:
    """Depth of the smallest places that may be named to everybody, in a region with so many levels."""
    return max(0, levels - 2 if levels >= LEVELS_WITH_VILLAGES else levels - 1)


def tier_depths(levels: int) -> tuple[int, ...]:
    """Depths of the places that are tiers: all above the townships; the root always."""
    return tuple(range(max(1, township_depth(levels))))


def named_as(path: str, *, levels: int) -> str:
    """The path of the place as which a node is named to whoever does not see its cases: never below a township."""
    codes = path.split("/")[:-1]
    return "".join(f"{code}/" for code in codes[: township_depth(levels) + 1])


def shares(tiers: Collection[Tier], *, per_year: float | None = None) -> Mapping[Tier, float]:
    """Signals a year that noise alone may raise in each tier; together `per_year`, by default one a year and tier.

    Every tier has the same share: a county's office bears no more false signals because there are a hundred counties.
    """
    total = len(tiers) * A_YEAR_AND_TIER if per_year is None else per_year
    return {tier: total / len(tiers) for tier in tiers}


def nightly(share: float, *, every_days: float = 1) -> float:
    """The p-value that so many signals a year come to where a scan is made every `every_days` days."""
    return min(0.5, share * every_days / DAYS_A_YEAR)
