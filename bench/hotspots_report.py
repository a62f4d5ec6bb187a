"""The report of the try on messages: general words, masked places, numbers, and two plots."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from bench import frame
from bench.hotspots_found import Cluster, Signal, Tried
from folkmoot.earlywarning.backtest import plots
from folkmoot.earlywarning.backtest.history import SEPARATOR, History
from folkmoot.earlywarning.backtest.running import Outcome
from folkmoot.earlywarning.backtest.strokes import (
    BLUE,
    BOTTOM,
    INK,
    LABEL,
    LEFT,
    PALE,
    RED,
    RIGHT,
    TOP,
    dots,
    line,
    svg,
    text,
)

HEADS: Final = (
    *("method", "allowed a month", "threshold", "alarms a month", "of the five", "found", "delays, days"),
    "after messages",
)
CLUSTER_HEADS: Final = (
    *("what happened", "where", "messages", "from", "to", "first signal", "delay, days", "messages then"),
    "the signal names",
)
SIGNAL_HEADS: Final = ("raised on", "place", "topic", "cases", "expected", "days", "about")
NIGHTLY: Final = "the nightly run, with replicates"
TOPICS: Final = {
    "城乡建设": "building and housing",
    "劳动和社会保障": "work and social security",
    "教育文体": "education, culture, sport",
    "商贸旅游": "trade and tourism",
    "环境保护": "environment",
    "卫生计生": "health",
    "交通运输": "transport",
    "?": "none",
    "": "all",
}
#: parts of a path that are masked in the data themselves: the city, and its district or county
MASKED: Final = 2
_AREAS: Final = frozenset("市区县")


def row(tried: Tried) -> tuple[object, ...]:
    """A line of the table of all that was tried."""
    return (
        tried.name,
        tried.rate,
        f"{tried.threshold:.1f}",
        f"{tried.a_month:.1f}",
        tried.about_the_listed,
        f"{len(tried.delays)} of {len(tried.clusters)}",
        ", ".join(str(delay) for delay in tried.delays) or "–",
        ", ".join(str(_come(cluster, first)) for cluster, first in _firsts(tried) if first) or "–",
    )


def write(every: Sequence[Tried], outcome: Outcome, *, cases: int, texts: int, folder: Path) -> None:
    """Writes the text and the plots; the first of those tried, with its outcome, is the one that was fixed before."""
    folder.mkdir(parents=True, exist_ok=True)
    nights = plots.nights(outcome, threshold_word="threshold", turn_word="tried from here on")
    (folder / "nights.svg").write_text(nights, encoding="utf-8")
    (folder / "clusters.svg").write_text(_timeline(every[0], outcome), encoding="utf-8")
    parts = _parts(every, outcome.trial.history, cases=cases, texts=texts)
    (folder / "hotspots.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _parts(every: Sequence[Tried], history: History, *, cases: int, texts: int) -> Iterable[str]:
    fixed, nightly = every[0], next(each for each in every if each.name == NIGHTLY)
    yield "# Early warning on a year of messages"
    yield (
        "Residents' messages to officials of one Chinese city, masked by the competition that published them (2020), "
        "which named no licence: nothing of them is shipped or quoted here, and places are told as they are masked "
        "there. What was fixed before the first run, what was tried after it and what came of all that stands in "
        "[decision 87](../../decisions/0087-messages-of-one-year.md)."
    )
    yield (
        f"{cases} different texts since {history.day(0)}, {len(history.over.places)} places by name found in the text, "
        f"topics as the model suggests them that learned from {texts} labelled texts. The earlier evenings set the "
        f"threshold, {fixed.evenings} later ones try it."
    )
    yield "## The five clusters that were listed by reading"
    for each in (fixed, nightly):
        yield f"{each.name.capitalize()}; {each.rate} signals a month were allowed to the earlier evenings."
        yield frame.table(CLUSTER_HEADS, [_cluster(cluster, first) for cluster, first in _firsts(each)])
    yield "![When the messages of each cluster came, and when it was told](clusters.svg)"
    yield "## All that was tried"
    yield (
        "Delays are those of the clusters that were found, in the order of the table above. The first method and rate "
        "were fixed before the first run; that of Zürich's back-test is tempered. All others were tried when the first "
        "result was known. The nightly run's threshold is the city's, as −ln p."
    )
    yield frame.table(HEADS, [row(each) for each in every])
    yield "## Every signal of the later evenings"
    for each in (fixed, nightly):
        yield f"{each.name.capitalize()}, {each.rate} a month."
        yield frame.table(SIGNAL_HEADS, [_signal(signal, each) for signal in each.signals])
    yield "![The highest ratio of each evening, and the threshold](nights.svg)"


def _firsts(tried: Tried) -> list[tuple[Cluster, Signal | None]]:
    return [(cluster, tried.first(cluster)) for cluster in tried.clusters]


def _come(cluster: Cluster, signal: Signal) -> int:
    return sum(message.day <= signal.on for message in cluster.messages)


def _cluster(cluster: Cluster, first: Signal | None) -> tuple[object, ...]:
    begun = (cluster.label, cluster.place, len(cluster.messages), cluster.since, cluster.until)
    if first is None:
        return (*begun, "not found", "–", "–", "–")
    names = f"{_place(first.place)}: {TOPICS[first.topic]}"
    return (*begun, first.on, (first.on - cluster.since).days, _come(cluster, first), names)


def _signal(signal: Signal, tried: Tried) -> tuple[object, ...]:
    about = tried.of(signal)
    label = f"cluster {tried.clusters.index(about) + 1}" if about else "another matter"
    counts = (signal.cases, f"{signal.expected:.1f}", signal.window)
    return (signal.on, _place(signal.place), TOPICS[signal.topic], *counts, label)


def _place(path: str) -> str:
    """A place in words: what is not masked in the data is not named here."""
    if path in ("", "?"):
        return "everywhere" if path == "" else "no place"
    parts = path.split(SEPARATOR)
    masked = [part for part in parts[:MASKED] if part[0].isascii() and part[-1] in _AREAS]
    return SEPARATOR.join(masked) + (", one place" if len(masked) < len(parts) else "")


def _timeline(tried: Tried, outcome: Outcome) -> str:
    """A row for each cluster: its messages by day, and the evenings on which signals spoke of it."""
    first, days = outcome.tried.since, len(outcome.tried.highest)
    history, rows = outcome.trial.history, len(tried.clusters)

    def across(day: int) -> float:
        return LEFT + (RIGHT - LEFT) * (day - first) / days

    def down(number: int) -> float:
        return TOP + (BOTTOM - TOP) * (number + 0.6) / rows

    months = [day for day in range(first, first + days) if history.day(day).day == 1]
    parts = [line(across(day), TOP, across(day), BOTTOM + 5, PALE) for day in months]
    named = [day for day in months if across(day) < RIGHT - LABEL]
    parts += [text(across(day) + 3, BOTTOM + 18, f"{history.day(day):%Y-%m}", INK) for day in named]
    for number, cluster in enumerate(tried.clusters):
        y = down(number)
        came = {history.number(message.day) for message in cluster.messages}
        told = {history.number(signal.on) for signal in tried.signals if signal.is_about(cluster)}
        parts += [
            text(LEFT, y - 15, f"{number + 1}. {cluster.label}", INK),
            dots(((across(day), y) for day in came), BLUE, width=5),
            *(line(across(day), y - 9, across(day), y + 9, RED) for day in told),
        ]
    return svg(*parts)
