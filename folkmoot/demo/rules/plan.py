"""Who raises what, where and when: decided from a seed alone, so that it can be made again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from folkmoot.demo.rules.course import (
    Due,
    Habits,
    draw_course,
    draw_dissenter,
    draw_group,
    draw_plain,
    draw_twin,
    with_seen_code,
)
from folkmoot.demo.rules.stories import CHINESE, ENGLISH, Story, Telling, choose, tell, where_of
from folkmoot.demo.rules.times import draw_arrivals, moment_of_day

#: Out of a hundred concerns, those that a second resident raises too.
TWINS: Final = 6
#: Out of a hundred concerns, those in English, where nothing else is said.
IN_ENGLISH: Final = 10
#: Out of a hundred concerns that a second resident raises, those that many raise; and so many they are.
GROUPS: Final = 9
GROUP_SIZES: Final = (6, 11)
CHANNELS: Final = {"web": 46, "visit": 20, "walk_in": 14, "phone": 15, "letter": 5}
#: Out of a hundred residents who came to the desk, those who typed a code of their own there.
OWN_CODES: Final = 60


@dataclass(frozen=True, slots=True)
class Spot:
    """A lowest place and how many concerns come from it, against the other spots."""

    code: str
    path: str
    name: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Names:
    """Made-up names to draw from."""

    family: str
    given: Sequence[str]
    english: Sequence[str]

    def draw(self, language: str, *, rng: Random) -> str:
        """A name as it is written in the language."""
        if language == ENGLISH:
            return rng.choice(self.english)
        return rng.choice(self.family) + rng.choice(self.given)


@dataclass(frozen=True, slots=True)
class Tale:
    """One concern to be raised, and the life that it will have if nothing stops it."""

    spot: Spot
    telling: Telling
    course: tuple[Due, ...]
    received_at: datetime
    channel: str
    name: str
    respondent: str
    phone: str = ""
    #: typed by the resident, unseen by the desk
    own_code: str = ""
    #: how many levels above the spot the unit stands that it is about; None is no unit
    about: int | None = None
    #: in the list of tales, the one that this one is about as well
    twin_of: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when, and the zone in which days begin."""

    since: datetime
    until: datetime
    zone: ZoneInfo


def plan_tales(
    spots: Sequence[Spot], *, count: int, stories: Iterable[Story], names: Names, span: Span, rng: Random
) -> list[Tale]:
    """`count` concerns from these spots with their twins, each in the order of its arrival among its kind."""
    told = list(stories)
    habits = draw_habits(rng)
    tales: list[Tale] = []
    first, last = (moment.astimezone(span.zone).date() for moment in (span.since, span.until))
    for day in draw_arrivals(count, since=first, until=last, rng=rng):
        received_at = moment_of_day(day, zone=span.zone, rng=rng)
        if not span.since < received_at < span.until:
            continue
        spot = rng.choices(spots, weights=[spot.weight for spot in spots])[0]
        tale = _tale(spot, told, names=names, received_at=received_at, habits=habits, rng=rng)
        tales.extend(_with_twin(tale, at=len(tales), names=names, habits=habits, span=span, rng=rng))
    return tales


def draw_habits(rng: Random) -> Habits:
    """How an area works: most near the ordinary pace, one in ten takes twice as long."""
    slow = 2.0 if rng.random() < 0.1 else 1.0
    return Habits(pace=rng.lognormvariate(0, 0.25) * slow)


def _tale(
    spot: Spot, stories: Sequence[Story], *, names: Names, received_at: datetime, habits: Habits, rng: Random
) -> Tale:
    language = draw_language(rng)
    story = choose(stories, where=where_of(spot.name), month=received_at.month, rng=rng)
    return tale_of(story, language, spot=spot, names=names, received_at=received_at, habits=habits, rng=rng)


def draw_language(rng: Random) -> str:
    """In which language somebody writes."""
    return ENGLISH if rng.randrange(100) < IN_ENGLISH else CHINESE


def tale_of(
    story: Story, language: str, *, spot: Spot, names: Names, received_at: datetime, habits: Habits, rng: Random
) -> Tale:
    """A story told by somebody of a spot at a moment, with the life that it will have."""
    channel = rng.choices(list(CHANNELS), weights=list(CHANNELS.values()))[0]
    course = draw_course(habits, rng=rng)
    has_own_code = channel == "web" or rng.randrange(100) < OWN_CODES
    return Tale(
        spot=spot,
        telling=tell(story, language=language, rng=rng),
        course=course if has_own_code else with_seen_code(course),
        received_at=received_at,
        channel=channel,
        name=names.draw(language, rng=rng),
        respondent=names.draw(CHINESE, rng=rng),
        phone=f"000 {rng.randrange(10_000):04} {rng.randrange(10_000):04}" if rng.random() < 0.6 else "",
        own_code=f"heron {rng.randrange(10**9):09}" if has_own_code and channel != "web" else "",
    )


def _with_twin(tale: Tale, *, at: int, names: Names, habits: Habits, span: Span, rng: Random) -> Iterator[Tale]:
    later = tale.received_at + timedelta(days=rng.randint(1, 4), hours=rng.randint(0, 3))
    if rng.randrange(100) >= TWINS or later >= span.until or tale.channel != "web":
        yield tale
        return
    if rng.randrange(100) < GROUPS:
        yield from _group(tale, at=at, names=names, habits=habits, span=span, rng=rng)
        return
    yield replace(tale, course=draw_plain(habits, rng=rng))
    language = tale.telling.language
    yield replace(
        tale, course=draw_twin(habits, rng=rng), received_at=later, name=names.draw(language, rng=rng), twin_of=at
    )


def _group(tale: Tale, *, at: int, names: Names, habits: Habits, span: Span, rng: Random) -> Iterator[Tale]:
    """Many residents about one matter, within four days; one of them does not agree in the end."""
    yield replace(tale, course=draw_group(habits, rng=rng))
    for number in range(rng.randint(*GROUP_SIZES)):
        later = tale.received_at + timedelta(hours=rng.randint(5, 96))
        if later < span.until:
            course = draw_twin(habits, rng=rng) if number else draw_dissenter(habits, rng=rng)
            name = names.draw(tale.telling.language, rng=rng)
            yield replace(tale, course=course, received_at=later, name=name, twin_of=at)
