import pytest

from folkmoot.earlywarning.engines import LocalEngine, NoSuchEngine, engine_of
from folkmoot.earlywarning.rules.counts import Counts
from folkmoot.earlywarning.rules.replicates import Experiment
from folkmoot.earlywarning.rules.scan import Forest, ask
from folkmoot.earlywarning.rules.tree import Tree

FOREST = Forest(places=Tree.of([-1, 0, 1, 1, 0, 4, 4]), topics=Tree.of([-1, 0, 0]))
COUNTS = Counts.of([(place, 1 + day % 2, day, 1) for place in (0, 2, 3, 5, 6) for day in range(30)], span=30)


def experiment() -> Experiment:
    return Experiment.of(COUNTS, over=FOREST, question=ask(COUNTS, windows=6), seed=1)


def test_a_machine_finds_the_same_with_any_number_of_threads() -> None:
    nulls = [LocalEngine(workers).null_of(experiment(), score=99, replicates=60) for workers in (1, 3)]
    assert nulls[0].maxima.tolist() == nulls[1].maxima.tolist() == experiment().maxima(0, 60).tolist()


def test_local_names_this_machine() -> None:
    assert engine_of("local") == LocalEngine()


@pytest.mark.parametrize("words", ["", "Local", "spark=somewhere"])
def test_words_that_name_no_engine_are_refused(words: str) -> None:
    with pytest.raises(NoSuchEngine):
        engine_of(words)
