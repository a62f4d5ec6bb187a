"""What people bring: stories with slots, and how one is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final

ENGLISH: Final = "en"
CHINESE: Final = "zh-hans"
#: how much likelier a story is in its months
IN_SEASON: Final = 5


class Where(StrEnum):
    """Where a story happens."""

    RURAL = "rural"
    URBAN = "urban"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Words:
    """A story in one language. Of `narrative` and `summary` there may be several, which belong together in order."""

    narrative: tuple[str, ...]
    summary: tuple[str, ...]
    wish: str
    question: str
    answer: str
    resolution: str
    dispute: str


@dataclass(frozen=True, slots=True)
class Story:
    """One kind of everyday dispute: its category in the pack, its places, its months (none: all alike)."""

    code: str
    category: str
    where: Where
    weight: int
    months: frozenset[int]
    words: Mapping[str, Words]

    def likelihood(self, where: Where, *, month: int) -> int:
        """How often it is told at such a place in such a month, against the other stories."""
        if self.where is not Where.ANY and where is not self.where:
            return 0
        if not self.months:
            return 2 * self.weight
        return self.weight * (IN_SEASON if month in self.months else 1)


@dataclass(frozen=True, slots=True)
class Telling:
    """A story as one resident tells it, with the words that follow in the same case."""

    story: str
    category: str
    language: str
    narrative: str
    summary: str
    wish: str
    question: str
    answer: str
    resolution: str
    dispute: str


def choose(stories: Iterable[Story], *, where: Where, month: int, rng: Random) -> Story:
    """One story that fits the place and the month."""
    fitting = [story for story in stories if story.likelihood(where, month=month)]
    return rng.choices(fitting, weights=[story.likelihood(where, month=month) for story in fitting])[0]


def tell(story: Story, *, language: str, rng: Random) -> Telling:
    """Draws the slots, which are the same in all texts of the case."""
    words = story.words[language]
    variant = rng.randrange(len(words.narrative))
    drawn = {
        "n": rng.randint(2, 9),
        "days": rng.randint(3, 15),
        "sum": rng.randint(4, 90) * 100,
        "cm": rng.randint(2, 6) * 10,
        "hour": rng.randint(9, 10),
        "night": rng.randint(1, 3),
        "floor": rng.randint(3, 5),
    }
    return Telling(
        story=story.code,
        category=story.category,
        language=language,
        narrative=words.narrative[variant].format(**drawn),
        summary=words.summary[variant].format(**drawn),
        wish=words.wish.format(**drawn),
        question=words.question.format(**drawn),
        answer=words.answer.format(**drawn),
        resolution=words.resolution.format(**drawn),
        dispute=words.dispute.format(**drawn),
    )


def where_of(name: str) -> Where:
    """Whether a place is in a town, by the end of its name: 社区, 居委会 and 街道 are; 村 and 乡 are not."""
    return Where.URBAN if any(word in name for word in ("社区", "居委会", "街道")) else Where.RURAL
