"""Who hears a matter first: levels from the lowest up, and which category begins where."""

from collections.abc import Sequence
from dataclasses import dataclass

from folkmoot.procedures.rules.citations import Grounds
from folkmoot.procedures.rules.text import Text


@dataclass(frozen=True, slots=True)
class Level:
    """A floor of the procedure. It stands for the places whose level has its code, else for those of its rank."""

    code: str
    title: Text
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The lowest level that may handle a category and all below it."""

    category: str
    level: str
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class JointHandling:
    """
    From how many parties, places or units on a matter is handled jointly: still one lead, and named members beside it.

    Reaching one of the three suffices. It brings more hands to the matter and says nothing about the people in it.
    """

    parties: int
    places: int
    units: int
    grounds: Grounds


def standing_of(level: str, *, levels: Sequence[Level], places: Sequence[str]) -> int:
    """
    Where a level of a pack stands among a region's: 0 is the first of `places`, its levels' codes from the lowest.

    The level of the region with its code, else that of its rank; a region with fewer levels ends at its highest, and no
    level of a pack stands below the one before it.
    """
    standing = 0
    for rank, each in enumerate(levels):
        own = places.index(each.code) if each.code in places else rank
        standing = min(max(standing, own), len(places) - 1)
        if each.code == level:
            return standing
    raise ValueError(f"The pack has no level {level!r}.")
