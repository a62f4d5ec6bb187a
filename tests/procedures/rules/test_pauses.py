"""Days on which a clock stands."""

from datetime import date

import pytest

from folkmoot.procedures.rules.clock_rules import DayUnit
from folkmoot.procedures.rules.clocks import StandingClockError
from tests.procedures.rules.counting import CALENDAR, WORKING, ZURICH, due_on, pause


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
