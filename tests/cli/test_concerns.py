"""`folkmoot import concerns` and `folkmoot export concerns`."""

import csv
import json
from pathlib import Path

from tests.cli.commands import Installation

MAP = """
source = "letters"
id = "no"
time_zone = "Asia/Shanghai"
date_formats = ["%d.%m.%Y"]

[received]
column = "came"

[status]
always = "open"

[category]
always = "noise"

[[places]]
by = "name"
column = "place"

[[said]]
kind = "concern"
columns = ["text"]
"""
FILE = "no;came;place;text\n1;03.02.2024;360102;太吵\n2;yesterday;360102;太吵\n3;04.02.2024;Atlantis;太吵\n"


def test_a_file_is_rehearsed_entered_known_and_given_out(installation: Installation, tmp_path: Path) -> None:
    (tmp_path / "letters.toml").write_text(MAP, encoding="utf-8")
    (tmp_path / "letters.csv").write_bytes(FILE.encode("gb18030"))
    command = ("import", "concerns", str(tmp_path / "letters.csv"), "--map", str(tmp_path / "letters.toml"), "--json")
    rehearsed = json.loads(installation.run(*command, "--dry-run").stdout)
    refused = tmp_path / "refused.csv"
    entered = json.loads(installation.run(*command, "--refused", str(refused)).stdout)
    known = json.loads(installation.run(*command).stdout)
    assert rehearsed == entered | {"written": False}
    assert (entered["read"], entered["entered"], entered["unplaced"], entered["known"]) == (3, 2, 1, 0)
    assert (known["read"], known["entered"], known["known"]) == (3, 0, 2)
    with refused.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["line"], row["reason"]) == ("3", "bad_date")
    assert row["sentence"].endswith("Column came, of the form aaaaaaaaa.")
    given = installation.run("export", "concerns", str(tmp_path / "cases.csv"), "--within", "360102", "--json")
    assert json.loads(given.stdout)["cases"] == 1


def test_a_map_that_is_not_there_is_said_in_one_line(installation: Installation, tmp_path: Path) -> None:
    (tmp_path / "letters.csv").write_text(FILE, encoding="utf-8")
    ended = installation.run("import", "concerns", str(tmp_path / "letters.csv"), "--map", "letters")
    assert ended.returncode == 1
    assert ended.stderr.startswith("folkmoot: There is no such map. (letters: messages, messages-with-replies, nyc311")
    assert ended.stderr.count("\n") == 1
