"""Plots of a back-test as SVG: how high each night was, and how many bursts were found by which day."""

from collections.abc import Callable, Iterable, Sequence
from math import log
from typing import Final

from folkmoot.earlywarning.backtest.power import BURST_DAYS, Power
from folkmoot.earlywarning.backtest.running import Outcome
from folkmoot.earlywarning.backtest.strokes import (
    BLUE,
    BOTTOM,
    INK,
    LABEL,
    LEFT,
    RED,
    RIGHT,
    TOP,
    dots,
    level,
    line,
    svg,
    text,
    way,
)
from folkmoot.earlywarning.backtest.trial import FLOOR

#: ratios at the axis
TICKS: Final = (4, 6, 10, 20, 50, 100, 200)
#: days for which months say more than years
FEW_DAYS: Final = 2 * 365
SHARES: Final = (0.0, 0.25, 0.5, 0.75, 0.95, 1.0)


def nights(outcome: Outcome, *, threshold_word: str, turn_word: str) -> str:
    """The highest ratio of every night on a logarithmic axis, the threshold, and the alarms that it raised."""
    past, tried = outcome.past, outcome.tried
    highest = [*past.highest.tolist(), *tried.highest.tolist()]
    top = max(*highest, outcome.threshold) * 1.1

    def across(day: float) -> float:
        return LEFT + (RIGHT - LEFT) * (day - past.since) / len(highest)

    def up(ratio: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * log(ratio / FLOOR) / log(top / FLOOR)

    heights = [(across(day), up(ratio)) for day, ratio in enumerate(highest, start=past.since) if ratio > FLOOR]
    alarms = [(across(alarm.day), up(tried.highest[alarm.day - tried.since])) for alarm in tried.alarms]
    return svg(
        *(level(up(tick), f"{tick}") for tick in TICKS if tick < top),
        *_beginnings(outcome, across),
        dots(heights, BLUE, width=2.2),
        dots(alarms, RED, width=6),
        line(LEFT, up(outcome.threshold), RIGHT, up(outcome.threshold), RED),
        text(LEFT + 4, up(outcome.threshold) - 5, f"{threshold_word} {outcome.threshold:.1f}", RED),
        line(across(tried.since), TOP, across(tried.since), BOTTOM, INK),
        text(across(tried.since) + 4, TOP + 12, turn_word, INK),
    )


def found(powers: Sequence[Power], *, day_words: Sequence[str]) -> str:
    """The share of bursts of each size that was found by each day."""

    def across(day: int) -> float:
        return LEFT + 40 + (RIGHT - LEFT - 140) * (day - 1) / (BURST_DAYS - 1)

    def up(share: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * share

    days = range(1, BURST_DAYS + 1)
    lines = [[(across(day), up(each.by(day))) for day in days] for each in powers]
    return svg(
        *(level(up(share), f"{share:.0%}") for share in SHARES),
        *(text(across(day), BOTTOM + 20, words, INK, anchor="middle") for day, words in enumerate(day_words, start=1)),
        *(f'<path d="{way(points)}" fill="none" stroke="{BLUE}" stroke-width="2"/>' for points in lines),
        *(dots(points, BLUE, width=7) for points in lines),
        *(text(RIGHT - 90, y, label, INK) for y, label in _apart(powers, up)),
    )


def _apart(powers: Sequence[Power], up: Callable[[float], float]) -> list[tuple[float, str]]:
    """Labels of the lines beside their ends, none upon another."""
    placed: list[tuple[float, str]] = []
    for each in sorted(powers, key=lambda power: power.by(BURST_DAYS)):
        y = up(each.by(BURST_DAYS)) + 4
        placed.append((min(y, placed[-1][0] - 14) if placed else y, f"{each.size}: {each.by(BURST_DAYS):.1%}"))
    return placed


def _beginnings(outcome: Outcome, across: Callable[[float], float]) -> Iterable[str]:
    """The beginnings of the years at the axis; of the months where there are no two years."""
    history = outcome.trial.history
    first, last = outcome.past.since, outcome.tried.since + len(outcome.tried.highest)
    is_short = last - first < FEW_DAYS
    for number in range(first, last):
        day = history.day(number)
        if day.day == 1 and (is_short or day.month == 1):
            yield line(across(number), BOTTOM, across(number), BOTTOM + 5, INK)
            if across(number) < RIGHT - LABEL:
                yield text(across(number) + 3, BOTTOM + 18, f"{day:%Y-%m}" if is_short else f"{day.year}", INK)
