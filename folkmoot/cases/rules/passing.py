"""Passing a case on: by whom, how often, within which clock. It never ends as "not ours"."""

from typing import Final

from folkmoot.procedures.rules.clock_rules import ClockName
from folkmoot.procedures.rules.pack import Pack

#: Reasons for turning away that say that it is another's matter. Who was decided upon from above has none of them.
NOT_OURS: Final = frozenset({"other_region"})


def clock_for_passing(pack: Pack) -> ClockName:
    """The clock within which a unit may pass on what it was given: the pack's for objecting, else that of routing."""
    return ClockName.OBJECTION if ClockName.OBJECTION in pack.clocks else ClockName.ROUTE


def is_above(area: str, place: str) -> bool:
    """Whether a post with this area stands above a unit at this place."""
    return place.startswith(area) and place != area
