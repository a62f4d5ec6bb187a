"""The days on which the lead of a supervised case owes a report, by China's calendar of 2026."""

from datetime import date
from itertools import islice

from folkmoot.cases.rules.supervising import answered_day, missing_days, next_report_day, report_days
from folkmoot.procedures.rules.calendars import calendar_for

CHINA = calendar_for("CN")
TUESDAY = date(2026, 3, 10)


def test_a_report_is_due_every_seven_days() -> None:
    days = list(islice(report_days(TUESDAY, calendar=CHINA), 3))
    assert days == [date(2026, 3, 17), date(2026, 3, 24), date(2026, 3, 31)]


def test_a_rest_day_moves_one_report_and_not_those_after_it() -> None:
    # The first of May is a Friday; the holiday ends on the fifth.
    days = list(islice(report_days(date(2026, 4, 24), calendar=CHINA), 2))
    assert days == [date(2026, 5, 6), date(2026, 5, 8)]


def test_a_holiday_longer_than_a_week_asks_for_one_report() -> None:
    # The Spring Festival of 2026 lasts from the 15th to the 23rd of February.
    days = list(islice(report_days(date(2026, 2, 9), calendar=CHINA), 2))
    assert days == [date(2026, 2, 24), date(2026, 3, 2)]


def test_a_report_before_its_day_counts_for_the_coming_one() -> None:
    first = date(2026, 3, 17)
    assert answered_day(TUESDAY, open_from=first, today=date(2026, 3, 12), calendar=CHINA) == first
    assert answered_day(TUESDAY, open_from=first, today=first, calendar=CHINA) == first


def test_a_late_report_counts_for_the_latest_week_and_the_others_stay_missing() -> None:
    first, second = date(2026, 3, 17), date(2026, 3, 24)
    late = date(2026, 3, 27)
    assert answered_day(TUESDAY, open_from=first, today=late, calendar=CHINA) == second
    assert next_report_day(TUESDAY, after=second, calendar=CHINA) == date(2026, 3, 31)
    assert missing_days(TUESDAY, reported={second}, today=late, calendar=CHINA) == [first]


def test_nothing_is_missing_before_the_first_day_is_over() -> None:
    assert missing_days(TUESDAY, reported=(), today=date(2026, 3, 17), calendar=CHINA) == []
    assert missing_days(TUESDAY, reported=(), today=date(2026, 3, 18), calendar=CHINA) == [date(2026, 3, 17)]
