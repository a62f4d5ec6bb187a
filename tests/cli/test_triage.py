"""`folkmoot triage train`, in a home of its own."""

import csv
import json
import stat
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from folkmoot.cli.triage import app, months_before
from folkmoot.triage.actions.counting import count_taken, count_useless
from tests.cast import Cast
from tests.cli.commands import folkmoot
from tests.triage.samples import made_up


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "labelled.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("text", "label"))
        writer.writerows((sample.text, sample.category) for sample in made_up())
    return path


def test_a_file_is_learned_from_without_an_installation(labelled: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    trained = folkmoot(home, "triage", "train", str(labelled), "--json")
    assert trained.returncode == 0, trained.stderr
    told = json.loads(trained.stdout)
    model = home / "triage" / "model.npz"
    assert (told["macro_f1"], told["texts"], told["model"]) == (1.0, 60, str(model))
    assert told["confusion"] == [[20, 0, 0], [0, 20, 0], [0, 0, 20]]
    assert [stat.S_IMODE(path.stat().st_mode) for path in (model, model.parent)] == [0o600, 0o700]
    assert [path.name for path in model.parent.iterdir()] == ["model.npz"]


def test_the_figures_are_told_as_tables(labelled: Path, tmp_path: Path) -> None:
    said = folkmoot(tmp_path / "home", "triage", "train", str(labelled)).stdout
    assert "macro-F1 on texts it had not seen: 1.0000" in said
    assert "60 texts, 60 of them different, in 3 categories" in said
    assert "neighbour" in said


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("text,label\nwages,\n ,labour\n", "line 2: the category is empty; line 3: the text is empty"),
        ("words,kind\n", "line 1: a column text (or tokens, summary) and a column label (or category) are needed"),
    ],
)
def test_a_bad_file_is_refused_with_line_and_reason(text: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    refused = folkmoot(tmp_path / "home", "triage", "train", str(path))
    assert refused.returncode == 1
    assert refused.stderr == f"folkmoot: {path} was not learned from: {sentence}\n"
    assert not (tmp_path / "home").exists()


def test_a_file_and_the_own_cases_at_once_are_refused(labelled: Path, tmp_path: Path) -> None:
    refused = folkmoot(tmp_path / "home", "triage", "train", str(labelled), "--own")
    assert refused.stderr == "folkmoot: Name one file, or say --own: one of the two.\n"
    assert folkmoot(tmp_path / "home", "triage", "train").returncode == 1


def test_too_little_to_learn_from_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "few.csv"
    path.write_text("text,label\nwages,labour\n", encoding="utf-8")
    refused = folkmoot(tmp_path / "home", "triage", "train", str(path))
    assert refused.stderr == (
        "folkmoot: There is too little to learn from: at least two categories need 10 different texts each.\n"
    )


@pytest.mark.parametrize(
    ("day", "months", "first"),
    [
        (date(2026, 3, 10), 0, date(2026, 3, 1)),
        (date(2026, 3, 31), 1, date(2026, 2, 1)),
        (date(2026, 3, 10), 11, date(2025, 4, 1)),
        (date(2026, 1, 1), 13, date(2024, 12, 1)),
    ],
)
def test_months_are_counted_back_from_the_month_that_runs(day: date, months: int, first: date) -> None:
    assert months_before(day, months) == first


def test_the_tally_tells_months_categories_and_all_together(cast: Cast) -> None:
    me = cast.standing("mediator")
    for _ in range(20):
        count_taken("noise", path=me.area, by=me, today=timezone.now().date())
    count_useless("labour", path=me.area, by=me, today=timezone.now().date())
    told = json.loads(CliRunner().invoke(app, ["tally", "--json"]).stdout)
    assert [(line["category"], line["taken"], line["taken_share"]) for line in told["lines"]] == [
        ("labour", 0, None),
        ("noise", 20, 1.0),
    ]
    assert (told["whole"]["taken"], told["whole"]["did_not_help"], told["whole"]["helped_share"]) == (20, 1, None)
    table = CliRunner().invoke(app, ["tally"]).stdout
    assert "100%" in table


def test_where_nothing_was_counted_the_tally_says_so(cast: Cast) -> None:
    assert CliRunner().invoke(app, ["tally"]).stdout == "Nothing was counted yet.\n"
