"""Warnings in rows: one for each case, and one for all topics of a place, of which the busiest stand open."""

from collections.abc import Callable

import pytest

from folkmoot.cases.models import Case
from folkmoot.places.models import Place
from folkmoot.web.desk.warnings.lines import WarningLine
from folkmoot.web.desk.warnings.rows import rows_of
from tests.cast import NOW

Line = Callable[..., WarningLine]


@pytest.fixture
def line() -> Line:
    """`line(pk, case=1, area=None, cases=0)`: a warning to take."""

    def made(pk: int, *, case: int = 1, area: Place | None = None, cases: int = 0) -> WarningLine:
        kind = "recurring" if area else "silent"
        nobody = {"post": None, "unit": None, "taken_by": None, "taken_at": None}
        return WarningLine(pk, Case(pk=case), kind, "orange", "Why.", climbs_at=NOW, area=area, cases=cases, **nobody)

    return made


def test_the_warnings_of_a_case_share_a_row_where_the_most_urgent_of_them_stands(line: Line) -> None:
    rows = rows_of([line(1, case=7), line(2, case=8), line(3, case=7)])
    assert [[each.pk for each in row.shown] for row in rows] == [[1, 3], [2]]


def test_of_the_topics_of_a_place_the_three_busiest_stand_open(line: Line) -> None:
    here = Place(pk=1)
    (row,) = rows_of(line(pk, case=pk, area=here, cases=cases) for pk, cases in enumerate((3, 9, 4, 25, 5)))
    assert [each.cases for each in row.shown] == [25, 9, 5]
    assert [each.cases for each in row.folded] == [4, 3]


def test_a_single_topic_is_not_folded_away(line: Line) -> None:
    here = Place(pk=1)
    (row,) = rows_of(line(pk, case=pk, area=here, cases=3) for pk in range(4))
    assert (len(row.shown), row.folded) == (4, [])
