"""Places as they stand in a CSV file: read whole, checked, parents before children."""

import csv
import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TextIO

from folkmoot.places.rules.pinyin import Reading, reading

REQUIRED = ("code", "parent", "level", "name")
LONGEST = {"code": 24, "name": 120, "pinyin": 200, "initials": 60, "aliases": 400}  # characters
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")


class Reason(StrEnum):
    """Why a file of places is refused."""

    MISSING_COLUMN = "missing_column"
    MISSING_VALUE = "missing_value"
    TOO_MANY_VALUES = "too_many_values"
    TOO_LONG = "too_long"
    BAD_CODE = "bad_code"
    DUPLICATE_CODE = "duplicate_code"
    UNKNOWN_PARENT = "unknown_parent"
    UNKNOWN_SUCCESSOR = "unknown_successor"
    CYCLE = "cycle"
    UNKNOWN_LEVEL = "unknown_level"
    LEVEL_NOT_BELOW_PARENT = "level_not_below_parent"
    BAD_NUMBER = "bad_number"
    HALF_A_POINT = "half_a_point"
    BAD_DATE = "bad_date"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    NOT_CSV = "not_csv"


class PlaceFileError(ValueError):
    """A file of places that cannot be read: the line (the header is 1), the field, the reason and what stood there."""

    def __init__(self, *, line: int, field: str, reason: Reason, value: str = "") -> None:
        super().__init__(f"line {line}, {field}: {reason.value.replace('_', ' ')} {value}".rstrip())
        self.line = line
        self.field = field
        self.reason = reason
        self.value = value


@dataclass(frozen=True, slots=True)
class Row:
    """One place; `lon` and `lat` in degrees (WGS 84), `parent` None for a root, `line` where it stood in its file.

    `merged_into` is the code of the place that took its place from `valid_until` on.
    """

    code: str
    parent: str | None
    level: str
    name: str
    pinyin: str = ""
    initials: str = ""
    population: int | None = None
    lon: float | None = None
    lat: float | None = None
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    merged_into: str | None = None
    line: int = 0


def read_places(file: TextIO, *, levels: Sequence[str], known: Container[str] = ()) -> list[Row]:
    """Return the places of a CSV file, every parent before its children, siblings in the order of the file.

    `levels` run from the top down; a place stands at a level below its parent's. `known` are codes that a parent
    may have without standing in the file. A name without pinyin gets it. Raises `PlaceFileError` at the first fault.
    """
    reader = csv.DictReader(file, strict=True)
    rows: dict[str, Row] = {}
    read_until = 0
    try:
        _check_header(reader.fieldnames or ())
        read_until = reader.line_num
        for cells in reader:
            row = _row(cells, line=reader.line_num, levels=levels)
            if row.code in rows:
                raise PlaceFileError(line=row.line, field="code", reason=Reason.DUPLICATE_CODE, value=row.code)
            rows[row.code] = row
            read_until = row.line
    except csv.Error as error:
        # An unclosed quotation mark is found at the end of the file; its fault lies where reading last went well.
        raise PlaceFileError(line=read_until + 1, field="", reason=Reason.NOT_CSV, value=str(error)) from error
    _check_parents(rows, known=known)
    ordered = _parents_first(rows)
    _check_levels(rows, levels=levels)
    return ordered


def _check_header(columns: Iterable[str]) -> None:
    present = set(columns)
    for column in REQUIRED:
        if column not in present:
            raise PlaceFileError(line=1, field=column, reason=Reason.MISSING_COLUMN)


def _row(cells: dict[str, str], *, line: int, levels: Sequence[str]) -> Row:
    if None in cells:
        raise PlaceFileError(line=line, field="", reason=Reason.TOO_MANY_VALUES)
    values = {column: (text or "").strip() for column, text in cells.items()}
    _check_identity(values, line=line, levels=levels)
    lon, lat = _point(values, line=line)
    valid_from, valid_until = _validity(values, line=line)
    is_typed = values.get("pinyin") and values.get("initials")
    typed = Reading("", "") if is_typed else reading(values["name"])
    return Row(
        code=values["code"],
        parent=values["parent"] or None,
        level=values["level"],
        name=values["name"],
        pinyin=values.get("pinyin") or typed.pinyin[: LONGEST["pinyin"]],
        initials=values.get("initials") or typed.initials[: LONGEST["initials"]],
        population=_people(values, line=line),
        lon=lon,
        lat=lat,
        aliases=tuple(alias.strip() for alias in values.get("aliases", "").split("|") if alias.strip()),
        valid_from=valid_from,
        valid_until=valid_until,
        merged_into=values.get("merged_into") or None,
        line=line,
    )


def _check_identity(values: dict[str, str], *, line: int, levels: Sequence[str]) -> None:
    for column in ("code", "level", "name"):
        if not values[column]:
            raise PlaceFileError(line=line, field=column, reason=Reason.MISSING_VALUE)
    for column, longest in LONGEST.items():
        if len(values.get(column, "")) > longest:
            raise PlaceFileError(line=line, field=column, reason=Reason.TOO_LONG, value=values[column][:longest])
    if not CODE.fullmatch(values["code"]):
        raise PlaceFileError(line=line, field="code", reason=Reason.BAD_CODE, value=values["code"])
    if values["level"] not in levels:
        raise PlaceFileError(line=line, field="level", reason=Reason.UNKNOWN_LEVEL, value=values["level"])


def _point(values: dict[str, str], *, line: int) -> tuple[float | None, float | None]:
    lon = _degrees(values, "lon", limit=180, line=line)
    lat = _degrees(values, "lat", limit=90, line=line)
    if (lon is None) != (lat is None):
        raise PlaceFileError(line=line, field="lon" if lon is None else "lat", reason=Reason.HALF_A_POINT)
    return lon, lat


def _validity(values: dict[str, str], *, line: int) -> tuple[date | None, date | None]:
    valid_from = _day(values, "valid_from", line=line)
    valid_until = _day(values, "valid_until", line=line)
    if valid_from and valid_until and valid_until < valid_from:
        raise PlaceFileError(line=line, field="valid_until", reason=Reason.ENDS_BEFORE_IT_BEGINS)
    return valid_from, valid_until


def _people(values: dict[str, str], *, line: int) -> int | None:
    text = values.get("population", "")
    if text and not re.fullmatch(r"[0-9]{1,10}", text):
        raise PlaceFileError(line=line, field="population", reason=Reason.BAD_NUMBER, value=text)
    return int(text) if text else None


def _degrees(values: dict[str, str], column: str, *, limit: int, line: int) -> float | None:
    text = values.get(column, "")
    if not text:
        return None
    if re.fullmatch(r"[-+]?[0-9]{1,3}(\.[0-9]+)?", text) and abs(float(text)) <= limit:
        return float(text)
    raise PlaceFileError(line=line, field=column, reason=Reason.BAD_NUMBER, value=text)


def _day(values: dict[str, str], column: str, *, line: int) -> date | None:
    text = values.get(column, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise PlaceFileError(line=line, field=column, reason=Reason.BAD_DATE, value=text) from error


def _check_parents(rows: dict[str, Row], *, known: Container[str]) -> None:
    for row in rows.values():
        if row.parent is not None and row.parent not in rows and row.parent not in known:
            raise PlaceFileError(line=row.line, field="parent", reason=Reason.UNKNOWN_PARENT, value=row.parent)
        if row.merged_into is not None and row.merged_into not in rows and row.merged_into not in known:
            raise PlaceFileError(
                line=row.line, field="merged_into", reason=Reason.UNKNOWN_SUCCESSOR, value=row.merged_into
            )


def _check_levels(rows: dict[str, Row], *, levels: Sequence[str]) -> None:
    for row in rows.values():
        above = rows.get(row.parent or "")
        if above and levels.index(row.level) <= levels.index(above.level):
            raise PlaceFileError(line=row.line, field="level", reason=Reason.LEVEL_NOT_BELOW_PARENT, value=row.level)


def _parents_first(rows: dict[str, Row]) -> list[Row]:
    children: dict[str, list[Row]] = {}
    ordered: list[Row] = []
    for row in rows.values():
        if row.parent in rows:
            children.setdefault(row.parent, []).append(row)
        else:
            ordered.append(row)
    for row in ordered:  # It grows while it is walked: level by level down the tree.
        ordered += children.get(row.code, ())
    if len(ordered) < len(rows):
        reached = {row.code for row in ordered}
        lost = next(row for row in rows.values() if row.code not in reached)
        raise PlaceFileError(line=lost.line, field="parent", reason=Reason.CYCLE, value=lost.code)
    return ordered
