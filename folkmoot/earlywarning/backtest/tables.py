"""Daily counts out of a CSV file: day, place, topic, cases."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Final

from folkmoot.earlywarning.backtest.history import SEPARATOR, DailyCases

COLUMNS: Final = ("day", "place", "topic", "cases")
LONGEST_NAME: Final = 250
MOST_CASES: Final = 1_000_000


class Reason(StrEnum):
    """Why a line cannot be counted."""

    NO_COLUMNS = "no_columns"
    WIDTH = "width"
    NO_DAY = "no_day"
    NO_NAME = "no_name"
    NO_CASES = "no_cases"


class BadCounts(ValueError):
    """A line of the file, counted from 1, that says nothing countable."""

    def __init__(self, line: int, reason: Reason) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line, self.reason = line, reason


def read_counts(lines: Iterable[str]) -> Iterator[DailyCases]:
    """The cases of each line, whose places and topics may be paths such as `ZH/ZH-AU`. Raises BadCounts."""
    reader = csv.reader(lines)
    header = [name.strip().lower() for name in next(reader, [])]
    if not set(COLUMNS) <= set(header):
        raise BadCounts(1, Reason.NO_COLUMNS)
    at = [header.index(name) for name in COLUMNS]
    for cells in reader:
        if not cells:
            continue
        if len(cells) != len(header):
            raise BadCounts(reader.line_num, Reason.WIDTH)
        day, place, topic, cases = (cells[n].strip() for n in at)
        yield DailyCases(
            day=_day(day, reader.line_num),
            place=_name(place, reader.line_num),
            topic=_name(topic, reader.line_num),
            cases=_cases(cases, reader.line_num),
        )


def _day(text: str, line: int) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadCounts(line, Reason.NO_DAY) from error


def _name(text: str, line: int) -> str:
    if not all(text.split(SEPARATOR)) or len(text) > LONGEST_NAME:
        raise BadCounts(line, Reason.NO_NAME)
    return text


def _cases(text: str, line: int) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_CASES):
        raise BadCounts(line, Reason.NO_CASES)
    return int(text)
