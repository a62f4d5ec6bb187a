"""Counting again never worsens what was promised."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from folkmoot.procedures.rules.clock_rules import Binds
from folkmoot.procedures.rules.clocks import Due, due_after_change, end_of_day, keep_promise
from tests.procedures.rules.counting import CALENDAR, ZURICH, pause, rule


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
