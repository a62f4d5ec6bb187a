"""Who looks at a decision again."""

from dataclasses import dataclass

from folkmoot.procedures.rules.citations import Grounds
from folkmoot.procedures.rules.clock_rules import ClockName
from folkmoot.procedures.rules.text import Text


@dataclass(frozen=True, slots=True)
class Review:
    """
    One review. `follows` is the code of the review before it, None for the first.

    It is asked for within the clock `asked_within` and decided within `decided_within`, `levels_up` (1 or more) above
    the level that decided before. Where no such level is left, `beyond` says who decides instead.
    """

    code: str
    follows: str | None
    asked_within: ClockName
    decided_within: ClockName
    levels_up: int
    title: Text
    beyond: Text
    grounds: Grounds
