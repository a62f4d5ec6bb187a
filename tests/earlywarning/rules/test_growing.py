"""A signal is raised anew only when it has grown."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.earlywarning.rules.growing import QUIET, Told, has_grown, is_news, overlaps
from folkmoot.earlywarning.rules.known_reasons import is_near

BEFORE = Told("1/11/111/", "intl.water", "services", date(2026, 3, 9), cases=9, expected=1.0)
LATER = replace(BEFORE, until=date(2026, 3, 12))


def test_the_same_again_is_no_news_and_half_as_much_again_is() -> None:
    assert [is_news(replace(LATER, cases=cases), before=[BEFORE]) for cases in (9, 12, 13)] == [False, False, True]


def test_a_few_cases_more_are_not_enough_however_small_it_was() -> None:
    small = replace(BEFORE, cases=2)
    assert [has_grown(small, replace(small, cases=cases)) for cases in (4, 5)] == [False, True]


def test_what_lies_within_another_place_or_topic_was_told_with_it() -> None:
    assert overlaps(BEFORE, replace(BEFORE, path="1/11/", topic="services"))
    assert overlaps(replace(BEFORE, topic="services"), replace(BEFORE, path="1/"))
    assert not overlaps(BEFORE, replace(BEFORE, topic="intl.waste"))
    assert not overlaps(BEFORE, replace(BEFORE, path="1/12/"))
    assert not overlaps(BEFORE, replace(BEFORE, topic="work", group="work"))


def test_after_a_while_without_a_signal_it_is_a_new_matter() -> None:
    again = replace(BEFORE, until=BEFORE.until + QUIET + timedelta(days=1))
    assert (is_news(replace(again, until=BEFORE.until + QUIET), before=[BEFORE]), is_news(again, before=[BEFORE])) == (
        False,
        True,
    )


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 60))
def test_what_grew_beyond_a_larger_one_grew_beyond_a_smaller_one(one: int, two: int, three: int) -> None:
    small, middle, large = (replace(BEFORE, cases=cases) for cases in sorted((one, two, three)))
    if has_grown(middle, large):
        assert has_grown(small, large)


def test_a_known_reason_may_lie_shortly_before_the_window_and_a_time_may_last_into_it() -> None:
    since, until = date(2026, 3, 1), date(2026, 3, 9)
    near = {on: is_near(on, since=since, until=until) for on in (date(2026, 2, 14), date(2026, 2, 15), until)}
    assert list(near.values()) == [False, True, True]
    assert is_near(date(2025, 1, 1), since=since, until=until, ended_on=date(2026, 2, 20))
    assert not is_near(date(2026, 3, 10), since=since, until=until)
