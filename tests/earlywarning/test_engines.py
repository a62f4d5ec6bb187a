from collections.abc import Iterator

import numpy as np
import pytest

from folkmoot.earlywarning import engines
from folkmoot.earlywarning.dask_cluster import DaskEngine
from folkmoot.earlywarning.engine import EngineFailed
from folkmoot.earlywarning.engines import LocalEngine, NoSuchEngine, engine_of
from folkmoot.earlywarning.rules.counts import Counts
from folkmoot.earlywarning.rules.permutation import Circling, nearest
from folkmoot.earlywarning.rules.replicates import Experiment
from folkmoot.earlywarning.rules.scan import Condition, Forest, ask
from folkmoot.earlywarning.rules.tree import Tree
from folkmoot.earlywarning.rules.varying import Variation

FOREST = Forest(places=Tree.of([-1, 0, 1, 1, 0, 4, 4]), topics=Tree.of([-1, 0, 0]))
COUNTS = Counts.of([(place, 1 + day % 2, day, 1) for place in (0, 2, 3, 5, 6) for day in range(30)], span=30)
# One cluster for all of them.
pytestmark = pytest.mark.xdist_group("cluster")


def experiment(condition: Condition = Condition.NODE_AND_TIME, *, spread: float = 0) -> Experiment:
    question = ask(COUNTS, windows=6, condition=condition)
    variations = (Variation(depth=1, spread=spread),) if spread else ()
    return Experiment.of(COUNTS, over=FOREST, question=question, seed=1, variations=variations, few_cases=0)


def test_a_machine_finds_the_same_with_any_number_of_threads() -> None:
    nulls = [LocalEngine(workers).null_of(experiment(), score=99, replicates=60) for workers in (1, 3)]
    assert nulls[0].maxima.tolist() == nulls[1].maxima.tolist() == experiment().maxima(0, 60).tolist()


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of two processes of this machine."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as found:
        yield found.scheduler_address


@pytest.mark.parametrize(
    ("condition", "spread"),
    [(Condition.NODE, 0), (Condition.NODE_AND_TIME, 0), (Condition.NODE, 0.3), (Condition.NODE_AND_TIME, 0.3)],
)
def test_a_cluster_finds_what_one_machine_finds(cluster: str, condition: Condition, spread: float) -> None:
    asked = experiment(condition, spread=spread)
    here, there = (
        engine.null_of(asked, score=99, replicates=150) for engine in (LocalEngine(1), engine_of(f"dask={cluster}"))
    )
    assert len(asked.parts) == 3
    assert there.maxima.tolist() == here.maxima.tolist()


def test_a_cluster_ends_where_one_machine_does(cluster: str) -> None:
    score = float(np.median(experiment().maxima(0, 99)))
    here, there = (engine.null_of(experiment(), score=score) for engine in (LocalEngine(2), DaskEngine(cluster)))
    assert here.is_cut_short
    assert there.maxima.tolist() == here.maxima.tolist()


def test_circles_are_the_same_on_a_cluster(cluster: str) -> None:
    circling = Circling.of(COUNTS, around=nearest(np.arange(14.0).reshape(7, 2)), seed=2)
    here, there = (
        engine.null_of(circling, score=99, replicates=80) for engine in (LocalEngine(2), DaskEngine(cluster))
    )
    assert there.maxima.tolist() == here.maxima.tolist()


def test_workers_with_other_kernels_are_not_asked(cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("folkmoot.earlywarning.rules.compiled.SOURCES", "other")
    with pytest.raises(EngineFailed, match=r"do not have the same Folkmoot"):
        DaskEngine(cluster).null_of(experiment(), score=99, replicates=9)


def test_a_worker_that_dies_is_told_in_a_sentence(cluster: str) -> None:
    class Deadly:
        def maxima(self, first: int, last: int) -> None:
            import os

            os._exit(1)

    with pytest.raises(EngineFailed, match=r"stopped on the way"):
        DaskEngine(cluster).null_of(Deadly(), score=99, replicates=9)  # type: ignore[arg-type]


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "127.0.0.1:9", "foo://bar"])
def test_an_address_at_which_nobody_answers_is_told_in_a_sentence(address: str) -> None:
    with pytest.raises(EngineFailed, match=f"^No cluster answers at {address}.$"):
        DaskEngine(address, patience=0.2).null_of(experiment(), score=99, replicates=9)


def test_local_names_this_machine_and_an_address_a_cluster() -> None:
    assert engine_of("local") == LocalEngine()
    assert engine_of("dask=tcp://10.0.0.5:8786") == DaskEngine("tcp://10.0.0.5:8786")


@pytest.mark.parametrize("words", ["", "Local", "spark=somewhere", "dask", "dask="])
def test_words_that_name_no_engine_are_refused(words: str) -> None:
    with pytest.raises(NoSuchEngine):
        engine_of(words)


def test_without_its_packages_a_cluster_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _name: None)
    with pytest.raises(NoSuchEngine, match=r"requirements/cluster.txt"):
        engine_of("dask=tcp://10.0.0.5:8786")
