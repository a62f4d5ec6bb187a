from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.procedures.packs import load_pack
from folkmoot.procedures.rules.calendars import calendar_for
from folkmoot.procedures.rules.clock_rules import ClockName, ClockRule, DayUnit
from folkmoot.procedures.rules.clocks import Calendar, Pause, due, extended
from folkmoot.procedures.rules.explaining import Line, LineKind, explain
from tests.procedures.rules.counting import CHINA, ZURICH, pauses_near, placed, places, rules, starts

K = LineKind
ANSWER = load_pack("cn-petition").clock(ClockName.ANSWER)
EXTENSION = load_pack("cn-petition").extensions[ClockName.ANSWER]


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_the_arithmetic_is_told_line_by_line() -> None:
    calendar, zone = CHINA
    rule = load_pack("cn-petition").clock(ClockName.OBJECTION)
    told = explain(
        rule,
        started_at=datetime(2026, 2, 12, 10, tzinfo=zone),
        zone=zone,
        calendar=calendar,
        pauses=[Pause(day("2026-02-25"), day("2026-02-25"))],
    )
    # Spring Festival from the 15th to the 23rd; Saturday the 14th is worked.
    assert told.lines == (
        Line(K.RULE, days=5),
        Line(K.EVENT, from_on=day("2026-02-12"), until_on=day("2026-02-12")),
        Line(K.COUNTED, from_on=day("2026-02-13"), until_on=day("2026-02-14"), days=2, total=2),
        Line(K.REST, from_on=day("2026-02-15"), until_on=day("2026-02-23"), days=9, total=2),
        Line(K.COUNTED, from_on=day("2026-02-24"), until_on=day("2026-02-24"), days=1, total=3),
        Line(K.PAUSED, from_on=day("2026-02-25"), until_on=day("2026-02-25"), days=1, total=3),
        Line(K.COUNTED, from_on=day("2026-02-26"), until_on=day("2026-02-27"), days=2, total=5),
    )
    assert told.due.on == day("2026-02-27")


def test_an_extension_a_move_off_a_rest_day_and_an_unpublished_calendar_are_told() -> None:
    calendar, zone = CHINA
    told = explain(
        ANSWER, started_at=datetime(2026, 10, 1, 10, tzinfo=zone), zone=zone, calendar=calendar, extension=EXTENSION
    )
    # Ninety days lead to 30 December, a Wednesday: nothing to move, nothing provisional.
    assert [line.kind for line in told.lines] == [K.RULE, K.EXTENSION, K.EVENT, K.COUNTED]
    assert told.lines[3] == Line(K.COUNTED, from_on=day("2026-10-02"), until_on=day("2026-12-30"), days=90, total=90)

    later = explain(ANSWER, started_at=datetime(2026, 11, 3, 10, tzinfo=zone), zone=zone, calendar=calendar)
    # Sixty days lead to Saturday, 2 January 2027, beyond the published calendar.
    assert later.lines[2:] == (
        Line(K.COUNTED, from_on=day("2026-11-04"), until_on=day("2027-01-02"), days=60, total=60),
        Line(K.REST, from_on=day("2027-01-03"), until_on=day("2027-01-03"), days=1, total=60),
        Line(K.MOVED_TO, from_on=day("2027-01-04"), until_on=day("2027-01-04"), days=1, total=60),
        Line(K.PROVISIONAL, from_on=day("2026-12-31")),
    )


def test_an_extension_may_be_granted_more_than_once() -> None:
    pack = load_pack("cn-mediation")
    calendar, zone = ZURICH
    told = explain(
        pack.clock(ClockName.ANSWER),
        started_at=datetime(2026, 3, 2, tzinfo=zone),
        zone=zone,
        calendar=calendar,
        extension=pack.extensions[ClockName.ANSWER],
        times=2,
    )
    assert [line.days for line in told.lines if line.kind in {K.RULE, K.EXTENSION}] == [30, 30, 30]


@given(where=places, clock=rules, start=starts, spans=pauses_near)
def test_explaining_a_date_gives_the_same_date_and_leaves_out_no_day(
    where: tuple[Calendar, ZoneInfo], clock: ClockRule, start: datetime, spans: list[tuple[int, int]]
) -> None:
    calendar, zone = where
    pauses = placed(spans, start=start)
    told = explain(clock, started_at=start, zone=zone, calendar=calendar, pauses=pauses)
    assert told.due == due(clock, started_at=start, zone=zone, calendar=calendar, pauses=pauses)
    spoken = [line for line in told.lines if line.kind in {K.EVENT, K.COUNTED, K.REST, K.PAUSED, K.MOVED_TO}]
    ends = [line.until_on for line in spoken]
    begins = [line.from_on for line in spoken[1:]]
    assert begins == [end + timedelta(days=1) for end in ends[:-1] if end is not None]
    assert ends[-1] == told.due.on
    counted = sum(line.days for line in spoken if line.kind is K.COUNTED)
    if clock.years:
        assert counted // 365 == clock.years
    else:
        assert counted == clock.days


@given(start=starts, spans=pauses_near, times=st.integers(0, 1))
def test_a_granted_extension_explains_the_same_date(start: datetime, spans: list[tuple[int, int]], times: int) -> None:
    calendar, zone = CHINA
    pauses = placed(spans, start=start)
    told = explain(
        ANSWER, started_at=start, zone=zone, calendar=calendar, pauses=pauses, extension=EXTENSION, times=times
    )
    longer = extended(ANSWER, by=EXTENSION, times=times)
    assert told.due == due(longer, started_at=start, zone=zone, calendar=calendar, pauses=pauses)
    assert Counter(line.kind for line in told.lines)[K.EXTENSION] == times


def test_a_year_is_told_in_years_and_counted_in_days() -> None:
    rule = load_pack("cn-labour").clock(ClockName.LIMITATION)
    assert (rule.years, rule.days, rule.unit) == (1, 0, DayUnit.CALENDAR)
    told = explain(
        rule,
        started_at=datetime(2025, 3, 10, 4, tzinfo=UTC),
        zone=ZoneInfo("Asia/Shanghai"),
        calendar=calendar_for("CN"),
    )
    assert told.lines[0] == Line(K.RULE, years=1)
    assert told.lines[2] == Line(K.COUNTED, from_on=day("2025-03-11"), until_on=day("2026-03-10"), days=365, total=365)
