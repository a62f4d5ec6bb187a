"""Does early warning find what happens? Tried on the real reports of a city, Zürich, from 2016 to 2023.

The threshold comes from the years to 2020, and so does every choice of the method (docs/decisions/0081). Beside it
stands the scan with the windows of the nightly run, not tempered, its past allowed as many alarms as its future.
SIZE is the number of bursts of each size. Writes the report to docs/reports/zurich, but for a quick look.
"""

import csv
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Final

from bench import frame
from folkmoot.cli.backtest_report import write_report
from folkmoot.earlywarning.backtest.history import DailyCases, History
from folkmoot.earlywarning.backtest.method import Method
from folkmoot.earlywarning.backtest.power import BURST_DAYS
from folkmoot.earlywarning.backtest.running import Outcome, period, run
from folkmoot.earlywarning.backtest.trial import Trial
from folkmoot.earlywarning.rules.evenings import WINDOWS

BURSTS: Final = 1000
FEW_BURSTS: Final = 100
ROOT: Final = Path(__file__).parents[1]
REPORTS: Final = ROOT.parent / "shared" / "data" / "zurich_zwn" / "zurich_reports.csv"
REPORT: Final = ROOT / "docs" / "reports" / "zurich"
ORIGIN: Final = (
    "Counts: reports to Züri wie neu, 2016 to 2023, by district and topic. City of Zürich, "
    "<https://data.stadt-zuerich.ch/dataset/geo_zueri_wie_neu>, CC0."
)
FIRST, CALIBRATE_TO, LAST = date(2017, 1, 1), date(2020, 12, 31), date(2023, 12, 31)
MOST_A_YEAR, LEAST_FOUND = 12.0, 0.95
PLAIN: Final = Method(shortest=1, longest=WINDOWS, spread=0.0, least=1, per_year=MOST_A_YEAR)


def reports() -> History:
    """The reports that name a district, counted."""
    with REPORTS.open(encoding="utf-8-sig", newline="") as file:
        named = [(row["date"], row["district"], row["service_code"]) for row in csv.DictReader(file) if row["district"]]
    return History.of(
        DailyCases(date.fromisoformat(day), f"Zürich/{district}", topic.replace("/", ", "), cases)
        for (day, district, topic), cases in Counter(named).items()
    )


def tried(history: History, method: Method, *, count: int) -> Outcome:
    """The back-test of a method."""
    trial = Trial(history, method)
    during = period(trial, first=FIRST, calibrate_to=CALIBRATE_TO, last=LAST)
    return run(trial, during, count=count, progress=lambda _: None)


def figures(outcome: Outcome, *, seconds: float) -> list[frame.Figure]:
    """Those of the method, with the targets."""
    by_year = outcome.by_year(outcome.tried)
    found = {power.size: power for power in outcome.powers}
    return [
        frame.Figure("alarms_a_year", outcome.tried.a_year, "a year", frame.Aim.AT_MOST, MOST_A_YEAR),
        frame.Figure("alarms_in_the_worst_year", max(alarms for _, alarms in by_year.values()), "in a year"),
        frame.Figure("bursts_of_8_found", found[8].by(BURST_DAYS), "of 1", frame.Aim.AT_LEAST, LEAST_FOUND),
        *(frame.Figure(f"bursts_of_{size}_found", found[size].by(BURST_DAYS), "of 1") for size in (5, 4, 3)),
        frame.Figure("delay_of_8", found[8].delay or 0.0, "days"),
        frame.Figure("seconds", seconds, "s"),
    ]


def row(name: str, outcome: Outcome) -> tuple[object, ...]:
    """A line of the table."""
    shares = (f"{power.by(BURST_DAYS):.1%} ± {power.error:.1%}" for power in outcome.powers)
    by_year = ", ".join(str(alarms) for _, alarms in outcome.by_year(outcome.tried).values())
    return (name, f"{outcome.threshold:.2f}", f"{outcome.past.a_year:.1f}", by_year, *shares)


def main() -> int:
    """Tries, and returns the exit status."""
    count = frame.size(default=BURSTS)
    if not REPORTS.exists():
        print(f"skipped: {REPORTS.name} is not there")
        return 0
    is_small = count == frame.SMALL
    count = FEW_BURSTS if is_small else count
    history, begun = reports(), time.perf_counter()
    outcome = tried(history, Method(), count=count)
    seconds = time.perf_counter() - begun
    plain = tried(history, PLAIN, count=count)
    if not is_small:
        write_report(outcome, REPORT, origin=ORIGIN)
    heads = (
        "method",
        "threshold",
        "a year to 2020",
        "2021, 2022, 2023",
        *(f"bursts of {p.size}" for p in outcome.powers),
    )
    rows = [row("tempered, 3 to 7 days", outcome), row("plain, 1 to 28 days", plain)]
    told = [
        *figures(outcome, seconds=seconds),
        frame.Figure("plain_bursts_of_8_found", plain.powers[-1].by(3), "of 1"),
    ]
    details = {"cases": history.cases, "bursts": count, "calibrated_to": CALIBRATE_TO.isoformat()}
    return frame.finish("backtest", figures=told, text=frame.table(heads, rows), details=details)


if __name__ == "__main__":
    sys.exit(main())
