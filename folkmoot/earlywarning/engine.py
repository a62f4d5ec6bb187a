"""What a place to compute is asked for."""

from typing import Protocol

from folkmoot.earlywarning.rules.monte_carlo import Replicated
from folkmoot.earlywarning.rules.significance import Null
from folkmoot.lib.spoken import Spoken


class EngineFailed(Spoken):
    """The place to compute does not answer, or stopped on the way: the same call may be made again."""


class Engine(Protocol):
    """A place where replicates are computed."""

    def null_of(self, experiment: Replicated, *, score: float, replicates: int = 999) -> Null:
        """As `monte_carlo.null_of`: the same maxima, wherever and by how many they are drawn. Raises EngineFailed."""
        ...
