"""When a cluster that happened counts as found: most of what a signal is about has to be of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Self

from folkmoot.earlywarning.backtest.history import SEPARATOR
from folkmoot.earlywarning.rules.evenings import Found
from folkmoot.earlywarning.rules.tiers import DAYS_A_YEAR

#: of a signal's cases so many, and this share, have to be the cluster's
LEAST_CASES, LEAST_SHARE = 3, 0.5
MONTHS: Final = 12


@dataclass(frozen=True)
class Message:
    """What early warning may know of a message."""

    row: int
    """Its number in the file."""
    day: date
    place: str
    topic: str


@dataclass(frozen=True)
class Cluster:
    """Messages about one thing that failed in one place."""

    label: str
    place: str
    messages: tuple[Message, ...]

    @property
    def since(self) -> date:
        """The day of its first message."""
        return min(message.day for message in self.messages)

    @property
    def until(self) -> date:
        """The day of its last message."""
        return max(message.day for message in self.messages)


@dataclass(frozen=True)
class Signal:
    """What an evening raised, with the messages it is about."""

    on: date
    place: str
    topic: str
    """"" for all of them."""
    window: int
    """Days, ending with `on`."""
    cases: int
    expected: float
    messages: frozenset[Message]

    @classmethod
    def of(cls, on: date, found: Found, *, among: Sequence[Message]) -> Self:
        """With all messages of its place, topic and days."""
        since = on - timedelta(days=found.window - 1)
        about = (
            message
            for message in among
            if since <= message.day <= on and _within(message.place, found.path) and _within(message.topic, found.topic)
        )
        return cls(on, found.path, found.topic, found.window, found.cases, found.expected, frozenset(about))

    def is_about(self, cluster: Cluster) -> bool:
        """Whether most of it is of a cluster."""
        shared = len(self.messages & set(cluster.messages))
        return shared >= max(LEAST_CASES, LEAST_SHARE * len(self.messages))


@dataclass(frozen=True)
class Tried:
    """What came of one method at one rate."""

    name: str
    rate: int
    """Signals a month that the earlier evenings were allowed."""
    threshold: float
    evenings: int
    """How many try it."""
    signals: tuple[Signal, ...]
    """In the order of their evenings."""
    clusters: tuple[Cluster, ...]

    def first(self, cluster: Cluster) -> Signal | None:
        """The first signal about a cluster; None where none was."""
        return next((signal for signal in self.signals if signal.is_about(cluster)), None)

    def of(self, signal: Signal) -> Cluster | None:
        """The cluster that a signal is about, if it is one of those listed."""
        return next((cluster for cluster in self.clusters if signal.is_about(cluster)), None)

    @property
    def delays(self) -> list[int]:
        """Days from the first message to the first signal, of each cluster that was found."""
        firsts = ((cluster, self.first(cluster)) for cluster in self.clusters)
        return [(signal.on - cluster.since).days for cluster, signal in firsts if signal]

    @property
    def recall(self) -> float:
        """The share of the clusters that was found."""
        return len(self.delays) / len(self.clusters)

    @property
    def about_the_listed(self) -> int:
        """How many of the signals are about one of the clusters."""
        return sum(self.of(signal) is not None for signal in self.signals)

    @property
    def a_month(self) -> float:
        """Signals a month."""
        return len(self.signals) * DAYS_A_YEAR / MONTHS / self.evenings


def _within(path: str, outer: str) -> bool:
    # The root of all has no name.
    return outer in ("", path) or path.startswith(f"{outer}{SEPARATOR}")
