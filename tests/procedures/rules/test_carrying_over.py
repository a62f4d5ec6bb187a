"""A date that was promised ahead of the count stays ahead of it."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.procedures.rules.calendars import calendar_for
from folkmoot.procedures.rules.clocks import Due, carry_over, end_of_day
from tests.cast import ZONE

CHINA = calendar_for("CN")
DAYS = st.dates(date(2026, 2, 1), date(2026, 11, 30)).filter(lambda day: not CHINA.is_rest_day(day))


def due(on: date) -> Due:
    return Due(on=on, at=end_of_day(on, zone=ZONE), is_provisional=False)


@given(DAYS, st.integers(-20, 20))
def test_it_lies_on_a_working_day_and_never_behind_the_count_for_having_been_ahead(on: date, ahead: int) -> None:
    found = carry_over(due(on), ahead_days=ahead, zone=ZONE, calendar=CHINA)
    assert not CHINA.is_rest_day(found.on)
    assert found.at == end_of_day(found.on, zone=ZONE)
    if ahead >= 0:
        assert on - timedelta(days=ahead) <= found.on <= on
    else:
        assert found.on >= on - timedelta(days=ahead)


def test_a_day_ahead_of_a_monday_is_that_monday() -> None:
    # Monday, 16 March 2026; the day before is a Sunday.
    assert carry_over(due(date(2026, 3, 16)), ahead_days=1, zone=ZONE, calendar=CHINA).on == date(2026, 3, 16)
    assert carry_over(due(date(2026, 3, 17)), ahead_days=1, zone=ZONE, calendar=CHINA).at == datetime(
        2026, 3, 17, tzinfo=ZONE
    )
