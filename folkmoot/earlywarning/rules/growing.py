"""When the same place and topic may raise a signal anew: only when it grows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from folkmoot.earlywarning.rules.topics import pack_and_code

#: the excess must be half as large again, and more than these cases larger
GROWTH: Final = 1.5
MORE_CASES: Final = 3
#: after so many days without a signal the matter is a new one
QUIET: Final = timedelta(days=28)


@dataclass(frozen=True)
class Told:
    """What was told of a place and topic: cases of the window, and how many were to be expected."""

    path: str
    topic: str
    group: str
    until: date
    cases: int
    expected: float

    @property
    def excess(self) -> float:
        """Cases above what was to be expected."""
        return self.cases - self.expected


def overlaps(one: Told, other: Told) -> bool:
    """Whether two speak of the same cases at least in part: one place within the other, and one topic too."""
    is_place = one.path.startswith(other.path) or other.path.startswith(one.path)
    return is_place and _is_topic(one, other)


def has_grown(before: Told, now: Told) -> bool:
    """Whether it is worth telling anew what was told before."""
    return now.cases >= before.cases + MORE_CASES and now.excess >= GROWTH * before.excess


def is_news(now: Told, *, before: Iterable[Told]) -> bool:
    """Whether a signal is raised: nothing of it was told in the last QUIET days, or it has grown beyond all of that."""
    known = [each for each in before if overlaps(each, now) and now.until - each.until <= QUIET]
    return all(has_grown(each, now) for each in known)


def _is_topic(one: Told, other: Told) -> bool:
    if one.group != other.group:
        return False
    return one.topic == other.topic or None in {pack_and_code(one.topic), pack_and_code(other.topic)}
