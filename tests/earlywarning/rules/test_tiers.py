"""Which places are scanned by themselves, how the error rate is split, and as what a node is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.earlywarning.rules.measures import Cause, Measure, measures_for
from folkmoot.earlywarning.rules.tiers import Tier, named_as, nightly, shares, tier_depths, township_depth

TIERS = st.sets(st.builds(Tier, depth=st.integers(0, 3), path=st.sampled_from(["1/", "1/2/", "1/3/"])), min_size=1)


@given(TIERS, st.floats(0.1, 100))
def test_the_shares_of_all_tiers_are_the_rate_that_was_split(tiers: set[Tier], per_year: float) -> None:
    assert sum(shares(tiers, per_year=per_year).values()) == pytest.approx(per_year)


def test_without_a_word_each_tier_may_be_wrong_once_a_year() -> None:
    tiers = {Tier(0, "36/"), Tier(1, "36/3601/"), Tier(2, "36/3601/360102/")}
    assert set(shares(tiers).values()) == {1.0}
    assert nightly(1.0) == 1 / 365


def test_every_place_above_the_townships_is_a_tier_and_the_root_always() -> None:
    assert {levels: tier_depths(levels) for levels in (1, 2, 3, 4, 5)} == {
        1: (0,),
        2: (0,),
        3: (0, 1),
        4: (0, 1),
        5: (0, 1, 2),
    }


def test_a_village_is_named_as_its_township_and_a_district_of_a_city_as_itself() -> None:
    assert named_as("36/3601/360102/360102002/360102002004/", levels=5) == "36/3601/360102/360102002/"
    assert named_as("36/3601/360102/", levels=5) == "36/3601/360102/"
    assert named_as("zh/zh-4/", levels=2) == "zh/zh-4/"
    assert township_depth(5) == 3


@pytest.mark.parametrize("cause", list(Cause))
def test_every_measure_can_be_chosen_for_every_cause_once(cause: Cause) -> None:
    assert sorted(measures_for(cause)) == sorted(Measure)
