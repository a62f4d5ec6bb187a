import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.lib.formulas import TRIGGERS, guard, guard_row


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        '=HYPERLINK("http://example.org","x")',
        "+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1,2)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1+1",
        "＝1+1",
        "＋1+1",
        "－1+1",
        "＠SUM(1)",
        "+41 44 000 00 00",
        "-5\n=1",
        "-",
    ],
)
def test_a_cell_that_a_spreadsheet_might_run_gets_an_apostrophe(cell: str) -> None:
    assert guard(cell) == "'" + cell


@pytest.mark.parametrize(
    "cell",
    ["-5", "+3.2", "-1,234.50", "-1.5e3", "-12%", "", "Street", "路灯", "a=b", "5 - 3", "'quoted", "2026-11-23", " "],
)
def test_a_plain_number_or_text_stays_what_it_is(cell: str) -> None:
    assert guard(cell) == cell


@given(cell=st.text())
def test_a_guarded_cell_never_begins_a_formula_unless_it_is_a_number(cell: str) -> None:
    guarded = guard(cell)
    assert guarded in (cell, f"'{cell}")
    if not TRIGGERS.isdisjoint((guarded[:1], guarded.strip()[:1])):
        assert float(guarded.replace(",", "").rstrip("%")) is not None


def test_a_row_keeps_its_numbers_and_dates() -> None:
    row = [1, -2.5, Decimal("-3.5"), None, date(2026, 11, 23), "=1", "plain"]
    assert guard_row(row) == [1, -2.5, Decimal("-3.5"), None, date(2026, 11, 23), "'=1", "plain"]


def test_a_row_guards_whatever_writes_itself_as_text() -> None:
    class Sly:
        def __str__(self) -> str:
            return "=1+1"

    assert guard_row([Sly()]) == ["'=1+1"]


def test_a_guarded_row_comes_back_whole_through_csv() -> None:
    sheet = io.StringIO()
    csv.writer(sheet).writerow(guard_row(["=A1", "a;=b", 'he said "=1"', "-5"]))
    assert next(csv.reader(io.StringIO(sheet.getvalue()))) == ["'=A1", "a;=b", 'he said "=1"', "-5"]
