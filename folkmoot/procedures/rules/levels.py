"""Who hears a matter first: levels from the lowest up, and which category begins where."""

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
