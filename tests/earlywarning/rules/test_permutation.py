import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ks_2samp

from folkmoot.earlywarning.rules import retrospective
from folkmoot.earlywarning.rules.counts import Counts
from folkmoot.earlywarning.rules.monte_carlo import null_of
from folkmoot.earlywarning.rules.permutation import Circling, nearest
from folkmoot.earlywarning.rules.retrospective import Scan, Windows
from folkmoot.earlywarning.rules.zones import Zones
from tests.earlywarning.rules.slow import Row, ratio

SPAN = 40
# A row of villages, two kilometres from one to the next.
POINTS = np.array([[2.0 * place, 0.0] for place in range(8)])


def evenly(cases: int = 1) -> list[Row]:
    return [(place, 0, day, cases) for place in range(8) for day in range(place % 3, SPAN, 3)]


def test_neighbours_come_by_distance_the_place_itself_first() -> None:
    assert nearest(POINTS, kilometres=4.5, most=4)[:4].tolist() == [
        [0, 1, 2, -1],
        [1, 0, 2, 3],
        [2, 1, 3, 0],
        [3, 2, 4, 1],
    ]


def test_places_at_one_point_are_in_each_others_circles() -> None:
    assert nearest(np.zeros((3, 2)), most=9).tolist() == [[0, 1, 2], [1, 0, 2], [2, 0, 1]]


def test_a_burst_across_a_boundary_is_one_circle() -> None:
    counts = Counts.of([*evenly(), (3, 0, 38, 4), (4, 0, 38, 5), (4, 0, 39, 4)], span=SPAN)
    first = Circling.of(counts, around=nearest(POINTS)).circles()[0]
    assert set(first.places) == {3, 4}
    assert (first.window, first.cases) == (3, 15)


@given(st.lists(st.tuples(st.integers(0, 7), st.just(0), st.integers(0, SPAN - 1), st.integers(1, 5)), min_size=1))
@settings(max_examples=25, deadline=None)
def test_the_circles_are_those_of_loops(rows: list[Row]) -> None:
    around, counts = nearest(POINTS, kilometres=5), Counts.of(rows, span=SPAN)
    everything, slowly = counts.total, 0.0
    for circle in around.tolist():
        for size in range(1, 1 + sum(place >= 0 for place in circle)):
            for window in (3, 7, 14, 28):
                inside = [row for row in rows if row[0] in circle[:size]]
                recent = sum(row[3] for row in rows if row[2] >= SPAN - window)
                cases = sum(row[3] for row in inside if row[2] >= SPAN - window)
                expected = sum(row[3] for row in inside) * recent / everything
                slowly = max(slowly, ratio(cases, expected, everything))
    circling = Circling.of(counts, around=around)
    found = circling.circles(floor=1e-9)
    assert (found[0].score if found else 0) == pytest.approx(slowly, abs=1e-9)
    assert circling.highest() == pytest.approx(slowly, abs=1e-9)


def test_the_null_is_that_of_shuffled_days_in_arrays() -> None:
    around, counts = nearest(POINTS, kilometres=5), Counts.of(evenly(), span=SPAN)
    cases = np.zeros((8, SPAN))
    np.add.at(cases, (counts.places, counts.days), counts.cases)
    circles = [circle[:size] for circle in around.tolist() for size in range(1, 1 + sum(p >= 0 for p in circle))]
    zones, whole = Zones.of(circles), Windows.until_today(SPAN, longest=28)
    windows = Windows(*(days[np.array([2, 6, 13, 27])] for days in (whole.firsts, whole.lasts)))
    expected = retrospective.as_everywhere(zones.sums(cases), daily=cases.sum(axis=0))
    slow = Scan(zones, windows, windows.sums(expected), total=cases.sum())
    slowly = slow.maxima(retrospective.permuted(cases, replicates=400, seed=1))
    fast = Circling.of(counts, around=around, seed=2).maxima(0, 1600)
    assert ks_2samp(np.round(slowly, 9), np.round(fast, 9)).pvalue > 0.01


def test_the_answer_is_the_same_for_one_and_two_threads() -> None:
    circling = Circling.of(Counts.of(evenly(), span=SPAN), around=nearest(POINTS), seed=3)
    nulls = [null_of(circling, score=99, replicates=99, workers=workers).maxima.tolist() for workers in (1, 2)]
    assert nulls[0] == nulls[1] == circling.maxima(0, 99).tolist()
