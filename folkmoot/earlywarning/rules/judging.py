"""When a night's highest belongs to a burst that is known: then it is no noise."""

from datetime import date, timedelta
from typing import Final

from folkmoot.earlywarning.rules.evenings import WINDOWS
from folkmoot.earlywarning.rules.growing import Told, overlaps

#: so long after its last day a burst can lie in a window
SEEN: Final = timedelta(days=WINDOWS - 1)


def is_of(highest: Told, known: Told, since: date) -> bool:
    """Whether what was highest in a night is a burst that began on a day, at its place and about its topic, while a
    window can hold it."""
    return since <= highest.until <= known.until + SEEN and overlaps(highest, known)
