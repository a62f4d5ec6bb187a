"""Past evenings judged one by one: the threshold from some of them, and the alarms that it raises on others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.backtest.history import History
from folkmoot.earlywarning.backtest.method import Method
from folkmoot.earlywarning.rules.bursts import Burst
from folkmoot.earlywarning.rules.growing import QUIET, Told, is_news
from folkmoot.earlywarning.rules.scan import Cut
from folkmoot.earlywarning.rules.tiers import DAYS_A_YEAR

Reals = npt.NDArray[np.float64]
Progress = Callable[[int], None]
#: no threshold is lower; what is lower is not looked at
FLOOR: Final = 4.0
#: a threshold is found to this part of a unit
EXACT: Final = 0.01
#: a topic says nothing until it has been in use for so long
SETTLED_DAYS: Final = 91


class TooShort(ValueError):
    """There are too few evenings, or the days before the first of them are fewer than the method asks for."""


@dataclass(frozen=True)
class Alarm:
    """What an evening raised."""

    day: int
    cut: Cut
    told: Told

    @property
    def node(self) -> tuple[int, int]:
        """Its place and topic."""
        return self.cut.place, self.cut.topic


@dataclass(frozen=True)
class Evenings:
    """A run of evenings: how high each was, and what was raised on them."""

    since: int
    highest: Reals
    alarms: tuple[Alarm, ...]

    @property
    def a_year(self) -> float:
        """Alarms a year."""
        return len(self.alarms) * DAYS_A_YEAR / len(self.highest)

    def before(self, day: int) -> list[Alarm]:
        """What was raised before a day."""
        return [alarm for alarm in self.alarms if alarm.day < day]


@dataclass(frozen=True)
class Trial:
    """A history and the method that is tried on it."""

    history: History
    method: Method

    @property
    def first(self) -> int:
        """The first evening with as many days behind it as the method asks for."""
        return (self.method.past or self.method.span) - 1

    def highest(self, since: int, until: int, *, progress: Progress) -> Reals:
        """The highest ratio of each evening, from `since` to before `until`; FLOOR at least. Raises TooShort."""
        if since < self.first or until <= since:
            raise TooShort
        found = []
        for day in range(since, until):
            counts = self.history.evening(day, span=self.method.span)
            found.append(self.method.highest(counts, over=self.history.over, floor=FLOOR))
            progress(1)
        return np.array(found)

    def threshold(self, highest: Reals, *, since: int) -> float:
        """The lowest ratio at which these evenings, beginning with `since`, raise no more alarms than are allowed.

        Found by halving. It counts alarms and not episodes as `Past.threshold` does: two places on one night are two.
        """
        least, most = FLOOR, float(highest.max()) + 1
        allowed = self.method.per_year * len(highest) / DAYS_A_YEAR
        while most - least > EXACT:
            middle = (least + most) / 2
            is_enough = len(self.evenings(highest, since=since, threshold=middle).alarms) <= allowed
            least, most = (least, middle) if is_enough else (middle, most)
        return most

    def evenings(self, highest: Reals, *, since: int, threshold: float) -> Evenings:
        """What the threshold raises on evenings of which the highest ratios are known."""
        alarms: list[Alarm] = []
        for day, ratio in enumerate(highest, start=since):
            if ratio >= threshold:
                alarms += self.raised(day, before=alarms, threshold=threshold)
        return Evenings(since, highest, tuple(alarms))

    def raised(self, day: int, *, before: Sequence[Alarm], threshold: float, burst: Burst | None = None) -> list[Alarm]:
        """What an evening, into which a burst may be put, raises beyond what was told before, the highest first."""
        counts, over = self.history.evening(day, span=self.method.span, burst=burst), self.history.over
        told = [alarm.told for alarm in before if day - alarm.day <= QUIET.days]
        settled, raised = self.settled(day), []
        for cut in self.method.clusters(counts, over=over, critical=threshold):
            now = self._told(cut, day)
            if settled[cut.topic] and is_news(now, before=told):
                raised.append(Alarm(day, cut, now))
                told.append(now)
        return raised

    def settled(self, day: int) -> npt.NDArray[np.bool_]:
        """Whether each topic has been in use long enough for its past to say what is usual, shape (topics,)."""
        settled: npt.NDArray[np.bool_] = day - self.history.topics_began >= SETTLED_DAYS
        return settled

    def _told(self, cut: Cut, day: int) -> Told:
        history = self.history
        place, topic = history.places[cut.place], history.topics[cut.topic]
        # What begins with a path lies within it; everything begins with that of a root without a name.
        return Told(place and f"{place}/", topic, history.group(cut.topic), history.day(day), cut.cases, cut.expected)
