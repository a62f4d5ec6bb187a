"""The year of a signal, drawn."""

import re
from datetime import date, timedelta

import pytest
from django.utils import translation

from folkmoot.web.desk.signals.plot import bars, plot_of

UNTIL = date(2026, 3, 10)


def test_the_last_bar_is_the_window_and_all_are_as_long_as_it() -> None:
    found = bars({UNTIL: 4, date(2026, 3, 5): 2, date(2026, 3, 4): 1}, since=date(2026, 3, 5), until=UNTIL)
    assert [(bar.since, bar.cases, bar.is_window) for bar in found[-2:]] == [
        (date(2026, 2, 27), 1, False),
        (date(2026, 3, 5), 6, True),
    ]
    assert {(bar.until - bar.since).days for bar in found} == {5}
    assert len(found) == 365 // 6


def test_every_day_of_the_year_is_counted_once() -> None:
    every = {UNTIL - timedelta(days=back): 1 for back in range(365)}
    assert [bar.cases for bar in bars(every, since=UNTIL, until=UNTIL)] == [1] * 365


def test_no_bar_reaches_back_before_counting_began() -> None:
    found = bars({}, since=date(2026, 3, 8), until=UNTIL, first=date(2026, 3, 2))
    assert [bar.since for bar in found] == [date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 8)]


def test_a_window_that_is_longer_than_what_was_counted_is_still_shown() -> None:
    assert [bar.cases for bar in bars({UNTIL: 3}, since=date(2026, 2, 20), until=UNTIL, first=UNTIL)] == [3]


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        bars({}, since=UNTIL, until=UNTIL - timedelta(days=1))


def test_the_picture_draws_each_bar_with_cases_as_high_as_its_count() -> None:
    plot = plot_of(
        {UNTIL: 8, UNTIL - timedelta(days=7): 4}, since=date(2026, 3, 4), until=UNTIL, expected=2.0, label="A year"
    )
    drawn = re.findall(r'class="(plot-bar[^"]*)" x="[\d.]+" y="[\d.]+" width="[\d.]+" height="([\d.]+)"', plot.svg)
    assert [name for name, _height in drawn] == ["plot-bar", "plot-bar plot-now"]
    before, now = (float(height) for _name, height in drawn)
    assert now == pytest.approx(2 * before, abs=0.2)
    assert plot.svg.count('aria-label="A year"') == plot.svg.count('class="plot-usual"') == 1
    assert (plot.days, plot.bars[0].cases) == (7, 8)


def test_what_is_to_be_expected_lies_in_the_picture_though_it_is_more_than_came() -> None:
    plot = plot_of({UNTIL: 1}, since=UNTIL, until=UNTIL, expected=9.5, label="")
    found = re.search(r'class="plot-usual"[^>]* y1="([\d.]+)"', plot.svg)
    assert found is not None
    assert 8 <= float(found[1]) < 130


def test_a_bar_says_its_days_and_its_cases_in_the_language_of_the_page() -> None:
    bar = bars({UNTIL: 2}, since=date(2026, 3, 9), until=UNTIL)[-1]
    assert bar.says == "9 Mar 2026 – 10 Mar 2026: 2 cases"
    with translation.override("zh-hans"):
        assert bar.days == "2026年3月9日 – 2026年3月10日"


def test_a_picture_holds_no_style_of_its_own_and_a_point_in_every_language() -> None:
    with translation.override("zh-hans"):
        svg = plot_of({UNTIL: 3}, since=date(2026, 2, 27), until=UNTIL, expected=0.75, label="").svg
    assert re.findall(r"style=|\son\w+=|\d,\d", svg) == []
