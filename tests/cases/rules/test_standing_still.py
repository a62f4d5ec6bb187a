from datetime import date

import pytest

from folkmoot.cases.rules.standing_still import last_day
from folkmoot.procedures.packs import load_pack
from folkmoot.procedures.rules.clocks import Pause

HEARING = next(each for each in load_pack("intl").pauses if each.code == "hearing")  # thirty days
OPEN = next(each for each in load_pack("cn-petition").pauses if each.code == "hearing")  # as long as it needs
MAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        ([], date(2026, 5, 30)),
        ([Pause(date(2026, 4, 1), date(2026, 4, 10))], date(2026, 5, 20)),
        # A day on which two of them stood counts once.
        ([Pause(date(2026, 4, 1), date(2026, 4, 10)), Pause(date(2026, 4, 6), date(2026, 4, 15))], date(2026, 5, 15)),
        # What lies ahead has not been used yet.
        ([Pause(date(2026, 4, 21), date(2026, 5, 20))], date(2026, 5, 20)),
        ([Pause(date(2026, 4, 1), date(2026, 4, 30))], None),
    ],
)
def test_all_pauses_for_one_reason_share_its_days(earlier: list[Pause], expected: date | None) -> None:
    assert last_day(HEARING, from_on=MAY, earlier=earlier) == expected


def test_what_a_law_leaves_open_is_planned_for_a_year_at_a_time() -> None:
    assert last_day(OPEN, from_on=MAY, earlier=[Pause(date(2025, 1, 1), date(2026, 4, 30))]) == date(2027, 5, 1)
