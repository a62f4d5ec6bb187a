import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from folkmoot.cli.pack_faults import SENTENCES, WANTED
from folkmoot.procedures.packs import SHIPPED
from folkmoot.procedures.rules.faults import FaultKind, Shape
from tests.cli.commands import Installation, folkmoot

FAULTY = Path(__file__).parents[1] / "procedures" / "faulty"


def test_a_pack_with_faults_is_explained_line_by_line_and_refused(tmp_path: Path) -> None:
    told = folkmoot(tmp_path, "pack", "check", str(FAULTY))
    lines = told.stdout.splitlines()
    assert told.returncode == 1
    assert lines[0] == (
        "no-such/2026.1/pack.toml:2: name: The folder is called “no-such”, the pack is not: NAME/VERSION/pack.toml."
    )
    assert (
        "no-such/2026.1/pack.toml:172: clocks[5].ends: "
        "The clock “reopen” can never end: nothing that ends it can come after what starts it."
    ) in lines
    assert lines[-1] == "32 faults"
    assert len(lines) == 33


def test_faults_are_given_in_json_too(tmp_path: Path) -> None:
    told = folkmoot(tmp_path, "pack", "check", str(FAULTY), "--json")
    assert told.returncode == 1
    faults = json.loads(told.stdout)["packs"]["no-such/2026.1/pack.toml"]
    assert faults[2] == {
        "line": 7,
        "key": "colour",
        "fault": "unknown_key",
        "value": "colour",
        "sentence": "No pack has a key “colour”.",
    }


def test_faults_are_told_in_the_language_of_the_terminal(tmp_path: Path) -> None:
    told = folkmoot(tmp_path, "pack", "check", str(FAULTY), LANG="zh_CN.UTF-8")
    assert told.stdout.splitlines()[2] == "no-such/2026.1/pack.toml:7: colour: 程序包没有“colour”这一项。"


def test_packs_without_a_fault_are_well(tmp_path: Path) -> None:
    told = folkmoot(tmp_path, "pack", "check", str(SHIPPED))
    assert told.returncode == 0
    assert told.stdout.splitlines()[0] == "cn-labour/2026.1/pack.toml: well"
    assert len(told.stdout.splitlines()) == 5


def test_a_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    told = folkmoot(tmp_path, "pack", "check", str(tmp_path / "nothing"))
    assert told.returncode == 1
    assert "There is no pack here: a pack is a file pack.toml in a folder NAME/VERSION." in told.stdout


def test_every_kind_of_fault_has_its_sentence() -> None:
    assert set(SENTENCES) == set(FaultKind)
    assert set(WANTED) == set(Shape)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("C.UTF-8", ["Letters and visits · cn-petition 2026.1", "60 days, +30 once", "art. 34", "Re-check"]),
        ("zh_CN.UTF-8", ["信访 · cn-petition 2026.1", "60 日，可延长 30 日", "第三十四条", "复核"]),
    ],
)
def test_a_pack_is_shown_with_its_steps_clocks_and_articles(tmp_path: Path, language: str, said: list[str]) -> None:
    told = folkmoot(tmp_path, "pack", "show", "cn-petition", LANG=language, COLUMNS="300")
    assert told.returncode == 0
    assert [each for each in said if each not in told.stdout] == []
    assert "第三十四条 对本条例第三十一条第六项规定的信访事项" not in told.stdout


def test_the_articles_are_quoted_when_asked_for(tmp_path: Path) -> None:
    told = folkmoot(tmp_path, "pack", "show", "cn-petition", "--quotes", COLUMNS="300")
    assert "第三十四条 对本条例第三十一条第六项规定的信访事项应当自受理之日起60日内办结" in told.stdout
    assert "Our translation, without force of law:" in told.stdout


def test_a_pack_is_drawn_into_a_file(tmp_path: Path) -> None:
    file = tmp_path / "pack.svg"
    told = folkmoot(tmp_path, "pack", "show", "intl", "--picture", str(file))
    assert told.stdout == f"Drawn: {file}\n"
    assert ET.fromstring(file.read_bytes()).get("class") == "pack-picture"


def test_a_pack_that_does_not_come_with_the_product_is_refused_with_those_that_do(tmp_path: Path) -> None:
    told = folkmoot(tmp_path, "pack", "show", "atlantis")
    assert told.returncode == 1
    assert told.stderr.strip() == (
        "folkmoot: There is no such pack. These come with Folkmoot: "
        "cn-labour, cn-mediation, cn-petition, cn-rural-land, intl."
    )


def second_version(folder: Path, *, days: int) -> Path:
    """The general procedure in a second version."""
    there = folder / "intl" / "2026.2"
    there.mkdir(parents=True, exist_ok=True)
    toml = (SHIPPED / "intl" / "2026.1" / "pack.toml").read_text(encoding="utf-8")
    toml = toml.replace('version = "2026.1"', 'version = "2026.2"').replace("days = 21", f"days = {days}")
    (there / "pack.toml").write_text(toml, encoding="utf-8")
    return folder


def test_a_pack_is_published_once_and_listed_with_its_use(installation: Installation, tmp_path: Path) -> None:
    folder = str(second_version(tmp_path, days=15))
    published = json.loads(installation.run("pack", "publish", folder, "--json").stdout)
    assert published == {"packs": [{"name": "intl", "version": "2026.2", "new": True}]}
    again = installation.run("pack", "publish", folder)
    assert again.stdout == "intl 2026.2: was published already, with this text\n"
    refused = installation.run("pack", "publish", str(second_version(tmp_path, days=16)))
    assert refused.returncode == 1
    assert refused.stderr.strip() == (
        "folkmoot: intl 2026.2 is published with another text. A change needs a new version."
    )
    listed = json.loads(installation.run("pack", "list", "--json").stdout)["packs"]
    assert [(row["name"], row["version"], row["use"], row["cases"]) for row in listed] == [
        ("cn-labour", "2026.1", "other", 0),
        ("cn-mediation", "2026.1", "other", 0),
        ("cn-petition", "2026.1", "other", 0),
        ("cn-rural-land", "2026.1", "other", 0),
        ("intl", "2026.2", "front", 0),
        ("intl", "2026.1", "", 0),
    ]


def test_a_pack_with_faults_is_not_published_and_each_is_named_with_its_line(
    installation: Installation, tmp_path: Path
) -> None:
    told = installation.run("pack", "publish", str(second_version(tmp_path, days=0)))
    assert told.returncode == 1
    assert "intl/2026.2/pack.toml:" in told.stdout
    assert "1 fault" in told.stdout
