"""Plots of a back-test as SVG: how high each night was, and how many bursts were found by which day."""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from math import log
from typing import Final

from folkmoot.earlywarning.backtest.power import BURST_DAYS, Power
from folkmoot.earlywarning.backtest.running import Outcome
from folkmoot.earlywarning.backtest.trial import FLOOR

WIDTH, HEIGHT = 760, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 744, 16, 262
INK, PALE, BLUE, RED = "#1f2328", "#d0d7de", "#0b5cad", "#b3261e"
#: ratios at the axis
TICKS: Final = (4, 6, 10, 20, 50, 100, 200)
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

    dots = [(across(day), up(ratio)) for day, ratio in enumerate(highest, start=past.since) if ratio > FLOOR]
    alarms = [(across(alarm.day), up(tried.highest[alarm.day - tried.since])) for alarm in tried.alarms]
    return _svg(
        *(_level(up(tick), f"{tick}") for tick in TICKS if tick < top),
        *_years(outcome, across),
        _dots(dots, BLUE, width=2.2),
        _dots(alarms, RED, width=6),
        _line(LEFT, up(outcome.threshold), RIGHT, up(outcome.threshold), RED),
        _text(LEFT + 4, up(outcome.threshold) - 5, f"{threshold_word} {outcome.threshold:.1f}", RED),
        _line(across(tried.since), TOP, across(tried.since), BOTTOM, INK),
        _text(across(tried.since) + 4, TOP + 12, turn_word, INK),
    )


def found(powers: Sequence[Power], *, day_words: Sequence[str]) -> str:
    """The share of bursts of each size that was found by each day."""

    def across(day: int) -> float:
        return LEFT + 40 + (RIGHT - LEFT - 140) * (day - 1) / (BURST_DAYS - 1)

    def up(share: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * share

    days = range(1, BURST_DAYS + 1)
    lines = [[(across(day), up(each.by(day))) for day in days] for each in powers]
    return _svg(
        *(_level(up(share), f"{share:.0%}") for share in SHARES),
        *(_text(across(day), BOTTOM + 20, words, INK, anchor="middle") for day, words in enumerate(day_words, start=1)),
        *(f'<path d="{_way(points)}" fill="none" stroke="{BLUE}" stroke-width="2"/>' for points in lines),
        *(_dots(points, BLUE, width=7) for points in lines),
        *(_text(RIGHT - 90, y, label, INK) for y, label in _apart(powers, up)),
    )


def _apart(powers: Sequence[Power], up: Callable[[float], float]) -> list[tuple[float, str]]:
    """Labels of the lines beside their ends, none upon another."""
    placed: list[tuple[float, str]] = []
    for each in sorted(powers, key=lambda power: power.by(BURST_DAYS)):
        y = up(each.by(BURST_DAYS)) + 4
        placed.append((min(y, placed[-1][0] - 14) if placed else y, f"{each.size}: {each.by(BURST_DAYS):.1%}"))
    return placed


def _years(outcome: Outcome, across: Callable[[float], float]) -> Iterable[str]:
    history = outcome.trial.history
    first, last = outcome.past.since, outcome.tried.since + len(outcome.tried.highest)
    for day in range(first, last):
        date = history.day(day)
        if (date.month, date.day) == (1, 1):
            yield _line(across(day), BOTTOM, across(day), BOTTOM + 5, INK)
            yield _text(across(day) + 3, BOTTOM + 18, str(date.year), INK)


def _svg(*parts: str) -> str:
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="sans-serif" font-size="12">'
    ground = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
    return "\n".join((head, ground, *parts, "</svg>")) + "\n"


def _level(y: float, label: str) -> str:
    return _line(LEFT, y, RIGHT, y, PALE) + _text(LEFT - 8, y + 4, label, INK, anchor="end")


def _line(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{colour}"/>'


def _way(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _dots(points: Iterable[tuple[float, float]], colour: str, *, width: float) -> str:
    """Round ends of lines without a length: one element for thousands of dots."""
    way = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in points)
    return f'<path d="{way}" stroke="{colour}" stroke-width="{width}" stroke-linecap="round"/>'


def _text(x: float, y: float, words: str, colour: str, *, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="{anchor}">{escape(words)}</text>'
