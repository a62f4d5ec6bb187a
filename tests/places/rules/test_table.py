"""Places in a CSV file."""

import io
from datetime import date

import pytest

from folkmoot.places.rules.table import PlaceFileError, Reason, Row, read_places

LEVELS = ("county", "township", "village")
HEADER = "code,parent,level,name,pinyin,initials,population,lon,lat,aliases,valid_from,valid_until\n"


def read(*lines: str, header: str = HEADER) -> list[Row]:
    """The places of a file with these lines under its header."""
    return read_places(io.StringIO(header + "\n".join(lines)), levels=LEVELS)


def fault(*lines: str, header: str = HEADER) -> tuple[int, str, Reason, str]:
    """Line, field, reason and value of the fault of such a file."""
    with pytest.raises(PlaceFileError) as caught:
        read(*lines, header=header)
    return caught.value.line, caught.value.field, caught.value.reason, caught.value.value


def test_a_place_is_read_with_all_it_has() -> None:
    assert read("1, ,county,甲县,jiaxian,jx,1200,115.5,-28.25,Jia | Old Jia,2020-01-01,2024-12-31") == [
        Row(
            code="1",
            parent=None,
            level="county",
            name="甲县",
            pinyin="jiaxian",
            initials="jx",
            population=1200,
            lon=115.5,
            lat=-28.25,
            aliases=("Jia", "Old Jia"),
            valid_from=date(2020, 1, 1),
            valid_until=date(2024, 12, 31),
            line=2,
        )
    ]


def test_four_columns_are_enough_and_pinyin_is_made_from_the_name() -> None:
    assert read("1,,county,东湖区", header="code,parent,level,name\n") == [
        Row(code="1", parent=None, level="county", name="东湖区", pinyin="donghuqu", initials="dhq", line=2)
    ]


def test_a_pinyin_that_the_file_gives_is_kept() -> None:
    (row,) = read("1,,county,单城,shancheng,sc,,,,,,")
    assert (row.pinyin, row.initials) == ("shancheng", "sc")


def test_a_child_may_stand_before_its_parent_and_comes_after_it() -> None:
    rows = read("11,1,township,B,,,,,,,,", "111,11,village,C,,,,,,,,", "1,,county,A,,,,,,,,")
    assert [row.code for row in rows] == ["1", "11", "111"]


def test_siblings_keep_the_order_of_the_file() -> None:
    rows = read("1,,county,A,,,,,,,,", "13,1,township,B,,,,,,,,", "12,1,township,C,,,,,,,,")
    assert [row.code for row in rows] == ["1", "13", "12"]


def test_a_parent_may_be_known_already() -> None:
    file = io.StringIO("code,parent,level,name\n11,1,township,B\n")
    assert [row.parent for row in read_places(file, levels=LEVELS, known={"1"})] == ["1"]


def test_a_level_may_be_left_out() -> None:
    rows = read("1,,county,A,,,,,,,,", "111,1,village,B,,,,,,,,")
    assert [row.level for row in rows] == ["county", "village"]


@pytest.mark.parametrize("column", ["code", "parent", "level", "name"])
def test_a_file_without_a_needed_column_is_refused(column: str) -> None:
    header = ",".join(name for name in ("code", "parent", "level", "name") if name != column) + "\n"
    assert fault(header=header) == (1, column, Reason.MISSING_COLUMN, "")


def test_an_empty_file_is_refused() -> None:
    assert fault(header="") == (1, "code", Reason.MISSING_COLUMN, "")


@pytest.mark.parametrize(
    ("line", "field", "reason", "value"),
    [
        (",1,township,B,,,,,,,,", "code", Reason.MISSING_VALUE, ""),
        ("2,1,,B,,,,,,,,", "level", Reason.MISSING_VALUE, ""),
        ("2,1,township,,,,,,,,,", "name", Reason.MISSING_VALUE, ""),
        ("2", "level", Reason.MISSING_VALUE, ""),
        ("2" * 25 + ",1,township,B,,,,,,,,", "code", Reason.TOO_LONG, "2" * 24),
        ("2/3,1,township,B,,,,,,,,", "code", Reason.BAD_CODE, "2/3"),
        ("2 3,1,township,B,,,,,,,,", "code", Reason.BAD_CODE, "2 3"),
        ("1,,county,B,,,,,,,,", "code", Reason.DUPLICATE_CODE, "1"),
        ("2,9,township,B,,,,,,,,", "parent", Reason.UNKNOWN_PARENT, "9"),
        ("2,2,township,B,,,,,,,,", "parent", Reason.CYCLE, "2"),
        ("2,1,hamlet,B,,,,,,,,", "level", Reason.UNKNOWN_LEVEL, "hamlet"),
        ("2,1,county,B,,,,,,,,", "level", Reason.LEVEL_NOT_BELOW_PARENT, "county"),
        ("2,1,township,B,,,12.5,,,,,", "population", Reason.BAD_NUMBER, "12.5"),
        ("2,1,township,B,,,-1,,,,,", "population", Reason.BAD_NUMBER, "-1"),
        ("2,1,township,B,,,,nan,28,,,", "lon", Reason.BAD_NUMBER, "nan"),
        ("2,1,township,B,,,,180.1,28,,,", "lon", Reason.BAD_NUMBER, "180.1"),
        ("2,1,township,B,,,,115,91,,,", "lat", Reason.BAD_NUMBER, "91"),
        ("2,1,township,B,,,,115,,,,", "lat", Reason.HALF_A_POINT, ""),
        ("2,1,township,B,,,,,28,,,", "lon", Reason.HALF_A_POINT, ""),
        ("2,1,township,B,,,,,,,2020-02-30,", "valid_from", Reason.BAD_DATE, "2020-02-30"),
        ("2,1,township,B,,,,,,,2020-01-02,2020-01-01", "valid_until", Reason.ENDS_BEFORE_IT_BEGINS, ""),
        ("2,1,township,B,,,,,,,,,more", "", Reason.TOO_MANY_VALUES, ""),
    ],
)
def test_a_fault_is_named_by_line_field_and_reason(line: str, field: str, reason: Reason, value: str) -> None:
    assert fault("1,,county,A,,,,,,,,", line) == (3, field, reason, value)


def test_places_that_are_each_others_parents_are_refused() -> None:
    lines = ("1,,county,A,,,,,,,,", "2,3,township,B,,,,,,,,", "3,2,village,C,,,,,,,,")
    assert fault(*lines) == (3, "parent", Reason.CYCLE, "2")


def test_an_unclosed_quotation_mark_is_refused() -> None:
    line, _, reason, _ = fault('1,,county,"A,,,,,,,,', "2,1,township,B,,,,,,,,", "3,1,township,C,,,,,,,,")
    assert (line, reason) == (2, Reason.NOT_CSV)


def test_the_fault_can_be_read_as_a_sentence() -> None:
    error = PlaceFileError(line=7, field="parent", reason=Reason.UNKNOWN_PARENT, value="99")
    assert str(error) == "line 7, parent: unknown parent 99"
