"""Reading a table line by line, from CSV or XLSX. Every fault is named."""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Final, TextIO
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from folkmoot.integrations.spreadsheets.encoding import UnknownEncoding, encoding_of

MAX_BYTES: Final = 2 * 1024**3
MAX_UNPACKED_BYTES: Final = 4 * 1024**3
MAX_COLUMNS: Final = 500
MAX_CELL: Final = 1_000_000  # characters
_ZIP: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_DELIMITERS: Final = ",;\t"
_QUOTED: Final = re.compile(r'"(?:[^"]|"")*"')


class SheetFault(StrEnum):
    """Why a file cannot be read as a table."""

    NOT_FOUND = "not_found"
    TOO_LARGE = "too_large"
    OLD_EXCEL = "old_excel"
    BROKEN_XLSX = "broken_xlsx"
    BROKEN_CSV = "broken_csv"
    UNKNOWN_ENCODING = "unknown_encoding"
    NO_HEADER = "no_header"
    UNNAMED_COLUMN = "unnamed_column"
    REPEATED_COLUMN = "repeated_column"
    TOO_MANY_COLUMNS = "too_many_columns"


class SheetError(ValueError):
    """A file that cannot be read: why, at which line (0: the file itself), and which column where it matters."""

    def __init__(self, reason: SheetFault, *, line: int = 0, column: str = "") -> None:
        super().__init__(f"{reason.value.replace('_', ' ')} {column}".rstrip() + (f" (line {line})" if line else ""))
        self.reason = reason
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its number in the file (the header is 1) and its cells as text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: the names of its columns, and its lines as they are read. Empty lines are left out."""

    header: tuple[str, ...]
    lines: Iterator[Line]


@contextmanager
def open_sheet(path: Path) -> Iterator[Sheet]:
    """Opens a CSV or XLSX file, told apart by content. Raises SheetError, at once or while lines are read.

    CSV may be in any encoding and separated by comma, semicolon or tab. Of XLSX the first sheet is read; a date in it
    becomes ISO text ("2024-01-31 09:30:00"), a whole number has no point.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SheetError(SheetFault.TOO_LARGE)
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise SheetError(SheetFault.NOT_FOUND) from error
    if magic == _OLD_EXCEL:
        raise SheetError(SheetFault.OLD_EXCEL)
    with _xlsx(path) if magic == _ZIP else _csv(path) as lines:
        filled = (line for line in lines if any(line.cells))
        first = next(filled, None)
        if first is None:
            raise SheetError(SheetFault.NO_HEADER)
        yield Sheet(header=_header(first), lines=filled)


def _header(first: Line) -> tuple[str, ...]:
    names = tuple(cell.strip() for cell in first.cells)
    if len(names) > MAX_COLUMNS:
        raise SheetError(SheetFault.TOO_MANY_COLUMNS, line=first.number)
    for name in names:
        if not name:
            raise SheetError(SheetFault.UNNAMED_COLUMN, line=first.number)
        if names.count(name) > 1:
            raise SheetError(SheetFault.REPEATED_COLUMN, line=first.number, column=name)
    return names


@contextmanager
def _csv(path: Path) -> Iterator[Iterator[Line]]:
    try:
        encoding = encoding_of(path)
    except UnknownEncoding as error:
        raise SheetError(SheetFault.UNKNOWN_ENCODING) from error
    csv.field_size_limit(MAX_CELL)
    with path.open(encoding=encoding, newline="") as file:
        delimiter = _delimiter(file.readline())
        file.seek(0)
        yield _csv_lines(file, delimiter=delimiter)


def _delimiter(first: str) -> str:
    bare = _QUOTED.sub("", first)
    return max(_DELIMITERS, key=bare.count)


def _csv_lines(file: TextIO, *, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    while True:
        # A cell may hold line breaks: the line of a row is where it begins.
        number = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise SheetError(SheetFault.BROKEN_CSV, line=number) from error
        if cells is None:
            return
        yield Line(number, tuple(cells))


@contextmanager
def _xlsx(path: Path) -> Iterator[Iterator[Line]]:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise SheetError(SheetFault.TOO_LARGE)
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, ParseError) as error:
        if isinstance(error, SheetError):
            raise
        raise SheetError(SheetFault.BROKEN_XLSX) from error
    try:
        yield _xlsx_lines(book.worksheets[0].iter_rows(values_only=True)) if book.worksheets else iter(())
    finally:
        book.close()


def _xlsx_lines(rows: Iterable[tuple[object, ...]]) -> Iterator[Line]:
    width = 0
    for number, values in enumerate(rows, start=1):
        cells = [_text(value) for value in values]
        # A sheet may be wider than its table; what stands beyond the header is empty.
        width = width or len(_trimmed(cells))
        cells = _trimmed(cells) if len(_trimmed(cells)) > width else (cells + [""] * width)[:width]
        yield Line(number, tuple(cells))


def _trimmed(cells: list[str]) -> list[str]:
    return next((cells[: n + 1] for n in range(len(cells) - 1, -1, -1) if cells[n]), [])


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            # Excel keeps days as fractions, which are off by microseconds.
            return value.isoformat(sep=" ", timespec="seconds")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)
