"""One back-test from beginning to end: a threshold from the earlier evenings, alarms and bursts on the later ones."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from folkmoot.earlywarning.backtest.power import SIZES, Power, bursts, power
from folkmoot.earlywarning.backtest.trial import Evenings, Progress, TooShort, Trial

#: evenings of which a threshold can be made, and on which it can be tried
FEWEST_EVENINGS: Final = 28


@dataclass(frozen=True)
class Period:
    """Which evenings set the threshold, and which try it."""

    first: int
    """The first evening that sets it."""
    turn: int
    """The first evening that tries it."""
    end: int
    """The first evening that does neither."""

    @property
    def evenings(self) -> int:
        """How many there are."""
        return self.end - self.first


@dataclass(frozen=True)
class Outcome:
    """What came of a back-test."""

    trial: Trial
    threshold: float
    past: Evenings
    """Those that set the threshold."""
    tried: Evenings
    powers: tuple[Power, ...]
    """By size, the smallest first."""

    def by_year(self, evenings: Evenings) -> dict[int, tuple[int, int]]:
        """Of each year how many of these evenings it has, and how many alarms they raised."""
        day = self.trial.history.day
        years = [day(number).year for number in range(evenings.since, evenings.since + len(evenings.highest))]
        raised = [day(alarm.day).year for alarm in evenings.alarms]
        return {year: (years.count(year), raised.count(year)) for year in sorted(set(years))}


def period(trial: Trial, *, first: date | None, calibrate_to: date | None, last: date | None) -> Period:
    """The evenings between two days, both counted, parted after `calibrate_to`; by default the last year tries.

    Raises TooShort.
    """
    history = trial.history
    end = min(history.days, history.number(last) + 1) if last else history.days
    start = max(trial.first, history.number(first)) if first else trial.first
    turn = history.number(calibrate_to) + 1 if calibrate_to else end - trial.method.span
    if min(turn - start, end - turn) < FEWEST_EVENINGS:
        raise TooShort
    return Period(start, turn, end)


def run(trial: Trial, during: Period, *, count: int, progress: Progress) -> Outcome:
    """The outcome with so many bursts of each size. `progress` is told of each evening and each burst."""
    highest = trial.highest(during.first, during.turn, progress=progress)
    threshold = trial.threshold(highest, since=during.first)
    past = trial.evenings(highest, since=during.first, threshold=threshold)
    later = trial.highest(during.turn, during.end, progress=progress)
    tried = trial.evenings(later, since=during.turn, threshold=threshold)
    powers = []
    for size in SIZES:
        drawn = bursts(trial, during.turn, during.end, size=size, count=count)
        powers.append(power(trial, tried, drawn, threshold=threshold, progress=progress))
    return Outcome(trial, threshold, past, tried, tuple(powers))


def steps(during: Period, *, count: int) -> int:
    """Of how many the progress will be told."""
    return during.evenings + len(SIZES) * count
