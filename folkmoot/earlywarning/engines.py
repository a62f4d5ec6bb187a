"""Where replicates are computed: on this machine's threads, or on a cluster. The answer is the same either way."""

import os
from dataclasses import dataclass, field
from typing import Protocol

from folkmoot.earlywarning.rules import monte_carlo
from folkmoot.earlywarning.rules.monte_carlo import Replicated
from folkmoot.earlywarning.rules.significance import Null


class NoSuchEngine(ValueError):
    """The words do not name a place to compute."""


class Engine(Protocol):
    """A place where replicates are computed."""

    def null_of(self, experiment: Replicated, *, score: float, replicates: int = 999) -> Null:
        """As `monte_carlo.null_of`: the same maxima, wherever and by how many they are drawn."""
        ...


@dataclass(frozen=True)
class LocalEngine:
    """Threads of this process."""

    workers: int = field(default_factory=lambda: os.cpu_count() or 1)

    def null_of(self, experiment: Replicated, *, score: float, replicates: int = 999) -> Null:
        """See Engine."""
        return monte_carlo.null_of(experiment, score=score, replicates=replicates, workers=self.workers)


def engine_of(words: str) -> Engine:
    """The engine that `local` names. Raises NoSuchEngine."""
    if words == "local":
        return LocalEngine()
    raise NoSuchEngine(f"{words}: write local")
