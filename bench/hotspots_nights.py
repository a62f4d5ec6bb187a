"""The nightly run itself on the messages: replicates by tiers, thresholds from past nights, each thing told once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log
from typing import Final

from bench.hotspots_found import MONTHS, Message, Signal
from bench.named_places import MASK
from folkmoot.earlywarning.rules.calibration import Past, calibrate
from folkmoot.earlywarning.rules.evenings import Found, Look, look_at
from folkmoot.earlywarning.rules.growing import QUIET, Told, is_news
from folkmoot.earlywarning.rules.monte_carlo import null_of
from folkmoot.earlywarning.rules.survey import Survey
from folkmoot.earlywarning.rules.tiers import Tier, nightly, shares
from folkmoot.earlywarning.rules.topics import Group

#: the city whose messages these are, the only one that is a region
CITY: Final = "A市"
NAMES_DEPTH: Final = 2
SMALLEST_P: Final = 1e-12
GROUPS: Final = {
    Group.HOME: ("城乡建设",),
    Group.WORK: ("劳动和社会保障",),
    Group.SCHOOL: ("教育文体",),
    Group.TRADE: ("商贸旅游",),
    Group.ENVIRONMENT: ("环境保护",),
    Group.HARM: ("卫生计生",),
    Group.STREETS: ("交通运输",),
}
_GROUP_OF: Final = {topic: group.value for group, topics in GROUPS.items() for topic in topics}


@dataclass(frozen=True)
class Nights:
    """Every tier as it was looked at on every evening."""

    looks: Sequence[Look]
    """In the order of the evenings."""
    turn: date
    """The first evening that does not set the threshold."""

    def signals(self, *, a_month: int, among: Sequence[Message]) -> tuple[Signal, ...]:
        """What the later evenings raise; the earlier ones may have raised so many a month, in all tiers together."""
        bars, told, signals = self.bars(a_month), list[Told](), []
        for look, found in self._later():
            if -log(max(found.p, SMALLEST_P)) < bars[look.tier.depth]:
                continue
            now = Told(found.path, found.topic, _group(found.topic), look.as_of, found.cases, found.expected)
            if is_news(now, before=[each for each in told if look.as_of - each.until <= QUIET]):
                told.append(now)
                signals.append(Signal.of(look.as_of, _in_words(found), among=among))
        return tuple(signals)

    def bars(self, a_month: int) -> dict[int, float]:
        """The threshold of the tiers of each depth."""
        tiers = {look.tier for look in self.looks}
        found = {}
        for tier, share in shares(tiers, per_year=float(a_month * MONTHS)).items():
            series = [self._past(each) for each in tiers if each.depth == tier.depth]
            found[tier.depth] = calibrate(Past.of(*series), p=nightly(share), per_year=share).score
        return found

    def _past(self, tier: Tier) -> list[float]:
        return [-log(max(each.p, SMALLEST_P)) for each in self.looks if each.tier == tier and each.as_of < self.turn]

    def _later(self) -> Iterator[tuple[Look, Found]]:
        """What was high, evening by evening, the rarest first."""
        later = [(look, found) for look in self.looks if look.as_of >= self.turn for found in look.found]
        yield from sorted(later, key=lambda each: (each[0].as_of, each[1].p, -each[1].score))


def nights(among: Iterable[Message], *, first: date, turn: date, last: date, workers: int) -> Nights:
    """Looks at the city, and at each of its districts and counties, on every evening from `first` to `last`."""
    rows = [(f"{m.place}/", m.topic, m.day, 1) for m in among if m.place == CITY or m.place.startswith(f"{CITY}/")]
    survey = Survey.of(rows, groups=GROUPS, root=f"{CITY}/")
    tiers = [tier for tier in survey.tiers((0, 1)) if tier.depth == 0 or MASK.fullmatch(tier.path.split("/")[1])]
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    looks = [
        look_at(
            survey,
            tier,
            as_of=day,
            township_depth=NAMES_DEPTH,
            null_of=lambda experiment, score, count: null_of(
                experiment, score=score, replicates=count, workers=workers
            ),
        )
        for day in days
        for tier in tiers
    ]
    return Nights(looks, turn)


def _group(topic: str) -> str:
    return _GROUP_OF.get(topic, topic)


def _in_words(found: Found) -> Found:
    """With the path and the topic as the messages have them: a group of one topic is that topic."""
    topics = {group.value: topics[0] for group, topics in GROUPS.items()}
    topic = topics.get(found.topic, found.topic)
    return Found(found.path.rstrip("/"), topic, found.window, found.cases, found.expected, found.score, found.p)
