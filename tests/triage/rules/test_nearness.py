"""Which earlier disputes are near."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from folkmoot.triage.rules.nearness import Dispute, nearest

DISPUTE = Dispute(1, "36/3601/360102/360102002/", ("water", "neighbour"), "A ditch is blocked", date(2026, 3, 10))
EARLIER = replace(DISPUTE, id=2)


def test_the_same_dispute_is_as_near_as_can_be() -> None:
    (found,) = nearest(DISPUTE, [EARLIER])
    assert found.total == pytest.approx(1.0)


def test_a_year_halves_what_time_says() -> None:
    (found,) = nearest(DISPUTE, [replace(EARLIER, received_on=DISPUTE.received_on - timedelta(days=365))])
    assert (found.place, found.time, found.category, found.summary) == (1.0, 0.5, 1.0, 1.0)


def test_a_sister_category_and_a_sister_village_are_nearer_than_strange_ones() -> None:
    sister = replace(EARLIER, id=3, lineage=("fence", "neighbour"), path="36/3601/360102/360102004/")
    strange = replace(EARLIER, id=4, lineage=("wages", "labour"), path="36/3607/360702/360702001/")
    found = nearest(DISPUTE, [strange, sister])
    assert [each.dispute.id for each in found] == [3, 4]
    assert [(each.place, each.category) for each in found] == [(0.75, 0.5), (0.25, 0.0)]


def test_the_likelier_summary_comes_first() -> None:
    like, unlike = replace(EARLIER, summary="The ditch was blocked"), replace(EARLIER, id=3, summary="Wages")
    assert [each.dispute.id for each in nearest(DISPUTE, [unlike, like])] == [2, 3]


def test_without_a_summary_the_other_three_decide() -> None:
    (found,) = nearest(replace(DISPUTE, summary=""), [EARLIER])
    assert (found.summary, found.total) == (None, pytest.approx(0.6))


def test_ten_are_given_and_the_later_of_two_alike() -> None:
    found = nearest(DISPUTE, [replace(EARLIER, id=n) for n in range(2, 20)])
    assert [each.dispute.id for each in found] == list(range(19, 9, -1))
