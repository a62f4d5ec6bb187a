"""Bars drawn by the server, whatever they count."""

import re

import pytest

from folkmoot.web.plots import BOTTOM, LEFT, RIGHT, TOP, Column, Sheet, columns, grid


@pytest.mark.parametrize(
    ("top", "step", "highest"), [(1, 1, 1), (4, 1, 4), (5, 2, 6), (12, 5, 15), (60, 20, 60), (8325, 5000, 10_000)]
)
def test_a_few_round_lines_reach_the_highest_bar(top: int, step: int, highest: int) -> None:
    sheet = Sheet(12, top)
    assert (sheet.step, sheet.highest) == (step, highest)
    assert (sheet.y(0), sheet.y(highest)) == (BOTTOM, TOP)


@pytest.mark.parametrize("top", [3, 900, 8325, 4_000_000])
def test_bars_begin_behind_the_longest_number_and_end_at_the_edge(top: int) -> None:
    sheet = Sheet(10, top)
    longest = max(re.findall(r">([\d,]+)</text>", grid(sheet)), key=len)
    assert sheet.left >= max(LEFT, 6 * len(longest))
    assert sheet.x(10) == pytest.approx(RIGHT)


def test_nothing_has_no_bar_and_what_is_not_told_an_open_one_of_one_height() -> None:
    drawn = columns(Sheet(3, 20), [Column(0, "none"), Column(None, "kept back"), Column(20, "twenty", is_marked=True)])
    assert re.findall(r'class="([^"]+)"', drawn) == ["plot-untold", "plot-bar plot-now"]
    assert re.findall(r"<title>([^<]+)</title>", drawn) == ["kept back", "twenty"]
