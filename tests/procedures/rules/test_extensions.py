"""More time for a clock."""

import pytest

from folkmoot.procedures.rules.clock_rules import ClockName
from folkmoot.procedures.rules.clocks import extended
from tests.procedures.rules.counting import CALENDAR, extension, rule


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
