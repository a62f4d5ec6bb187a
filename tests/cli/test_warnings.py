"""`folkmoot warn`, in a home of its own."""

import json
from pathlib import Path

import pytest

from tests.cast import small_region
from tests.cli.commands import folkmoot


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    with small_region() as region:
        made = folkmoot(home, "init", "--region", str(region.folder), "--json")
    assert made.returncode == 0, made.stderr
    return home


def test_a_sweep_says_what_it_did_as_of_a_moment_of_the_region(home: Path) -> None:
    swept = folkmoot(home, "warn", "--as-of", "2026-03-10", "--json")
    assert swept.returncode == 0, swept.stderr
    nothing: dict[str, int] = {}
    assert json.loads(swept.stdout) == {
        "as_of": "2026-03-10T00:00:00+08:00",
        "holding": 0,
        "raised": nothing,
        "climbed": nothing,
        "ended": nothing,
    }
    assert folkmoot(home, "warn").stdout == "0 warnings hold: 0 raised, 0 climbed, 0 ended\n"


def test_what_is_no_moment_is_refused_in_a_sentence(home: Path) -> None:
    refused = folkmoot(home, "warn", "--as-of", "yesterday")
    assert (refused.returncode, refused.stderr) == (
        1,
        "folkmoot: yesterday is no date and no moment, such as 2026-03-10 or 2026-03-10T09:00.\n",
    )
