"""On which day a clock ends, by the published calendars."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from folkmoot.procedures.rules.clock_rules import DayUnit
from folkmoot.procedures.rules.clocks import Calendar, due, end_of_day
from tests.procedures.rules.counting import CALENDAR, CHINA, NEW_YORK, WORKING, ZURICH, due_on, rule

# Typed by hand from the published calendars.
BY_HAND = [
    # China: New Year 1-3 January 2026, Sunday the 4th is worked.
    (CHINA, 2, WORKING, "2025-12-31", "2026-01-05"),
    # Spring Festival 15-23 February 2026; Saturdays the 14th and the 28th are worked.
    (CHINA, 1, WORKING, "2026-02-13", "2026-02-14"),
    (CHINA, 2, WORKING, "2026-02-13", "2026-02-24"),
    (CHINA, 5, WORKING, "2026-02-24", "2026-03-02"),
    (CHINA, 10, CALENDAR, "2026-02-05", "2026-02-24"),
    # Labour Day 1-5 May 2026; Saturday the 9th is worked, Sunday the 10th is not.
    (CHINA, 2, WORKING, "2026-04-29", "2026-05-06"),
    (CHINA, 1, CALENDAR, "2026-05-08", "2026-05-09"),
    (CHINA, 2, CALENDAR, "2026-05-08", "2026-05-11"),
    # Dragon Boat 19-21 June 2026.
    (CHINA, 21, CALENDAR, "2026-05-30", "2026-06-22"),
    # National Day 1-7 October 2026; Sunday 20 September and Saturday 10 October are worked.
    (CHINA, 1, WORKING, "2026-09-19", "2026-09-20"),
    (CHINA, 21, CALENDAR, "2026-09-10", "2026-10-08"),
    (CHINA, 5, WORKING, "2026-09-30", "2026-10-13"),
    # Month ends, and the years before.
    (CHINA, 60, CALENDAR, "2026-01-31", "2026-04-01"),
    (CHINA, 1, WORKING, "2025-01-25", "2025-01-26"),
    (CHINA, 2, WORKING, "2025-01-27", "2025-02-06"),
    (CHINA, 1, CALENDAR, "2024-02-28", "2024-02-29"),
    (CHINA, 1, WORKING, "2024-02-17", "2024-02-18"),
    # Zürich: Good Friday 3 April 2026, Easter Monday the 6th.
    (ZURICH, 2, WORKING, "2026-04-02", "2026-04-08"),
    (ZURICH, 21, CALENDAR, "2026-03-13", "2026-04-07"),
    # Labour Day on a Friday, Ascension on Thursday 14 May, Christmas from Friday to Sunday.
    (ZURICH, 1, CALENDAR, "2026-04-30", "2026-05-04"),
    (ZURICH, 5, WORKING, "2026-05-08", "2026-05-18"),
    (ZURICH, 14, CALENDAR, "2026-12-11", "2026-12-28"),
    # The Sunday on which summer time begins.
    (ZURICH, 21, CALENDAR, "2026-03-08", "2026-03-30"),
    # Month ends, a leap day, a February without one.
    (ZURICH, 30, CALENDAR, "2026-01-31", "2026-03-02"),
    (ZURICH, 90, CALENDAR, "2026-09-30", "2026-12-29"),
    (ZURICH, 1, CALENDAR, "2028-02-28", "2028-02-29"),
    (ZURICH, 1, CALENDAR, "2027-02-28", "2027-03-01"),
    # New York: Thanksgiving, Independence Day kept on Friday the 3rd, Election Day, Memorial Day, Lincoln's Birthday.
    (NEW_YORK, 2, WORKING, "2026-11-25", "2026-11-30"),
    (NEW_YORK, 21, CALENDAR, "2026-06-12", "2026-07-06"),
    (NEW_YORK, 5, WORKING, "2026-10-30", "2026-11-09"),
    (NEW_YORK, 10, CALENDAR, "2026-05-15", "2026-05-26"),
    (NEW_YORK, 4, WORKING, "2026-02-06", "2026-02-13"),
    (NEW_YORK, 1, CALENDAR, "2027-12-30", "2028-01-03"),
]


@pytest.mark.parametrize(("where", "days", "unit", "start", "expected"), BY_HAND)
def test_a_clock_ends_on_the_day_the_calendar_says(
    where: tuple[Calendar, ZoneInfo], days: int, unit: DayUnit, start: str, expected: str
) -> None:
    assert due_on(days, unit, start, where=where) == date.fromisoformat(expected)


def test_the_day_of_the_event_is_the_local_one() -> None:
    calendar, zone = CHINA
    late = datetime(2026, 3, 2, 17, tzinfo=UTC)  # One in the morning of 3 March in China.
    assert due(rule(1, WORKING), started_at=late, zone=zone, calendar=calendar).on == date(2026, 3, 4)


def test_the_day_of_the_event_is_the_local_one_in_the_night_summer_time_ends() -> None:
    calendar, zone = ZURICH
    night = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
    ends = due(rule(1, CALENDAR), started_at=night, zone=zone, calendar=calendar)
    assert (ends.on, ends.at) == (date(2026, 10, 26), datetime(2026, 10, 26, 23, tzinfo=UTC))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 1, 15), datetime(2026, 1, 15, 23, tzinfo=UTC)),
        (date(2026, 7, 15), datetime(2026, 7, 15, 22, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 22, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_local_midnight_in_summer_and_winter(on: date, expected: datetime) -> None:
    assert end_of_day(on, zone=ZoneInfo("Europe/Zurich")) == expected


def test_a_start_without_a_time_zone_is_refused() -> None:
    calendar, zone = ZURICH
    naive = datetime(2026, 6, 1, 10, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        due(rule(1, CALENDAR), started_at=naive, zone=zone, calendar=calendar)


@pytest.mark.parametrize(("start", "expected"), [("2026-12-01", False), ("2026-12-10", False), ("2026-12-11", True)])
def test_a_date_beyond_the_published_calendar_is_provisional(start: str, expected: bool) -> None:
    calendar, zone = CHINA
    started_at = datetime.fromisoformat(f"{start}T10:00").replace(tzinfo=zone)
    assert due(rule(21, CALENDAR), started_at=started_at, zone=zone, calendar=calendar).is_provisional is expected


def test_a_date_by_rules_alone_is_never_provisional() -> None:
    calendar, zone = ZURICH
    started_at = datetime(2040, 5, 1, 10, tzinfo=zone)
    assert due(rule(21, CALENDAR), started_at=started_at, zone=zone, calendar=calendar).is_provisional is False
