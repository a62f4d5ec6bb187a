import numpy as np
import pytest
from hypothesis import given, settings

from folkmoot.earlywarning.rules.counts import Counts, Disordered
from folkmoot.earlywarning.rules.scan import Condition, Forest, ask, scan
from folkmoot.earlywarning.rules.tree import Tree
from tests.earlywarning.rules.worlds import World, scan_slowly, worlds

VILLAGES = Forest(places=Tree.of([-1, 0, 0]), topics=Tree.of([-1, 0]))


@pytest.mark.parametrize("condition", [Condition.NODE, Condition.NODE_AND_TIME])
@given(world=worlds())
@settings(max_examples=30)
def test_the_scan_finds_what_loops_over_every_cut_find(condition: Condition, world: World) -> None:
    slowly = scan_slowly(world, condition=condition)
    counts = world.counts
    question = ask(counts, windows=world.windows, condition=condition)
    cuts = scan(counts, over=world.forest, question=question, floor=0.5)
    found = {(cut.place, cut.topic): cut.score for cut in cuts}
    best: dict[tuple[int, int], float] = {}
    for (place, topic, _), score in slowly.items():
        best[place, topic] = max(best.get((place, topic), 0), score)
    assert found == pytest.approx({node: score for node, score in best.items() if node in found or score > 0.5 + 1e-9})
    assert all(slowly[cut.place, cut.topic, cut.window] == pytest.approx(cut.score) for cut in cuts)
    assert [cut.score for cut in cuts] == sorted((cut.score for cut in cuts), reverse=True)


def test_a_burst_is_found_where_and_when_it_is() -> None:
    quiet = [(1, 1, day, 1) for day in range(0, 100, 10)] + [(2, 1, day, 1) for day in range(0, 100, 4)]
    counts = Counts.of([*quiet, (1, 1, 98, 3), (1, 1, 99, 4)], span=100)
    first = scan(counts, over=VILLAGES, question=ask(counts, windows=14))[0]
    assert (first.place, first.topic, first.window, first.cases) == (1, 1, 2, 7)
    assert first.recent[:10] == (4, 7, 7, 7, 7, 7, 7, 7, 7, 8)
    assert first.expected == pytest.approx(17 * 7 / 42)


def test_what_rises_everywhere_is_no_cut_under_node_and_time() -> None:
    rows = [(place, 1, day, 1 + 4 * (day > 96)) for place in (1, 2) for day in range(100)]
    counts = Counts.of(rows, span=100)
    assert scan(counts, over=VILLAGES, question=ask(counts, windows=7), floor=1e-9) == []
    assert scan(counts, over=VILLAGES, question=ask(counts, windows=7, condition=Condition.NODE))[0].score > 10


def test_a_known_rate_is_exceeded_without_any_past() -> None:
    counts = Counts.of([(1, 1, 6, 8)], span=7)
    question = ask(counts, windows=7, condition=Condition.EXPECTED)
    weights = np.array([[1.0, 1.0], [0.5, 0.5], [0.5, 0.5]])
    first = scan(counts, over=VILLAGES, question=question, weights=weights)[0]
    assert (first.place, first.window, first.expected) == (1, 1, 0.5)
    assert first.score == pytest.approx(8 * np.log(16) + 0.5 - 8)


def test_busy_mondays_are_expected_by_weekday() -> None:
    rows = [(1, 1, day, 8 if day % 7 == 6 else 1) for day in range(70)]
    counts = Counts.of(rows, span=70)
    conditions = (Condition.NODE, Condition.NODE_BY_WEEKDAY)
    alike, by_weekday = (ask(counts, windows=3, condition=condition) for condition in conditions)
    assert scan(counts, over=VILLAGES, question=alike)[0].window == 1
    assert scan(counts, over=VILLAGES, question=by_weekday, floor=1e-9) == []


def test_a_county_is_scanned_by_itself() -> None:
    counts = Counts.of([(0, 0, 0, 1), (1, 1, 1, 2), (2, 1, 2, 3)], span=3)
    inside = counts.under(2, places=VILLAGES.places)
    assert (inside.places.tolist(), inside.total, inside.span) == ([0], 3, 3)


@pytest.mark.parametrize("row", [(0, 0, 3, 1), (0, 0, -1, 1), (-1, 0, 0, 1), (0, 0, 0, 0)])
def test_rows_outside_their_bounds_are_refused(row: tuple[int, int, int, int]) -> None:
    with pytest.raises(Disordered):
        Counts.of([row], span=3)
