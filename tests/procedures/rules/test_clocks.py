from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.procedures.rules.calendars import calendar_for
from folkmoot.procedures.rules.citations import Basis, Grounds
from folkmoot.procedures.rules.clock_rules import Binds, ClockName, ClockRule, DayUnit, Extension
from folkmoot.procedures.rules.clocks import (
    Calendar,
    Due,
    Pause,
    StandingClockError,
    due,
    due_after_change,
    end_of_day,
    extended,
    keep_promise,
)
from folkmoot.procedures.rules.text import Text

WORDS = Text(en="in words", zh="文字")
CHINA = (calendar_for("CN"), ZoneInfo("Asia/Shanghai"))
ZURICH = (calendar_for("CH", "ZH"), ZoneInfo("Europe/Zurich"))
NEW_YORK = (calendar_for("US", "NY"), ZoneInfo("America/New_York"))
WORKING, CALENDAR = DayUnit.WORKING, DayUnit.CALENDAR


GROUNDS = Grounds(Basis.POLICY, source=WORDS)


def rule(
    days: int, unit: DayUnit, *, name: ClockName = ClockName.ANSWER, years: int = 0, binds: Binds = Binds.DESK
) -> ClockRule:
    return ClockRule(
        name=name,
        days=days,
        years=years,
        unit=unit,
        binds=binds,
        grounds=GROUNDS,
        starts_at=WORDS,
        title=WORDS,
        starts=(),
        ends=(),
    )


def extension(days: int, *, clock: ClockName = ClockName.ANSWER, times: int = 1) -> Extension:
    return Extension(clock=clock, days=days, times=times, approved_by=None, title=WORDS, told=WORDS, grounds=GROUNDS)


def due_on(
    days: int, unit: DayUnit, start: str, *, where: tuple[Calendar, ZoneInfo], pauses: tuple[Pause, ...] = ()
) -> date:
    """The due date of an event at ten in the morning of a local day."""
    calendar, zone = where
    started_at = datetime.fromisoformat(f"{start}T10:00").replace(tzinfo=zone)
    return due(rule(days, unit), started_at=started_at, zone=zone, calendar=calendar, pauses=pauses).on


def pause(from_on: str, until_on: str | None) -> Pause:
    return Pause(date.fromisoformat(from_on), date.fromisoformat(until_on) if until_on else None)


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


@pytest.mark.parametrize(
    ("days", "unit", "start", "pauses", "expected"),
    [
        (21, CALENDAR, "2026-06-01", [], "2026-06-22"),
        # Five paused days lead to a Saturday, so Monday.
        (21, CALENDAR, "2026-06-01", [("2026-06-08", "2026-06-12")], "2026-06-29"),
        # The same days twice count once.
        (21, CALENDAR, "2026-06-01", [("2026-06-08", "2026-06-12"), ("2026-06-10", "2026-06-12")], "2026-06-29"),
        (21, CALENDAR, "2026-06-01", [("2026-06-08", "2026-06-09"), ("2026-06-16", "2026-06-16")], "2026-06-25"),
        # Before the count and after its end nothing is paused.
        (21, CALENDAR, "2026-06-01", [("2026-05-20", "2026-06-01")], "2026-06-22"),
        (21, CALENDAR, "2026-06-01", [("2026-06-23", "2026-07-31")], "2026-06-22"),
        (21, CALENDAR, "2026-06-01", [("2026-06-23", None)], "2026-06-22"),
        # A weekend takes no working day away, a Monday does.
        (2, WORKING, "2026-06-05", [("2026-06-06", "2026-06-07")], "2026-06-09"),
        (2, WORKING, "2026-06-05", [("2026-06-06", "2026-06-08")], "2026-06-10"),
        (2, WORKING, "2026-06-01", [("2026-06-03", "2026-06-04")], "2026-06-05"),
        # The count ends on a Saturday and would roll to a paused Monday.
        (5, CALENDAR, "2026-06-01", [("2026-06-08", "2026-06-08")], "2026-06-09"),
    ],
)
def test_paused_days_do_not_count(
    days: int, unit: DayUnit, start: str, pauses: list[tuple[str, str | None]], expected: str
) -> None:
    taken = tuple(pause(*each) for each in pauses)
    assert due_on(days, unit, start, where=ZURICH, pauses=taken) == date.fromisoformat(expected)


def test_a_clock_in_an_open_pause_has_no_due_date() -> None:
    still_open = pause("2026-06-08", None)
    with pytest.raises(StandingClockError) as refused:
        due_on(21, CALENDAR, "2026-06-01", where=ZURICH, pauses=(still_open,))
    assert refused.value.pause == still_open


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        pause("2026-06-08", "2026-06-07")


@pytest.mark.parametrize(("times", "expected"), [(0, 21), (1, 31), (2, 41)])
def test_an_extension_counts_from_the_same_event(times: int, expected: int) -> None:
    more = extended(rule(21, CALENDAR), by=extension(10, times=2), times=times)
    assert (more.name, more.days, more.unit) == (ClockName.ANSWER, expected, CALENDAR)


def test_an_extension_is_not_granted_more_often_than_the_pack_says() -> None:
    with pytest.raises(ValueError, match="can be lengthened 1 times, not 2"):
        extended(rule(21, CALENDAR), by=extension(10), times=2)


def test_an_extension_of_another_clock_is_refused() -> None:
    with pytest.raises(ValueError, match="not lengthened by the extension of award"):
        extended(rule(21, CALENDAR), by=extension(10, clock=ClockName.AWARD))


def test_a_limitation_in_years_is_not_lengthened() -> None:
    with pytest.raises(ValueError, match="limitation is not lengthened"):
        extended(rule(0, CALENDAR, years=1, name=ClockName.LIMITATION), by=extension(10, clock=ClockName.LIMITATION))


@pytest.mark.parametrize(
    ("written", "longest", "expected"),
    [
        (("2026-06-01", None), 30, ("2026-06-01", "2026-06-30")),
        (("2026-06-01", "2026-08-01"), 30, ("2026-06-01", "2026-06-30")),
        (("2026-06-01", "2026-06-10"), 30, ("2026-06-01", "2026-06-10")),
        (("2026-06-01", None), 1, ("2026-06-01", "2026-06-01")),
        (("2026-06-01", None), None, ("2026-06-01", None)),
    ],
)
def test_a_pause_ends_by_itself_after_its_longest_time(
    written: tuple[str, str | None], longest: int | None, expected: tuple[str, str | None]
) -> None:
    assert pause(*written).at_most(longest) == pause(*expected)


def promise(on: str, *, provisional: bool = False) -> Due:
    day = date.fromisoformat(on)
    return Due(on=day, at=end_of_day(day, zone=ZoneInfo("Asia/Shanghai")), is_provisional=provisional)


@pytest.mark.parametrize(
    ("promised", "anew", "binds", "expected"),
    [
        ("2027-01-04", "2027-01-05", Binds.DESK, "2027-01-04"),
        ("2027-01-04", "2026-12-31", Binds.DESK, "2026-12-31"),
        ("2027-01-04", "2027-01-05", Binds.RESIDENT, "2027-01-05"),
        ("2027-01-04", "2026-12-31", Binds.RESIDENT, "2027-01-04"),
        ("2027-01-04", "2027-01-05", Binds.COURT, "2027-01-04"),
    ],
)
def test_counting_again_never_worsens_what_a_resident_was_promised(
    promised: str, anew: str, binds: Binds, expected: str
) -> None:
    kept = keep_promise(promise(promised, provisional=True), anew=promise(anew), binds=binds)
    assert kept == promise(expected)


def test_a_date_stays_provisional_until_it_is_counted_by_a_published_calendar() -> None:
    told = promise("2027-01-04", provisional=True)
    assert keep_promise(told, anew=told, binds=Binds.DESK) == told


@pytest.mark.parametrize(
    ("before", "after", "binds", "expected"),
    [
        # Five paused days are counted under the old rule and under the new one.
        (21, 15, Binds.DESK, "2026-06-22"),
        (15, 21, Binds.DESK, "2026-06-22"),
        (15, 21, Binds.RESIDENT, "2026-06-29"),
    ],
)
def test_a_change_of_the_rule_forgets_no_pause(before: int, after: int, binds: Binds, expected: str) -> None:
    calendar, zone = ZURICH
    end = due_after_change(
        rule(after, CALENDAR, binds=binds),
        formerly=rule(before, CALENDAR, binds=binds),
        started_at=datetime(2026, 6, 1, 10, tzinfo=zone),
        zone=zone,
        calendar=calendar,
        pauses=[pause("2026-06-08", "2026-06-12")],
    )
    assert end.on == date.fromisoformat(expected)


places = st.sampled_from([CHINA, ZURICH, NEW_YORK])
limitations = st.builds(lambda years: rule(0, CALENDAR, years=years), st.integers(1, 3))
rules = st.builds(rule, st.integers(1, 90), st.sampled_from(DayUnit)) | limitations
starts = st.datetimes(datetime(2024, 1, 1), datetime(2029, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
pauses_near = st.lists(st.tuples(st.integers(-20, 150), st.integers(0, 60)), max_size=5)


def placed(spans: list[tuple[int, int]], *, start: datetime) -> tuple[Pause, ...]:
    """Pauses by their distance from the event and their length, in days."""
    first = [start.date() + timedelta(days=offset) for offset, _ in spans]
    return tuple(Pause(day, day + timedelta(days=length)) for day, (_, length) in zip(first, spans, strict=True))


@given(where=places, clock=rules, start=starts, spans=pauses_near)
def test_a_clock_never_ends_on_a_rest_day_or_a_paused_day(
    where: tuple[Calendar, ZoneInfo], clock: ClockRule, start: datetime, spans: list[tuple[int, int]]
) -> None:
    calendar, zone = where
    pauses = placed(spans, start=start)
    on = due(clock, started_at=start, zone=zone, calendar=calendar, pauses=pauses).on
    assert not calendar.is_rest_day(on)
    assert not any(each.covers(on) for each in pauses)


@given(where=places, clock=rules, start=starts, spans=pauses_near, more=pauses_near)
def test_a_pause_never_moves_a_due_date_earlier(
    where: tuple[Calendar, ZoneInfo],
    clock: ClockRule,
    start: datetime,
    spans: list[tuple[int, int]],
    more: list[tuple[int, int]],
) -> None:
    calendar, zone = where
    some, all_of_them = placed(spans, start=start), placed(spans + more, start=start)
    before = due(clock, started_at=start, zone=zone, calendar=calendar, pauses=some)
    after = due(clock, started_at=start, zone=zone, calendar=calendar, pauses=all_of_them)
    assert after.on >= before.on
    assert after.at >= before.at


@given(where=places, clock=rules, start=starts)
def test_a_clock_gives_at_least_the_days_of_its_rule(
    where: tuple[Calendar, ZoneInfo], clock: ClockRule, start: datetime
) -> None:
    calendar, zone = where
    on = due(clock, started_at=start, zone=zone, calendar=calendar).on
    first = start.astimezone(zone).date()
    days = [first + timedelta(days=number) for number in range(1, (on - first).days + 1)]
    counted = [day for day in days if clock.unit is CALENDAR or not calendar.is_rest_day(day)]
    if clock.unit is WORKING:
        assert len(counted) == clock.days
    else:
        assert len(counted) >= clock.days


@given(where=places, clock=rules, start=starts, spans=pauses_near, former=rules, binds=st.sampled_from(Binds))
def test_a_change_of_the_rule_never_worsens_a_date_for_the_resident(
    where: tuple[Calendar, ZoneInfo],
    clock: ClockRule,
    start: datetime,
    spans: list[tuple[int, int]],
    former: ClockRule,
    binds: Binds,
) -> None:
    calendar, zone = where
    pauses = placed(spans, start=start)
    promised = due(former, started_at=start, zone=zone, calendar=calendar, pauses=pauses)
    held = due_after_change(
        replace(clock, binds=binds), formerly=former, started_at=start, zone=zone, calendar=calendar, pauses=pauses
    )
    assert held.on >= promised.on if binds is Binds.RESIDENT else held.on <= promised.on
    assert not calendar.is_rest_day(held.on)
    assert not any(each.covers(held.on) for each in pauses)


@given(where=places, clock=rules, start=starts, spans=pauses_near, longest=st.integers(1, 90))
def test_cutting_a_pause_off_never_moves_a_date_later(
    where: tuple[Calendar, ZoneInfo],
    clock: ClockRule,
    start: datetime,
    spans: list[tuple[int, int]],
    longest: int,
) -> None:
    calendar, zone = where
    pauses = placed(spans, start=start)
    cut = tuple(each.at_most(longest) for each in pauses)
    whole = due(clock, started_at=start, zone=zone, calendar=calendar, pauses=pauses)
    assert due(clock, started_at=start, zone=zone, calendar=calendar, pauses=cut).on <= whole.on
