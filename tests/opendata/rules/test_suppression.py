"""What is kept back of a table, and that nobody who knows the rules and all that is shown learns a small count."""

from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.opendata.rules.suppression import BASE, SMALLEST, Line, is_small, kept_back, rounded
from tests.opendata.rules.attacking import ranges

TABLES = st.integers(2, 4).flatmap(
    lambda wide: st.lists(st.lists(st.integers(0, 25), min_size=wide, max_size=wide), min_size=2, max_size=4)
)
ONE_LINE = [Line(0, (1, 2, 3))]


@pytest.mark.parametrize(
    ("count", "shown"), [(0, 0), (10, 10), (11, 10), (12, 10), (13, 15), (17, 15), (18, 20), (1002, 1000)]
)
def test_what_is_shown_is_rounded_to_five(count: int, shown: int) -> None:
    assert rounded(count) == shown


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ((60, 20, 30, 10), set()),
        ((50, 20, 30, 0), set()),
        ((54, 20, 30, 4), {1, 3}),  # alone it could be worked out: the smallest other one goes with it
        ((38, 4, 30, 4), {1, 2, 3}),  # two of them are 8 together, which is a small count as well
        ((44, 7, 30, 7), {1, 3}),
        ((34, 4, 30, 0), {1, 2}),
        ((4, 4, 0, 0), {0, 1}),
        ((9, 2, 3, 4), {0, 1, 2, 3}),
        ((12, 3, 4, 5), {1, 2, 3}),
    ],
)
def test_a_small_count_takes_as_much_with_it_as_hides_it(counts: tuple[int, ...], hidden: set[int]) -> None:
    assert kept_back(counts, ONE_LINE) == hidden


def test_a_total_that_is_kept_back_is_not_the_sum_of_what_is_shown() -> None:
    counts, lines = (15, 8, 7, 20, 10, 10), [Line(0, (1, 2)), Line(3, (4, 5))]
    assert kept_back(counts, lines) == {1, 2}
    assert kept_back(counts, lines, before={3}) == {1, 2, 3, 4}


def test_what_was_shown_before_stays_shown_and_its_total_is_kept_back_instead() -> None:
    assert kept_back((54, 20, 30, 4), ONE_LINE, before={3}, shown={1, 2}) == {0, 3}


def table(cells: Sequence[Sequence[int]]) -> tuple[list[int], list[Line]]:
    """A table of places by topics with its sums, as counts and lines."""
    inner = np.array(cells)
    whole = np.zeros((inner.shape[0] + 1, inner.shape[1] + 1), dtype=int)
    whole[1:, 1:] = inner
    whole[0, 1:], whole[1:, 0], whole[0, 0] = inner.sum(0), inner.sum(1), inner.sum()
    rows, columns = whole.shape
    number = np.arange(whole.size).reshape(whole.shape)
    lines = [Line(int(number[r, 0]), tuple(map(int, number[r, 1:]))) for r in range(rows)]
    lines += [Line(int(number[0, c]), tuple(map(int, number[1:, c]))) for c in range(columns)]
    return [int(count) for count in whole.ravel()], lines


@settings(max_examples=60, deadline=None)
@given(
    st.integers(2, 4).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 25), min_size=n, max_size=n), min_size=2, max_size=4)
    )
)
def test_nobody_can_work_out_a_small_count(cells: list[list[int]]) -> None:
    counts, lines = table(cells)
    hidden = kept_back(counts, lines)
    assert all(cell in hidden for cell, count in enumerate(counts) if is_small(count))
    for cell, (least, largest) in ranges(counts, lines, hidden).items():
        assert largest - least >= BASE - 1 or not is_small(counts[cell]), (cells, cell)


@given(st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=2, max_size=5))
def test_every_line_hides_what_it_must(cells: list[list[int]]) -> None:
    counts, lines = table(cells)
    hidden = kept_back(counts, lines)
    for line in lines:
        inside = [cell for cell in line.parts if cell in hidden]
        if line.total in hidden:
            assert inside
        elif inside:
            assert len(inside) > 1
            assert sum(counts[cell] for cell in inside) >= SMALLEST


def test_none_is_never_kept_back() -> None:
    for cells in product([0, 3, 12], repeat=4):
        counts, lines = table([cells[:2], cells[2:]])
        assert all(counts[cell] for cell in kept_back(counts, lines))
