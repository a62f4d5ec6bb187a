"""Reading dates and times as another system writes them."""

import string
from collections.abc import Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import Final

# "2024-01-31" and "2024-01-31 09:30:00" are always understood, beside the formats that a map names.
_ISO_DAY: Final = 10
_ISO_SECOND: Final = 19
_MARKS: Final = frozenset(string.punctuation + " ")


class NotADate(ValueError):
    """The text is in none of the formats."""


def read_moment(text: str, *, formats: Sequence[str], zone: tzinfo) -> datetime:
    """The moment, in UTC. A text without an offset is in `zone`; a day without a time is its midnight there.

    Raises NotADate, also for a moment that no calendar of ours holds.
    """
    found = _iso(text) or _in_formats(text, formats)
    try:
        return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
    except OverflowError as error:
        raise NotADate from error


def read_day(text: str, *, formats: Sequence[str]) -> date:
    """The day of a date, or of a time where it was written. Raises NotADate."""
    return (_iso(text) or _in_formats(text, formats)).date()


def _iso(text: str) -> datetime | None:
    # Ten times as quick as strptime, but it takes more than it should: hence the look at the dashes.
    if len(text) not in {_ISO_DAY, _ISO_SECOND} or text[4] != "-" or text[7] != "-":
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _in_formats(text: str, formats: Sequence[str]) -> datetime:
    for each in formats:
        try:
            return datetime.strptime(text, each)  # noqa: DTZ007  # the map's zone is set by the caller
        except ValueError:
            continue
    raise NotADate


def shape(text: str) -> str:
    """How a value is built, not what it says: digits 9, ASCII marks as they are, the rest a; at most 30 characters."""
    return "".join("9" if c.isdigit() else c if c in _MARKS else "a" for c in text[:30])
