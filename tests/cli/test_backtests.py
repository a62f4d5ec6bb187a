"""`folkmoot backtest`, in a home of its own and on the installation's own counts."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from folkmoot.cli import app
from folkmoot.cli.errors import CommandError
from folkmoot.earlywarning.backtest.history import DailyCases
from folkmoot.earlywarning.counted import own_counts
from folkmoot.earlywarning.models import DailyCount
from folkmoot.officers.queries import automatic_post
from folkmoot.officers.scope import of_post, seeing
from tests.cast import COUNTY, NEXT_COUNTY, TOWNSHIP, VILLAGE, Cast
from tests.cli.commands import folkmoot
from tests.earlywarning.backtest.pasts import FIRST, daily

ROOT = "36/3601/"


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_counts(tmp_path_factory.mktemp("counts") / "counts.csv", daily())


def write_counts(path: Path, lines: list[DailyCases]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("day", "place", "topic", "cases"))
        writer.writerows((line.day.isoformat(), line.place, line.topic, line.cases) for line in lines)
    return path


def test_a_file_of_counts_needs_no_installation(counts: Path, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    asked = ("--counts", str(counts), "--report", str(folder), "--bursts", "10", "--json")
    answer = folkmoot(tmp_path / "home", "backtest", *asked)
    assert answer.returncode == 0, answer.stderr
    told = json.loads(answer.stdout)
    assert [each["size"] for each in told["bursts"]] == [3, 4, 5, 8]
    assert (told["calibrated"]["to"], told["tried"]["from"]) == ("2022-01-30", "2022-01-31")
    assert sorted(path.name for path in folder.iterdir()) == ["backtest.md", "found.svg", "nights.svg"]
    report = (folder / "backtest.md").read_text(encoding="utf-8")
    assert report.startswith("# Back-test of early warning\n\nCounts: ")
    year, most = max(told["tried"]["alarms_by_year"].items(), key=lambda each: each[1])
    worst = f"{told['tried']['alarms_a_year']:.1f} signals a year on the later nights, {most} in the year with most"
    assert f"\n\n{worst} of them ({year}); 3.5 a year were allowed" in report


def test_a_threshold_that_could_not_be_lower_is_said_to_be_so(tmp_path: Path) -> None:
    burst = DailyCases(FIRST + timedelta(days=380), "town/east", "lamps", 30)
    said = []
    for lines in (daily(), daily(burst)):
        path = write_counts(tmp_path / "counts.csv", lines)
        asked = ["backtest", "--counts", str(path), "--report", str(tmp_path), "--bursts", "10"]
        assert CliRunner().invoke(app, asked).exit_code == 0
        said.append("No lower threshold is tried." in (tmp_path / "backtest.md").read_text(encoding="utf-8"))
    assert said == [True, False]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("day,place\n", "line 1: the columns day, place, topic and cases are needed"),
        ("day,place,topic,cases\n2024-01-01,a,x,none\n", "line 2: the cases are no whole number from 1 to a million"),
        ("day,place,topic,cases\n", "There are no cases to try early warning on."),
        (
            "day,place,topic,cases\n2024-01-01,a,x,1\n",
            (
                "The past is too short: the first night needs 365 days before it, and at least 28 nights each are "
                "needed to set the threshold and to try it."
            ),
        ),
    ],
)
def test_counts_that_say_nothing_are_refused_with_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "counts.csv"
    path.write_text(text, encoding="utf-8")
    refused = CliRunner().invoke(app, ["backtest", "--counts", str(path), "--report", str(tmp_path / "report")])
    assert isinstance(refused.exception, CommandError)
    assert (str(refused.exception), (tmp_path / "report").exists()) == (sentence, False)


def test_own_counts_stay_in_their_place_and_name_no_village(cast: Cast) -> None:
    day, by = date(2026, 3, 9), automatic_post()
    with seeing(of_post(by)):
        for path in (f"{ROOT}{COUNTY}/{TOWNSHIP}/{VILLAGE}/", f"{ROOT}{NEXT_COUNTY}/"):
            DailyCount.objects.create(place_path=path, topic="intl.neighbour", on=day, cases=2)
        found = own_counts(within=f"{ROOT}{COUNTY}/")
    told = [(line.day, line.place, line.topic, line.cases) for line in found]
    assert told == [(day, f"{ROOT}{COUNTY}/{TOWNSHIP}", "neighbours/intl.neighbour", 2)]
