import math
import random

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
from tests.earlywarning.rules.worlds import Row, World, above, ratio, worlds

FOREST = Forest(places=Tree.of([-1, 0, 1, 1, 0, 4, 4]), topics=Tree.of([-1, 0, 0]))
PAST = [(2, 1, 9), (3, 1, 14), (3, 2, 5), (5, 1, 12), (5, 2, 8), (6, 2, 10), (4, 1, 2), (0, 2, 3)]
PLACES_ABOVE = [above(FOREST.places.parents.tolist(), place) for place in range(len(FOREST.places))]
TOPICS_ABOVE = [above(FOREST.topics.parents.tolist(), topic) for topic in range(len(FOREST.topics))]
SPAN, WINDOWS, REPLICATES = 30, 6, 300


def past() -> Counts:
    numbers = random.Random(1)
    rows = [(place, topic, numbers.randrange(SPAN), 1) for place, topic, cases in PAST for _ in range(cases)]
    return Counts.of(rows, span=SPAN)


# --- the same by loops, with Python's own random numbers


def slow_maximum(rows: list[Row], *, totals: dict[tuple[int, int], float], shares: list[float], total: float) -> float:
    """The highest ratio of every node and window, `rows` being the cases of the longest window alone."""
    recent: dict[tuple[int, int], list[int]] = {}
    for place, topic, day, _ in rows:
        for over in PLACES_ABOVE[place]:
            for group in TOPICS_ABOVE[topic]:
                recent.setdefault((over, group), [0] * WINDOWS)[SPAN - 1 - day] += 1
    return max(
        (
            ratio(sum(days[: window + 1]), totals[node] * shares[window], total or totals[node])
            for node, days in recent.items()
            for window in range(WINDOWS)
        ),
        default=0.0,
    )


def node_totals(rows: list[tuple[int, int, float]]) -> dict[tuple[int, int], float]:
    totals: dict[tuple[int, int], float] = {}
    for place, topic, weight in rows:
        for over in PLACES_ABOVE[place]:
            for group in TOPICS_ABOVE[topic]:
                totals[over, group] = totals.get((over, group), 0) + weight
    return totals


def slow_null(condition: Condition) -> list[float]:
    numbers, counts = random.Random(2), past()
    cases = [(place, topic) for place, topic, number in PAST for _ in range(number)]
    days = [day for day, number in enumerate(counts.daily().tolist()) for _ in range(number)]
    everything, totals, maxima = len(cases), node_totals(PAST), []
    for _ in range(REPLICATES):
        if condition is Condition.NODE:
            days = [numbers.randrange(SPAN) for _ in cases]
            shares, total = [(window + 1) / SPAN for window in range(WINDOWS)], 0.0
        else:
            numbers.shuffle(days)
            first = [SPAN - 1 - window for window in range(WINDOWS)]
            shares, total = [sum(day >= since for day in days) / everything for since in first], float(everything)
        rows = [(*cell, day, 1) for cell, day in zip(cases, days, strict=True) if day >= SPAN - WINDOWS]
        maxima.append(slow_maximum(rows, totals=totals, shares=shares, total=total))
    return maxima


def slow_null_of_rates() -> list[float]:
    numbers, rates = random.Random(3), [(place, topic, cases / SPAN) for place, topic, cases in PAST]
    shares, totals, maxima = [window + 1.0 for window in range(WINDOWS)], node_totals(rates), []
    for _ in range(REPLICATES):
        rows = []
        for place, topic, rate in rates:
            day = numbers.expovariate(rate)
            while day < WINDOWS:
                rows.append((place, topic, SPAN - 1 - int(day), 1))
                day += numbers.expovariate(rate)
        maxima.append(slow_maximum(rows, totals=totals, shares=shares, total=math.inf))
    return maxima


@pytest.mark.parametrize("condition", [Condition.NODE, Condition.NODE_AND_TIME])
def test_the_null_is_that_of_a_slow_implementation(condition: Condition) -> None:
    question = ask(past(), windows=WINDOWS, condition=condition)
    slow = np.round(slow_null(condition), 9)
    for few_cases in (0, 1_000):
        fast = Experiment.of(past(), over=FOREST, question=question, seed=4, few_cases=few_cases)
        assert ks_2samp(np.round(fast.maxima(0, 4 * REPLICATES), 9), slow).pvalue > 0.01


def own_rates() -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    own = np.zeros((len(FOREST.places), len(FOREST.topics)))
    for place, topic, cases in PAST:
        own[place, topic] = cases / SPAN
    return own


def test_the_null_of_known_rates_is_that_of_a_slow_implementation() -> None:
    question = ask(past(), windows=WINDOWS, condition=Condition.EXPECTED)
    fast = Experiment.of_rates(own_rates(), over=FOREST, question=question, seed=4).maxima(0, 4 * REPLICATES)
    assert ks_2samp(np.round(fast, 9), np.round(slow_null_of_rates(), 9)).pvalue > 0.01


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
