from datetime import date

import pytest

from folkmoot.earlywarning.backtest.history import DailyCases
from folkmoot.earlywarning.backtest.tables import BadCounts, Reason, read_counts


def test_columns_may_stand_in_any_order_among_others() -> None:
    lines = ["Topic,cases,note,place,day\n", "lamps,2,x,town/east,2024-03-01\n", "\n"]
    assert list(read_counts(lines)) == [DailyCases(date(2024, 3, 1), "town/east", "lamps", 2)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2024-03-01,a,x", Reason.WIDTH),
        ("1.3.2024,a,x,1", Reason.NO_DAY),
        ("2024-03-01,,x,1", Reason.NO_NAME),
        ("2024-03-01,a//b,x,1", Reason.NO_NAME),
        ("2024-03-01,a,x,0", Reason.NO_CASES),
        ("2024-03-01,a,x,-1", Reason.NO_CASES),
        ("2024-03-01,a,x,2.5", Reason.NO_CASES),
        ("2024-03-01,a,x,9999999", Reason.NO_CASES),
        ("2024-03-01,a,x,", Reason.NO_CASES),
    ],
)
def test_a_line_that_says_nothing_countable_is_named(line: str, reason: Reason) -> None:
    with pytest.raises(BadCounts) as refused:
        list(read_counts(["day,place,topic,cases\n", "2024-03-01,a,x,1\n", f"{line}\n"]))
    assert (refused.value.line, refused.value.reason) == (3, reason)


def test_a_file_without_the_columns_is_refused() -> None:
    with pytest.raises(BadCounts) as refused:
        list(read_counts(["day,place,cases\n"]))
    assert (refused.value.line, refused.value.reason) == (1, Reason.NO_COLUMNS)
