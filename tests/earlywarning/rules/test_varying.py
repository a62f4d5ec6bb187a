"""Rates that vary by themselves: by place, and by topic within a county; estimated, and drawn alike in all parts."""

import numpy as np
import pytest

from folkmoot.earlywarning.rules.counts import Counts
from folkmoot.earlywarning.rules.scan import Forest
from folkmoot.earlywarning.rules.tree import Tree
from folkmoot.earlywarning.rules.varying import Grouping, Variation, spread_of, spread_together, variations_of

# A prefecture of two counties with three townships each, and six topics in three groups.
PLACES = Tree.of([-1, 0, 1, 1, 1, 0, 5, 5, 5])
TOPICS = Tree.of([-1, 0, 1, 1, 0, 4, 4, 0, 7, 7])
OVER = Forest(PLACES, TOPICS)
TOWNSHIPS, LEAVES = (2, 3, 4, 6, 7, 8), (2, 3, 5, 6, 8, 9)
PERIODS = 13


def past(*, by_place: float = 0.0, by_topic: float = 0.0, usual: float = 6.0) -> Counts:
    """A year of cases whose rates vary from period to period."""
    rng = np.random.default_rng(3)

    def factor(spread: float) -> float:
        return float(rng.gamma(1 / spread**2, spread**2)) if spread else 1.0

    rows = []
    for period in range(PERIODS):
        of_place = {place: factor(by_place) for place in TOWNSHIPS}
        of_topic = {(county, group): factor(by_topic) for county in (1, 5) for group in (1, 4, 7)}
        for place in TOWNSHIPS:
            for topic in LEAVES:
                group = int(TOPICS.parents[topic])
                rate = usual * of_place[place] * of_topic[int(PLACES.parents[place]), group]
                rows += [(place, topic, 28 * period + int(day), 1) for day in rng.integers(0, 28, rng.poisson(rate))]
    return Counts.of(rows, span=28 * PERIODS)


@pytest.mark.parametrize(("spread", "low", "high"), [(0.0, 0.0, 0.0), (0.5, 0.3, 0.7)])
def test_the_variation_of_topics_in_a_county_is_found_and_dice_are_not_taken_for_it(
    spread: float, low: float, high: float
) -> None:
    assert low <= spread_of(past(by_topic=spread), over=OVER, depth=1, windows=28, about=1) <= high


def test_what_varies_is_told_by_places_and_by_topics() -> None:
    found = variations_of(past(by_place=0.5, by_topic=0.5), over=OVER, depth=2, windows=28)
    assert [(each.depth, each.about) for each in found] == [(2, 0), (1, 1)]
    assert variations_of(past(), over=OVER, depth=2, windows=28) == ()


def test_the_spread_of_two_factors_together_is_that_of_their_product() -> None:
    assert spread_together(()) == 0
    assert spread_together((Variation(1, 0.3),)) == pytest.approx(0.3)
    rng = np.random.default_rng(1)
    drawn = Variation(1, 0.3).factors(200_000, periods=1, rng=rng) * Variation(1, 0.4).factors(
        200_000, periods=1, rng=rng
    )
    assert spread_together((Variation(1, 0.3), Variation(0, 0.4, about=1))) == pytest.approx(drawn.std(), rel=0.02)


def grouping(variations: tuple[Variation, ...], *, number: int, first: int) -> Grouping:
    """Of a county as a part: each township with each topic."""
    places = np.repeat(np.arange(1, 4, dtype=np.int32), len(LEAVES))
    topics = np.tile(np.array(LEAVES, dtype=np.int32), 3)
    over = Forest(PLACES.under(first), TOPICS)
    return Grouping.of(variations, places=places, topics=topics, over=over, level=1, number=number)


def test_a_topic_that_varies_in_the_whole_tier_has_one_factor_in_all_parts() -> None:
    whole = (Variation(depth=0, spread=0.5, about=1),)
    one, other = grouping(whole, number=1, first=1), grouping(whole, number=2, first=5)
    factors = one.factors(1, 7)[one.of_cell].reshape(3, -1)
    assert factors.tolist() == other.factors(1, 7)[other.of_cell].reshape(3, -1).tolist()
    # Two topics of a group share it, three townships too.
    assert (len(set(factors[0])), factors[0].tolist()) == (3, factors[2].tolist())


def test_a_topic_that_varies_by_county_has_a_factor_in_each() -> None:
    by_county = (Variation(depth=1, spread=0.5, about=1),)
    one, other = grouping(by_county, number=1, first=1), grouping(by_county, number=2, first=5)
    assert set(one.factors(1, 7)).isdisjoint(other.factors(1, 7))


def test_factors_of_places_and_of_topics_multiply() -> None:
    of_place, of_topic = Variation(depth=2, spread=0.5), Variation(depth=1, spread=0.5, about=1)
    both = grouping((of_place, of_topic), number=1, first=1)
    alone = grouping((of_place,), number=1, first=1)
    ratios = (both.factors(1, 7)[both.of_cell] / alone.factors(1, 7)[alone.of_cell]).reshape(3, -1)
    assert ratios[0] == pytest.approx(ratios[2])
    assert len(set(np.round(ratios[0], 9))) == 3
