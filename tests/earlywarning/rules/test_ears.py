import pytest

from folkmoot.earlywarning.rules.ears import TooShort, c1, c2, c3

# Mean 4, standard deviation 2 (the sum of squares is 24, over six).
WEEK = [2, 2, 2, 4, 6, 6, 6]


def test_c1_counts_deviations_from_the_seven_days_before() -> None:
    assert c1([*WEEK, 10]).statistic == 3
    assert not c1([*WEEK, 10]).is_alarm
    assert c1([*WEEK, 11]).is_alarm


def test_c2_leaves_out_the_two_days_before() -> None:
    assert c2([*WEEK, 99, 99, 11]).statistic == 3.5
    assert c2([*WEEK, 99, 99, 11]).is_alarm


def test_c3_adds_up_three_days_none_of_which_is_an_alarm() -> None:
    days = [*WEEK, *WEEK, 9, 9, 9]
    assert not c2(days).is_alarm
    assert c3(days).is_alarm
    assert c3([*WEEK, *WEEK, 5, 5, 5]).statistic == 0


def test_a_baseline_of_nothing_alarms_at_four() -> None:
    assert not c1([0] * 7 + [3]).is_alarm
    assert c1([0] * 7 + [4]).is_alarm


@pytest.mark.parametrize(("method", "least"), [(c1, 8), (c2, 10), (c3, 12)])
def test_too_few_days_are_refused(method: object, least: int) -> None:
    assert callable(method)
    method([1] * least)
    with pytest.raises(TooShort):
        method([1] * (least - 1))
