"""What can be wrong with a pack."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self


class FaultKind(StrEnum):
    """Why a pack is refused."""

    # The file.
    NOT_FOUND = "not_found"
    NOT_TOML = "not_toml"
    WRONG_FOLDER = "wrong_folder"
    # Its form.
    MISSING = "missing"
    MISSING_LANGUAGE = "missing_language"
    WRONG_TYPE = "wrong_type"
    BAD_VALUE = "bad_value"
    UNKNOWN_KEY = "unknown_key"
    TWICE = "twice"
    # What it names.
    UNKNOWN_CHOICE = "unknown_choice"
    UNKNOWN_MOVE = "unknown_move"
    UNKNOWN_MARK = "unknown_mark"
    UNKNOWN_ROLE = "unknown_role"
    UNKNOWN_LAW = "unknown_law"
    UNKNOWN_CITATION = "unknown_citation"
    UNKNOWN_CLOCK = "unknown_clock"
    UNKNOWN_LEVEL = "unknown_level"
    UNKNOWN_CATEGORY = "unknown_category"
    UNKNOWN_REVIEW = "unknown_review"
    # What it rests on.
    NO_CITATION = "no_citation"
    NO_SOURCE = "no_source"
    NO_QUOTATION = "no_quotation"
    OUT_OF_FORCE = "out_of_force"
    # Whether it holds together.
    MISSING_CLOCK = "missing_clock"
    NEVER_STARTS = "never_starts"
    NEVER_ENDS = "never_ends"
    LENGTH = "length"
    NO_LIMIT = "no_limit"
    NO_APPROVER = "no_approver"
    CYCLE = "cycle"
    PARENT_BELOW = "parent_below"
    SAME_LEVEL = "same_level"
    UNTITLED_ROLE = "untitled_role"
    NEVER_TOLD = "never_told"


class Shape(StrEnum):
    """What has to stand where something of another type does; the value of a WRONG_TYPE."""

    TEXT = "text"
    WHOLE_NUMBER = "whole number"
    SHARE = "share"
    DATE = "date"
    TRUE_OR_FALSE = "true or false"
    TABLE = "table"
    TABLES = "list of tables"
    TEXTS = "list of texts"
    WHOLE_NUMBERS = "list of whole numbers"


class Thing(StrEnum):
    """What has a name in a pack by which other parts of it speak of it."""

    LAW = "law"
    CITATION = "citation"
    CLOCK = "clock"
    EXTENSION = "extension"
    PAUSE = "pause"
    LEVEL = "level"
    CATEGORY = "category"
    REVIEW = "review"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Fault:
    """
    One thing wrong: the file, the key in it (as in `clocks[2].days`), and what stood or should stand there.

    `line` counts from 1; None where it is not known.
    """

    kind: FaultKind
    file: str
    key: str
    value: str = ""
    line: int | None = None

    def at(self, line: int | None) -> Self:
        """The same fault with its line."""
        return replace(self, line=line)

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line is not None else self.file
        return f"{where}: {self.key}: {self.kind.value.replace('_', ' ')} {self.value}".rstrip()


class PackFault(Exception):
    """A pack that cannot be used, with every fault that was found; at least one."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults
