"""Where replicates are computed: on this machine's threads, or on a cluster. The answer is the same either way."""

import os
from dataclasses import dataclass, field
from importlib.util import find_spec

from folkmoot.earlywarning.engine import Engine
from folkmoot.earlywarning.rules import monte_carlo
from folkmoot.earlywarning.rules.monte_carlo import Replicated
from folkmoot.earlywarning.rules.significance import Null
from folkmoot.lib.spoken import Spoken, gettext_noop


class NoSuchEngine(Spoken):
    """The words do not name a place to compute, or what it needs is not installed."""


@dataclass(frozen=True)
class LocalEngine:
    """Threads of this process."""

    workers: int = field(default_factory=lambda: os.cpu_count() or 1)

    def null_of(self, experiment: Replicated, *, score: float, replicates: int = 999) -> Null:
        """See Engine."""
        return monte_carlo.null_of(experiment, score=score, replicates=replicates, workers=self.workers)


def engine_of(words: str) -> Engine:
    """The engine that `local` or `dask=ADDRESS` names. It is not called upon yet. Raises NoSuchEngine."""
    kind, _, address = words.partition("=")
    if words == "local":
        return LocalEngine()
    if kind != "dask" or not address:
        raise NoSuchEngine(
            gettext_noop("{words} names no place to compute: write local, or dask=ADDRESS."), words=words
        )
    if find_spec("distributed") is None:
        raise NoSuchEngine(gettext_noop("To compute on a cluster, install the packages of requirements/cluster.txt."))
    from folkmoot.earlywarning.dask_cluster import DaskEngine

    return DaskEngine(address)
