"""When a warning climbs: after working days of the region, over weekends, swapped ones and holidays."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.earlywarning.rules.climbing import Open, Rung, first_held, take_until, why_climb
from folkmoot.earlywarning.rules.kinds import WhyClimbed
from folkmoot.procedures.rules.calendars import calendar_for

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment in Jiangxi."""
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("raised", "until"),
    [
        # Tuesday: Wednesday and Thursday count.
        (local(2026, 3, 10, 9, 0), local(2026, 3, 13)),
        # Friday: over the weekend to Tuesday.
        (local(2026, 3, 13, 17, 0), local(2026, 3, 18)),
        # The last working day before the Spring Festival of 2026 (15 to 23 February; Saturday the 14th is worked).
        (local(2026, 2, 14, 10, 0), local(2026, 2, 26)),
        # Thursday before the Saturday that is worked for it: Friday and Saturday count.
        (local(2026, 2, 12, 10, 0), local(2026, 2, 15)),
        # A minute before midnight it is still that day.
        (local(2026, 3, 10, 23, 59), local(2026, 3, 13)),
        (local(2026, 3, 11, 0, 0), local(2026, 3, 14)),
    ],
)
def test_a_post_has_two_working_days_after_the_day_on_which_it_was_told(raised: datetime, until: datetime) -> None:
    calendar = calendar_for("CN", None)
    assert take_until(raised, working_days=2, zone=SHANGHAI, calendar=calendar) == until


PLAIN = Open(post_id=1, is_taken=False, is_vacant=False, climbs_at=NOW, worsens_at=None, responsible_id=1)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, WhyClimbed.UNTAKEN),
        ({"climbs_at": NOW + timedelta(seconds=1)}, None),
        ({"climbs_at": NOW + timedelta(days=2), "is_vacant": True}, WhyClimbed.VACANT),
        ({"climbs_at": None}, None),
        ({"climbs_at": None, "is_vacant": True}, None),
        ({"is_taken": True}, None),
        ({"is_taken": True, "is_vacant": True}, None),
        ({"worsens_at": NOW}, WhyClimbed.WORSENED),
        ({"worsens_at": NOW, "is_taken": True}, WhyClimbed.WORSENED),
        ({"worsens_at": NOW + timedelta(days=1), "is_taken": True}, None),
        ({"responsible_id": 2}, WhyClimbed.LED_ANEW),
        ({"responsible_id": None}, WhyClimbed.UNTAKEN),
    ],
)
def test_each_reason_to_tell_another_post(changes: dict[str, object], why: WhyClimbed | None) -> None:
    assert why_climb(replace(PLAIN, **changes), now=NOW) is why  # type: ignore[arg-type]


def test_the_lowest_post_that_somebody_holds_is_told() -> None:
    chain = [Rung(1, "36/3601/", None), Rung(2, "36/3601/", 7), Rung(3, "36/", 8)]
    assert first_held(chain) == chain[1]
    assert first_held(chain, but=7) == chain[2]
    assert first_held(chain[:1]) is None


@given(st.timedeltas(timedelta(0), timedelta(days=300)), st.integers(1, 9))
def test_it_never_climbs_sooner_for_more_days_nor_on_the_day_it_came(later: timedelta, days: int) -> None:
    calendar = calendar_for("CN", None)
    at = (NOW - timedelta(days=60) + later).astimezone(UTC)
    fewer, more = (take_until(at, working_days=n, zone=SHANGHAI, calendar=calendar) for n in (days, days + 1))
    assert at + timedelta(days=days) < fewer < more
