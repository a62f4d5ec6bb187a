"""Does early warning find what happened? Tried on a year of Chinese messages, against five clusters listed by reading.

What counts as found, and all that was fixed before the first run, stands in docs/decisions/0087. Text and names stay
where they are: what is told of them is a day, a masked place, a topic and a number. SIZE is from how many labelled
texts the topics are learned. Writes the report to docs/reports/messages, but for a quick look.
"""

import csv
import os
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import Final

from bench import frame, hotspots_report
from bench.hotspots_found import MONTHS, Cluster, Message, Signal, Tried
from bench.hotspots_nights import nights
from bench.named_places import Gazetteer
from folkmoot.earlywarning.backtest.history import DailyCases, History
from folkmoot.earlywarning.backtest.method import Method
from folkmoot.earlywarning.backtest.running import Outcome
from folkmoot.earlywarning.backtest.trial import Trial
from folkmoot.earlywarning.rules.evenings import WINDOWS, Found
from folkmoot.triage.rules.model import Model, suggest
from folkmoot.triage.rules.ngrams import sameness
from folkmoot.triage.rules.samples import Sample, read_samples
from folkmoot.triage.rules.training import Report, train

ROOT: Final = Path(__file__).parents[1]
DATA: Final = ROOT.parent / "shared" / "data" / "teddy_c2020"
MESSAGES, LABELLED = DATA / "messages_hotspot.csv", DATA / "messages_labelled_tokens.csv"
CLUSTERS: Final = Path(__file__).with_name("hotspots.toml")
REPORT: Final = ROOT / "docs" / "reports" / "messages"
EVERY_TEXT: Final = 100_000
FEW_TEXTS: Final = 1_500
SINCE, FIRST, TURN, LAST = date(2019, 1, 1), date(2019, 4, 2), date(2019, 7, 1), date(2020, 1, 8)
#: signals a month that the earlier evenings may have had: the first is the one that counts, the others stand beside it
RATES: Final = (2, 1, 4, 8)
FIXED: Final = Method(shortest=1, longest=WINDOWS, spread=0.0, least=1, past=91)
#: tried after the first run, but for the last, which docs/decisions/0081 chose on Zürich's reports
OTHERS: Final = {
    "the same against 91 days": replace(FIXED, span=91),
    "the same, 3 cases at least": replace(FIXED, least=3),
    "tempered, 3 to 7 days, 7 cases": Method(past=91),
}
NO_TOPIC: Final = "?"


def learn(count: int) -> tuple[Model, Report]:
    """A model of so many of the labelled texts, and how well it does."""
    with LABELLED.open(encoding="utf-8-sig", newline="") as file:
        samples = read_samples(file)
    # Messages come without spaces between their words; what is learned from has to look alike.
    joined = [Sample("".join(sample.text.split()), sample.category) for sample in samples]
    return train(joined[:: -(-len(joined) // count)], today=LAST)


def messages(model: Model) -> Iterator[Message]:
    """The messages in the order in which they came, the same text once, each placed by what was known by then."""
    known, gazetteer = set[str](), Gazetteer()
    with MESSAGES.open(encoding="utf-8-sig", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["time"])
    for row in rows:
        day, title, text = date.fromisoformat(row["time"][:10]), row["title"].strip(), row["text"].strip()
        same = sameness(text)
        if SINCE <= day <= LAST and same not in known:
            suggested = suggest(model, f"{title}\n{text}")
            topic = suggested[0].category if suggested else NO_TOPIC
            yield Message(int(row["id"]), day, gazetteer.place_of(title, text), topic)
        known.add(same)


def clusters(among: Sequence[Message]) -> tuple[Cluster, ...]:
    """The five that were listed by reading, with their messages; a copy of a text is none."""
    listed = tomllib.loads(CLUSTERS.read_text(encoding="utf-8"))["cluster"]
    by_row = {message.row: message for message in among}
    return tuple(
        Cluster(each["label"], each["place"], tuple(by_row[row] for row in each["rows"] if row in by_row))
        for each in listed
    )


def history_of(counted: Sequence[Message]) -> History:
    """The counts that early warning sees."""
    cells = Counter((message.day, message.place, message.topic) for message in counted)
    return History.of(DailyCases(*cell, cases) for cell, cases in cells.items())


def outcomes(history: History, method: Method) -> Iterator[tuple[int, Outcome]]:
    """What each rate of RATES allows on the later evenings, with its rate."""
    trial = Trial(history, method)
    since, turn, end = (history.number(day) for day in (FIRST, TURN, LAST))
    past = trial.highest(since, turn, progress=lambda _: None)
    later = trial.highest(turn, end + 1, progress=lambda _: None)
    for rate in RATES:
        allowed = replace(trial, method=replace(method, per_year=float(rate * MONTHS)))
        threshold = allowed.threshold(past, since=since)
        before = allowed.evenings(past, since=since, threshold=threshold)
        raised = allowed.evenings(later, since=turn, threshold=threshold)
        yield rate, Outcome(allowed, threshold, before, raised, ())


def found_of(outcome: Outcome, *, among: Sequence[Message]) -> tuple[Signal, ...]:
    """The signals of the later evenings."""
    history, shortest, signals = outcome.trial.history, outcome.trial.method.shortest, []
    for alarm in outcome.tried.alarms:
        cut, place, topic = alarm.cut, history.places[alarm.cut.place], history.topics[alarm.cut.topic]
        found = Found(place, topic, max(cut.window, shortest), cut.cases, cut.expected, cut.score, p=0.0)
        signals.append(Signal.of(history.day(alarm.day), found, among=among))
    return tuple(signals)


@dataclass(frozen=True)
class Setting:
    """What is tried, and against what."""

    messages: Sequence[Message]
    clusters: tuple[Cluster, ...]
    history: History

    def by_ratio(self, name: str, method: Method) -> list[tuple[Tried, Outcome]]:
        """What came of a method of the back-test, once for each rate."""
        return [
            (self._tried(name, rate, outcome.threshold, found_of(outcome, among=self.messages)), outcome)
            for rate, outcome in outcomes(self.history, method)
        ]

    def by_nights(self, name: str) -> list[Tried]:
        """What came of the nightly run, once for each rate; its threshold is that of the city, as −ln p."""
        looked = nights(self.messages, first=FIRST, turn=TURN, last=LAST, workers=os.cpu_count() or 1)
        return [
            self._tried(name, rate, looked.bars(rate)[0], looked.signals(a_month=rate, among=self.messages))
            for rate in RATES
        ]

    def _tried(self, name: str, rate: int, threshold: float, signals: tuple[Signal, ...]) -> Tried:
        return Tried(name, rate, threshold, (LAST - TURN).days + 1, signals, self.clusters)


def figures(told: Tried, *, of: str = "") -> list[frame.Figure]:
    """Those of one method and rate, named after it."""
    found = [
        frame.Figure(f"{of}recall", told.recall, "of 1"),
        frame.Figure(f"{of}alarms_a_month", told.a_month, "a month"),
        frame.Figure(f"{of}alarms_about_the_five", told.about_the_listed / max(1, len(told.signals)), "of 1"),
    ]
    # Where nothing was found there is no delay.
    return [*found, frame.Figure(f"{of}delay_days", median(told.delays), "days")] if told.delays else found


def main() -> int:
    """Tries, and returns the exit status."""
    count = frame.size(default=EVERY_TEXT)
    if not MESSAGES.exists():
        print(f"skipped: {MESSAGES.name} is not there")
        return 0
    is_small = count == frame.SMALL
    model, report = learn(FEW_TEXTS if is_small else count)
    counted = list(messages(model))
    setting = Setting(counted, clusters(counted), history_of(counted))
    fixed = setting.by_ratio("windows of 1 to 28 days, plain ratio", FIXED)
    every, told = [each for each, _ in fixed], figures(fixed[0][0])
    if not is_small:
        for name, method in OTHERS.items():
            every += [each for each, _ in setting.by_ratio(name, method)]
        begun = time.perf_counter()
        by_nights = setting.by_nights(hotspots_report.NIGHTLY)
        seconds = time.perf_counter() - begun
        every += by_nights
        told += [*figures(by_nights[0], of="nightly_"), frame.Figure("nightly_seconds", seconds, "s")]
        hotspots_report.write(every, fixed[0][1], cases=len(counted), texts=report.texts, folder=REPORT)
    told.append(frame.Figure("macro_f1_of_topics", report.macro_f1, "of 1"))
    text = frame.table(hotspots_report.HEADS, [hotspots_report.row(each) for each in every])
    details = {"cases": len(counted), "texts": report.texts, "clusters": len(setting.clusters)}
    return frame.finish("hotspots", figures=told, text=text, details=details)


if __name__ == "__main__":
    sys.exit(main())
