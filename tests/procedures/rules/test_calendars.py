from datetime import date

import pytest

from folkmoot.procedures.rules.calendars import ChineseCalendar, CountryCalendar, UnknownCountryError, calendar_for


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 2, 14), False),  # A Saturday that is worked.
        (date(2026, 2, 20), True),  # A Friday of the Spring Festival.
        (date(2026, 9, 20), False),  # A Sunday that is worked.
        (date(2026, 10, 17), True),  # An ordinary Saturday.
        (date(2026, 10, 19), False),
        (date(2027, 10, 1), True),  # Beyond the published years: the statutory day stands,
        (date(2027, 10, 9), True),  # and every Saturday is free.
        (date(2003, 5, 1), True),  # Before the first of them as well.
    ],
)
def test_china_rests_by_its_published_calendar(on: date, expected: bool) -> None:
    assert ChineseCalendar().is_rest_day(on) is expected


def test_the_chinese_calendar_is_published_for_whole_years() -> None:
    until = ChineseCalendar().published_until
    assert until is not None
    assert (until.month, until.day) == (12, 31)
    assert until.year >= 2026


@pytest.mark.parametrize(
    ("country", "subdivision", "on", "expected"),
    [
        ("CH", "ZH", date(2026, 5, 1), True),
        ("CH", "BE", date(2026, 5, 1), False),  # Labour Day is not kept in every canton.
        ("US", "NY", date(2026, 11, 26), True),
        ("US", "NY", date(2026, 11, 27), False),
        ("US", "NY", date(2027, 12, 31), True),  # New Year's Day of the next year, kept on the Friday before.
        ("IL", None, date(2026, 7, 3), True),  # A Friday, where the weekend begins with it.
    ],
)
def test_a_country_rests_by_its_own_holidays_and_weekend(
    country: str, subdivision: str | None, on: date, expected: bool
) -> None:
    assert CountryCalendar(country, subdivision).is_rest_day(on) is expected


@pytest.mark.parametrize(("country", "subdivision"), [("ZZ", None), ("CH", "NY")])
def test_a_country_that_is_not_known_is_refused_by_name(country: str, subdivision: str | None) -> None:
    with pytest.raises(UnknownCountryError, match=country):
        calendar_for(country, subdivision)


def test_china_is_given_the_published_calendar() -> None:
    assert isinstance(calendar_for("CN"), ChineseCalendar)
