"""What became of suggestions, added up."""

from datetime import date

import pytest

from folkmoot.triage.rules.tallying import Counted, Line, lines_of

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def test_months_and_categories_have_a_line_each_and_all_have_one_together() -> None:
    lines, whole = lines_of(
        [
            Counted(MARCH, "noise", "taken", 3),
            Counted(APRIL, "noise", "taken", 2),
            Counted(APRIL, "noise", "rejected", 1),
            Counted(APRIL, "labour", "helped", 4),
            # another county's
            Counted(APRIL, "noise", "taken", 5),
        ]
    )
    assert lines == [
        Line(APRIL, "labour", helped=4),
        Line(APRIL, "noise", taken=7, rejected=1),
        Line(MARCH, "noise", taken=3),
    ]
    assert whole == Line(None, "", taken=10, rejected=1, helped=4)


def test_where_nothing_was_counted_there_is_no_line() -> None:
    assert lines_of([]) == ([], Line(None, ""))


@pytest.mark.parametrize(("taken", "rejected", "share"), [(19, 0, None), (15, 5, 0.75), (0, 20, 0.0), (0, 0, None)])
def test_of_few_answers_no_share_is_said(taken: int, rejected: int, share: float | None) -> None:
    assert Line(MARCH, "noise", taken=taken, rejected=rejected).taken_share == share


def test_whether_neighbours_helped_has_a_share_of_its_own() -> None:
    line = Line(MARCH, "noise", taken=20, helped=10, useless=10)
    assert (line.taken_share, line.helped_share) == (1.0, 0.5)
