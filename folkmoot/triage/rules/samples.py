"""Texts with the category that somebody gave them, out of a CSV file."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

TEXT_COLUMNS: Final = ("text", "tokens", "summary")
LABEL_COLUMNS: Final = ("label", "category")
LONGEST_TEXT: Final = 20_000
LONGEST_LABEL: Final = 60
#: faults that are told at once
_TOLD: Final = 20


@dataclass(frozen=True)
class Sample:
    """A text and its category."""

    text: str
    category: str


class Reason(StrEnum):
    """Why a line cannot be learned from."""

    NO_COLUMNS = "no_columns"
    TORN = "torn"
    WIDTH = "width"
    NO_TEXT = "no_text"
    NO_LABEL = "no_label"
    LONG_TEXT = "long_text"
    LONG_LABEL = "long_label"


@dataclass(frozen=True)
class Fault:
    """A line of the file, counted from 1, and what is wrong with it."""

    line: int
    reason: Reason


class BadSamples(Exception):
    """A file that is not learned from; `faults` are the first ones."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.line}: {fault.reason.value}" for fault in self.faults))


def read_samples(lines: Iterable[str]) -> list[Sample]:
    """The samples of a file, whose first line names the columns. Raises BadSamples: all of a file or nothing."""
    rows = csv.reader(lines, strict=True)
    samples: list[Sample] = []
    faults: list[Fault] = []
    try:
        header = next(rows, [])
        text, label = _column(header, TEXT_COLUMNS), _column(header, LABEL_COLUMNS)
        if text is None or label is None:
            raise BadSamples([Fault(1, Reason.NO_COLUMNS)])
        for row in rows:
            reason = Reason.WIDTH if len(row) != len(header) else _fault(row[text], row[label])
            if reason:
                faults.append(Fault(rows.line_num, reason))
            else:
                samples.append(Sample(row[text], row[label].strip()))
            if len(faults) == _TOLD:
                break
    except csv.Error:
        faults.append(Fault(rows.line_num, Reason.TORN))
    if faults:
        raise BadSamples(faults)
    return samples


def _column(header: list[str], names: tuple[str, ...]) -> int | None:
    folded = [name.strip().casefold() for name in header]
    return next((folded.index(name) for name in names if name in folded), None)


def _fault(text: str, label: str) -> Reason | None:
    if not text.strip():
        return Reason.NO_TEXT
    if not label.strip():
        return Reason.NO_LABEL
    if len(text) > LONGEST_TEXT:
        return Reason.LONG_TEXT
    return Reason.LONG_LABEL if len(label.strip()) > LONGEST_LABEL else None
