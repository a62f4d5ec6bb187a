"""When several handle a case together: by the pack's rule, or because a coordinator says so. Still with one lead."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from folkmoot.officers.rules.authority import Role
from folkmoot.procedures.rules.levels import JointHandling
from folkmoot.procedures.rules.steps import ENDED, OPEN, Step


class Ground(StrEnum):
    """Why a case is handled jointly. It brings more hands to a matter and says nothing about the people in it."""

    PARTIES = "parties"
    PLACES = "places"
    UNITS = "units"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a matter reaches: counted in one case and those joined to it."""

    parties: int
    places: int
    units: int


class Reached(NamedTuple):
    """A number of the rule that a matter reaches, and how far it does. On a coordinator's word both are 0."""

    ground: Ground
    number: int
    needed: int


def reached(extent: Extent, *, rule: JointHandling) -> Reached | None:
    """The first of the three numbers that the matter reaches; None where it reaches none. One suffices."""
    measured = (
        Reached(Ground.PARTIES, extent.parties, rule.parties),
        Reached(Ground.PLACES, extent.places, rule.places),
        Reached(Ground.UNITS, extent.units, rule.units),
    )
    return next((each for each in measured if each.number >= each.needed), None)


#: Whose post may help. Who reviews, calls back or audits judges later what was done, and has no part in it.
HELPERS: Final = frozenset(
    {Role.SECRETARY, Role.MEDIATOR, Role.GROUP_LIAISON, Role.COORDINATOR, Role.SAFETY, Role.DUTY_OFFICER}
)
#: Where a case can be handled by several. One that is joined to another is handled there.
SHARED: Final = OPEN - {Step.MERGED, Step.IN_REVIEW}
#: With these the common work is over, and so is what the members see.
ENDS_MEMBERSHIP: Final = ENDED | {Step.MERGED, Step.IN_REVIEW}
