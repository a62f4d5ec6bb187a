"""The command line speaks the language of the terminal, also where something fails."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from folkmoot.cli import place_faults
from folkmoot.places.rules.outlines import OutlineFault, OutlineFileError
from folkmoot.places.rules.region_file import RegionError, RegionFault
from folkmoot.places.rules.table import PlaceFileError, Reason

SAYS = """
from django.core.exceptions import ImproperlyConfigured
from folkmoot.cli.errors import sentence_of
from folkmoot.lib.postgres import PostgresDidNotStart, TooOld
from folkmoot.lib.postgres.version import refuse_older
try:
    refuse_older(140011)
except TooOld as error:
    print(sentence_of(error))
print(sentence_of(PostgresDidNotStart("The server ended at once (status {status}).", status=3)))
try:
    import folkmoot.settings
except ImproperlyConfigured as error:
    print(sentence_of(error))
"""

TYPES = """
from typer.testing import CliRunner
from folkmoot.cli import app
for typed in (["check", "--help"], ["serve", "--nothing"], ["serve", "--port", "x"], ["nosuch"], ["translate"]):
    print(CliRunner().invoke(app, typed).output)
"""


def said(program: str, *, language: str, home: Path) -> list[str]:
    """What a process with this language says, line by line."""
    told = subprocess.run(
        [sys.executable, "-c", program],
        env={"LANGUAGE": language, "PYTHONUTF8": "1", "PATH": "", "FOLKMOOT_HOME": str(home)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.splitlines()


def test_what_fails_at_the_start_is_told_in_the_language_of_the_terminal(tmp_path: Path) -> None:
    assert said(SAYS, language="en", home=tmp_path) == [
        (
            "The server is PostgreSQL 14.11; Folkmoot needs PostgreSQL 16 or newer. "
            "Point DATABASE_URL at a newer server, or leave it out to use the embedded one."
        ),
        "The server ended at once (status 3).",
        "There is no installation key. Run `folkmoot init`, or set FOLKMOOT_KEY.",
    ]
    assert said(SAYS, language="zh_CN", home=tmp_path) == [
        (
            "该服务器是 PostgreSQL 14.11；Folkmoot 需要 PostgreSQL 16 或更高版本。"
            "请让 DATABASE_URL 指向更新的服务器，或不设置它，使用内置的服务器。"
        ),
        "数据库服务器随即退出（状态 3）。",
        "没有系统密钥。请运行 `folkmoot init`，或设置 FOLKMOOT_KEY。",
    ]


def test_what_typer_says_itself_is_in_the_language_of_the_terminal(tmp_path: Path) -> None:
    # A language named by its code, and what stands in the notation of a command, belongs to no language.
    foreign = re.compile(r"[A-Za-z]{3,}")
    told = "\n".join(said(TYPES, language="zh_CN", home=tmp_path))
    known = {"root", "check", "static", "json", "JSON", "bool", "help", "serve", "nothing", "port", "nosuch"}
    assert set(foreign.findall(told)) - known == {"translate", "language"}
    assert "没有 --nothing 这个选项。" in told
    assert "There is no option --nothing." in "\n".join(said(TYPES, language="en", home=tmp_path))


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (
            PlaceFileError(line=2, field="parent", reason=Reason.UNKNOWN_PARENT, value="98"),
            "line 2, parent: There is no place with the code 98.",
        ),
        (PlaceFileError(line=7, field="", reason=Reason.NOT_CSV, value="quote"), "line 7: The file is not CSV: quote"),
        (
            RegionError(key="units[2].level", reason=RegionFault.UNKNOWN_LEVEL, value="shire"),
            "units[2].level: The region has no level “shire”.",
        ),
        (
            OutlineFileError(feature=3, reason=OutlineFault.NOT_AN_AREA),
            "feature 3: It is no area, or its border crosses itself.",
        ),
    ],
)
def test_a_fault_in_a_file_of_places_says_where_and_what(
    fault: PlaceFileError | RegionError | OutlineFileError, sentence: str
) -> None:
    assert place_faults.sentence_of_fault(fault) == sentence


def test_each_kind_of_fault_has_its_sentence() -> None:
    assert set(place_faults.PLACES) == set(Reason)
    assert set(place_faults.REGIONS) == set(RegionFault)
    assert set(place_faults.OUTLINES) == set(OutlineFault)
