"""What holds of every clock, whatever its rule, its place and its pauses."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.procedures.rules.clock_rules import Binds, ClockRule
from folkmoot.procedures.rules.clocks import Calendar, due, due_after_change
from tests.procedures.rules.counting import CALENDAR, WORKING, pauses_near, placed, places, rules, starts


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
