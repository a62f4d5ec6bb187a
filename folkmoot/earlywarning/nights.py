"""What a night reads: the survey of the counts, the tiers and their thresholds, what was told before."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import log
from typing import Final

from django.db.models import Sum

from folkmoot.earlywarning.models import DailyCount, Night, Signal
from folkmoot.earlywarning.rules.calibration import Past, Threshold, calibrate
from folkmoot.earlywarning.rules.evenings import SPAN
from folkmoot.earlywarning.rules.growing import QUIET, Told
from folkmoot.earlywarning.rules.survey import Survey
from folkmoot.earlywarning.rules.tiers import Tier, named_as, nightly, shares, tier_depths, township_depth
from folkmoot.earlywarning.rules.topics import Group
from folkmoot.earlywarning.topics import topics_by_group
from folkmoot.places.models import Region
from folkmoot.places.queries import region

#: past nights by which thresholds are set
LOOKED_BACK: Final = timedelta(days=730)
#: p is never taken to be smaller: a fitted tail says nothing that far out
SMALLEST_P: Final = 1e-12


@dataclass(frozen=True)
class Setting:
    """The region as early warning sees it."""

    root: str
    levels: int
    groups: Mapping[Group, tuple[str, ...]]

    @classmethod
    def of(cls, here: Region) -> "Setting":
        """From the installation's region. Raises nothing; the packs must be published."""
        return cls(here.root.path, len(here.levels), topics_by_group())

    @property
    def depths(self) -> tuple[int, ...]:
        """The depths of the tiers."""
        return tier_depths(self.levels)

    @property
    def township_depth(self) -> int:
        """The depth of the smallest places that are named to everybody."""
        return township_depth(self.levels)

    def named(self, path: str) -> str:
        """As what a place is named to everybody."""
        return named_as(path, levels=self.levels)

    def group_of(self, topic: str) -> str:
        """The group of a topic, or the group itself."""
        return self._groups.get(topic, topic)

    @property
    def _groups(self) -> dict[str, str]:
        return {topic: group.value for group, topics in self.groups.items() for topic in topics}


def setting() -> Setting:
    """The running installation's."""
    return Setting.of(region())


def survey_of(here: Setting, *, first: date, last: date) -> Survey:
    """All counts that the evenings from `first` to `last` look at, under the running scope. One statement."""
    rows = DailyCount.objects.filter(on__range=(first - timedelta(days=SPAN - 1), last))
    summed = rows.order_by().values_list("place_path", "topic", "on").annotate(n=Sum("cases"))
    return Survey.of(summed.iterator(chunk_size=20_000), groups=here.groups, root=here.root)


def past_of(depth: int, *, until: date) -> Past:
    """The scores −ln p of the nights before a day in all tiers of a level, each tier a series. One statement.

    Nights that were found to be true are left out: they were no noise.
    """
    nights = Night.objects.filter(depth=depth, as_of__lt=until, as_of__gte=until - LOOKED_BACK, is_true=False)
    series: dict[str, list[float]] = defaultdict(list)
    for tier, p in nights.order_by("tier", "as_of").values_list("tier", "p"):
        series[tier].append(surprise(p))
    return Past.of(*series.values())


def surprise(p: float) -> float:
    """−ln p: a number that is higher the rarer something is."""
    return -log(max(p, SMALLEST_P))


@dataclass(frozen=True)
class Bar:
    """What a tier of a level has to reach, and the past that it rests on."""

    threshold: Threshold
    past: Past


def bars(tiers: Collection[Tier], *, until: date) -> dict[int, Bar]:
    """The threshold of each level of these tiers, by its depth, out of the nights before a day."""
    by_tier = shares(tiers)
    by_depth = {tier.depth: share for tier, share in by_tier.items()}
    found = {}
    for depth, share in by_depth.items():
        past = past_of(depth, until=until)
        found[depth] = Bar(calibrate(past, p=nightly(share), per_year=share), past)
    return found


def told_lately(here: Setting, *, until: date) -> list[tuple[Told, Signal]]:
    """What was told in the last while, or is not over. One statement."""
    recent = Signal.objects.filter(until__lte=until, until__gte=until - QUIET)
    return [(told_of(here, signal), signal) for signal in recent.order_by("-score", "pk")]


def told_of(here: Setting, signal: Signal) -> Told:
    """A signal as the rule of growing sees it."""
    group = here.group_of(signal.topic)
    return Told(signal.place_path, signal.topic, group, signal.until, signal.cases, signal.expected)
