"""Reading tables of any encoding and separator, and XLSX."""

import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from folkmoot.integrations.spreadsheets.reading import Line, SheetError, SheetFault, open_sheet

CHINESE = "编号,标题,内容\n1,路灯不亮,小区门口的路灯已经坏了三天，晚上出行很不方便\n2,噪音,楼下夜里施工\n"
GERMAN = "Nr;Ort;Text\n1;Zürich;Die Straße ist gesperrt, überall Löcher\n2;Höngg;Bäume müssen geschützt werden\n"


def lines_of(path: Path) -> list[tuple[str, ...]]:
    with open_sheet(path) as sheet:
        return [sheet.header, *(line.cells for line in sheet.lines)]


def cells(text: str, separator: str) -> list[tuple[str, ...]]:
    return [tuple(line.split(separator)) for line in text.splitlines()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "gbk", "gb2312"])
def test_chinese_is_read_in_every_encoding_it_comes_in(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(CHINESE.encode(encoding))
    assert lines_of(path) == cells(CHINESE, ",")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "iso-8859-1"])
def test_german_is_read_in_every_encoding_it_comes_in(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(GERMAN.encode(encoding))
    assert lines_of(path) == cells(GERMAN, ";")


def test_characters_beyond_gb2312_are_read_although_the_rest_would_fit_it(tmp_path: Path) -> None:
    text = CHINESE + "3,镕,朱镕的信𠮷\n"
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode("gb18030"))
    assert lines_of(path) == cells(text, ",")


def test_a_separator_within_quotes_is_no_separator(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('"a,b,c"\tplace\n1\t2\n', encoding="utf-8")
    assert lines_of(path) == [("a,b,c", "place"), ("1", "2")]


def test_a_line_has_the_number_it_begins_at_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('id,text\n1,"two\nlines"\n\n2,one\n', encoding="utf-8")
    with open_sheet(path) as sheet:
        assert list(sheet.lines) == [Line(2, ("1", "two\nlines")), Line(5, ("2", "one"))]


def test_xlsx_gives_dates_as_iso_text_and_whole_numbers_without_a_point(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["id", "came", "size", "note"])
    book.active.append([7.0, datetime(2024, 1, 31, 9, 30), 2.5, None])  # noqa: DTZ001
    book.active.append([None, None, None, None])
    book.active.append([8, "31.01.2024", True, "x"])
    path = tmp_path / "table.xlsx"
    book.save(path)
    with open_sheet(path) as sheet:
        assert list(sheet.lines) == [
            Line(2, ("7", "2024-01-31 09:30:00", "2.5", "")),
            Line(4, ("8", "31.01.2024", "true", "x")),
        ]


def fault_of(path: Path) -> tuple[SheetFault, int]:
    with pytest.raises(SheetError) as caught:
        lines_of(path)
    return caught.value.reason, caught.value.line


@pytest.mark.parametrize(
    ("content", "fault", "line"),
    [
        (b"", SheetFault.NO_HEADER, 0),
        (b"\n\n", SheetFault.NO_HEADER, 0),
        (b"id,,text\n", SheetFault.UNNAMED_COLUMN, 1),
        (b"id,text,id\n", SheetFault.REPEATED_COLUMN, 1),
        (b'id,text\n1,"open\n', SheetFault.BROKEN_CSV, 2),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", SheetFault.OLD_EXCEL, 0),
        (b"PK\x03\x04 torn", SheetFault.BROKEN_XLSX, 0),
        (b",".join(b"c%d" % n for n in range(501)), SheetFault.TOO_MANY_COLUMNS, 1),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, content: bytes, fault: SheetFault, line: int) -> None:
    path = tmp_path / "table"
    path.write_bytes(content)
    assert fault_of(path) == (fault, line)


def test_another_zip_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "no sheet")
    assert fault_of(path) == (SheetFault.BROKEN_XLSX, 0)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "none.csv") == (SheetFault.NOT_FOUND, 0)
