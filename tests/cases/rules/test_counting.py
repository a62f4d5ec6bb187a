"""Counts of cases at a place."""

from collections import Counter

import pytest

from folkmoot.cases.rules.counting import Counts


@pytest.mark.parametrize(
    ("ages", "middle", "high"),
    [
        ({}, None, None),
        ({4: 1}, 4, 4),
        ({1: 5, 9: 5}, 1, 9),
        ({1: 5, 9: 6}, 9, 9),
        ({0: 9, 30: 1}, 0, 0),
        ({0: 89, 30: 11}, 0, 30),
    ],
)
def test_ages_are_of_real_cases_and_never_between_them(
    ages: dict[int, int], middle: int | None, high: int | None
) -> None:
    counts = Counts(ages=Counter(ages))
    assert (counts.median_age, counts.high_age) == (middle, high)


@pytest.mark.parametrize(
    ("is_open", "overdue", "share", "shade"),
    [(4, 4, None, 0), (5, 0, 0.0, 1), (100, 4, 0.04, 1), (100, 5, 0.05, 2), (100, 39, 0.39, 4), (5, 5, 1.0, 5)],
)
def test_a_share_of_few_cases_is_not_told(is_open: int, overdue: int, share: float | None, shade: int) -> None:
    counts = Counts(open=is_open, overdue=overdue)
    assert (counts.overdue_share, counts.shade) == (share, shade)


def test_places_are_counted_together() -> None:
    one = Counts(open=2, overdue=1, soon=1, waiting=0, new=1, closed=3, ages=Counter({1: 2}))
    two = Counts(open=1, overdue=0, soon=0, waiting=1, new=0, closed=1, ages=Counter({1: 1}))
    assert Counts.total([one, two]) == Counts(
        open=3, overdue=1, soon=1, waiting=1, new=1, closed=4, ages=Counter({1: 3})
    )
    assert Counts.total([]) == Counts()
