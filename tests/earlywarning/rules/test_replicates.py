import ast
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.stats import ks_2samp

from folkmoot.earlywarning.rules.counts import Counts
from folkmoot.earlywarning.rules.monte_carlo import null_of
from folkmoot.earlywarning.rules.replicates import Experiment
from folkmoot.earlywarning.rules.scan import Condition, Forest, ask, scan, within
from folkmoot.earlywarning.rules.tree import Tree
from folkmoot.earlywarning.rules.varying import Variation
from tests.earlywarning.rules import slow
from tests.earlywarning.rules.slow import PAST, REPLICATES, SPAN, WINDOWS
from tests.earlywarning.rules.worlds import World, worlds

FOREST = Forest(places=Tree.of(slow.PLACES), topics=Tree.of(slow.TOPICS))


def past() -> Counts:
    return Counts.of(slow.rows_of_past(), span=SPAN)


# --- the same by loops, with Python's own random numbers


def test_the_slow_implementation_imports_nothing_of_the_fast_one() -> None:
    tree = ast.parse(Path(slow.__file__).read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names] == [
        "math",
        "random",
    ]


@pytest.mark.parametrize("condition", [Condition.NODE, Condition.NODE_BY_WEEKDAY, Condition.NODE_AND_TIME])
def test_the_null_is_that_of_a_slow_implementation(condition: Condition) -> None:
    question = ask(past(), windows=WINDOWS, condition=condition)
    slowly = np.round(slow.null(condition), 9)
    for few_cases in (0, 1_000):
        fast = Experiment.of(past(), over=FOREST, question=question, seed=4, few_cases=few_cases)
        assert ks_2samp(np.round(fast.maxima(0, 4 * REPLICATES), 9), slowly).pvalue > 0.01


def own_rates() -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    own = np.zeros((len(FOREST.places), len(FOREST.topics)))
    for place, topic, cases in PAST:
        own[place, topic] = cases / SPAN
    return own


@pytest.mark.parametrize("spread", [0, 0.8])
def test_the_null_of_known_rates_is_that_of_a_slow_implementation(spread: float) -> None:
    question = ask(past(), windows=WINDOWS, condition=Condition.EXPECTED)
    variations = (Variation(depth=1, spread=spread),) if spread else ()
    fast = Experiment.of_rates(own_rates(), over=FOREST, question=question, seed=4, variations=variations)
    slowly = np.round(slow.null_of_rates(spread=spread), 9)
    assert ks_2samp(np.round(fast.maxima(0, 4 * REPLICATES), 9), slowly).pvalue > 0.01


# --- the walk


@pytest.mark.parametrize("condition", [Condition.NODE, Condition.NODE_AND_TIME, Condition.NODE_BY_WEEKDAY])
@given(world=worlds())
@settings(max_examples=25, deadline=None)
def test_the_walk_finds_the_highest_ratio_of_the_scan(condition: Condition, world: World) -> None:
    counts = world.counts
    question = ask(counts, windows=world.windows, condition=condition)
    cuts = scan(counts, over=world.forest, question=question)
    for few_cases in (0, 1_000):
        experiment = Experiment.of(counts, over=world.forest, question=question, seed=0, few_cases=few_cases)
        assert experiment.highest(counts) == pytest.approx(cuts[0].score if cuts else 0)


# --- what stays fixed


def experiment(condition: Condition = Condition.NODE_AND_TIME, *, seed: int = 1, spread: float = 0) -> Experiment:
    question = ask(past(), windows=WINDOWS, condition=condition)
    variations = (Variation(depth=1, spread=spread),) if spread else ()
    return Experiment.of(past(), over=FOREST, question=question, seed=seed, variations=variations)


@pytest.mark.parametrize("condition", [Condition.NODE, Condition.NODE_AND_TIME])
def test_the_answer_is_the_same_for_one_two_and_four_threads(condition: Condition) -> None:
    nulls = [null_of(experiment(condition), score=1, workers=workers) for workers in (1, 2, 4)]
    assert nulls[0].maxima.tolist() == nulls[1].maxima.tolist() == nulls[2].maxima.tolist()
    assert [null.is_cut_short for null in nulls] == [True, True, True]


def test_a_replicate_is_the_same_wherever_it_is_drawn() -> None:
    assert experiment().maxima(7, 9).tolist() == experiment().maxima(0, 20)[7:9].tolist()


def test_another_seed_draws_other_replicates() -> None:
    assert set(experiment(seed=1).maxima(0, 9)) != set(experiment(seed=2).maxima(0, 9))


def test_all_replicates_are_drawn_when_few_reach_the_score() -> None:
    null = null_of(experiment(), score=50, replicates=99)
    assert (len(null.maxima), null.p_value(50)) == (99, 0.01)


def test_under_node_and_time_every_day_keeps_its_cases() -> None:
    split = Experiment.of(past(), over=FOREST, question=ask(past(), windows=WINDOWS), seed=1, few_cases=0)
    for whole in (experiment(), split):
        allotted = whole.allotted(5, 8)
        days = sum(part.days(5, of_days=own) for part, own in zip(whole.parts, allotted, strict=True))
        assert days.tolist() == [past().daily()[::-1][:WINDOWS].tolist()] * 3
    assert len(split.parts) == 3


@pytest.mark.parametrize("condition", [Condition.NODE, Condition.NODE_AND_TIME])
def test_rates_that_vary_by_themselves_raise_the_maxima(condition: Condition) -> None:
    calm, small, wild = (experiment(condition, spread=spread).maxima(0, 400).mean() for spread in (0, 0.01, 0.8))
    assert small == pytest.approx(calm, rel=0.1)
    assert wild > calm * 1.1


def test_known_rates_that_vary_raise_the_maxima() -> None:
    question = ask(past(), windows=WINDOWS, condition=Condition.EXPECTED)
    calm, wild = (
        Experiment.of_rates(own_rates(), over=FOREST, question=question, seed=1, variations=variations)
        for variations in ((), (Variation(depth=1, spread=0.8),))
    )
    assert wild.maxima(0, 300).mean() > calm.maxima(0, 300).mean() * 1.1


def test_nothing_in_the_past_gives_no_ratio() -> None:
    empty = Counts.of([], span=SPAN)
    nothing = Experiment.of(empty, over=FOREST, question=ask(empty, windows=WINDOWS), seed=1)
    assert nothing.maxima(0, 3).tolist() == [0, 0, 0]


def test_what_nodes_hold_together_is_summed_along_both_trees() -> None:
    together = within(own_rates(), over=FOREST)
    assert together[0, 0] == pytest.approx(sum(cases for *_, cases in PAST) / SPAN)
    assert together[4, 1] == pytest.approx((2 + 12) / SPAN)
