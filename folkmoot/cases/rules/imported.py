"""A row of history from another system, on its way to become a case: what it says, or why it may not enter."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class RefusalReason(StrEnum):
    """Why a row does not enter. The row's own words never stand in a report."""

    WRONG_WIDTH = "wrong_width"
    MISSING_ID = "missing_id"
    BAD_ID = "bad_id"
    REPEATED_ID = "repeated_id"
    MISSING_DATE = "missing_date"
    BAD_DATE = "bad_date"
    UNKNOWN_STATUS = "unknown_status"
    UNKNOWN_CATEGORY = "unknown_category"
    TOO_LONG = "too_long"
    OUTSIDE_AREA = "outside_area"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that does not enter: its line in the file, why, and where it applies the column and the value's shape.

    A shape shows digits as 9 and all but ASCII marks as a, so that a report never quotes what somebody wrote.
    """

    line: int
    reason: RefusalReason
    column: str = ""
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Something the source has in words: `kind` is a kind of message, `at` when it was said (aware)."""

    kind: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """One concern as another system had it. Times are aware.

    `closed_at` is what the source states, also where it does not call the concern closed; a closed one always has it.
    `place` is the code of a place; `is_placed` is False where that is only the map's root place.
    """

    line: int
    source_id: str
    received_at: datetime
    is_closed: bool
    closed_at: datetime | None
    has_odd_times: bool
    category: str
    place: str
    is_placed: bool = True
    said: tuple[Said, ...] = ()
    summary: str = ""
    happened_on: date | None = None
    channel: str = "import"
    language: str = "en"


@dataclass(slots=True)
class Report:
    """What an import did with each row: read = entered + known + refused. `unplaced` and `odd` are part of entered."""

    read: int = 0
    entered: int = 0
    known: int = 0
    unplaced: int = 0
    odd: int = 0
    refused: list[Refusal] = field(default_factory=list)
