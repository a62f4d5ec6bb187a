"""`folkmoot opendata`."""

import json
from datetime import date, timedelta

from tests.cast import VILLAGE, Cast
from tests.cli.commands import Installation
from tests.earlywarning.counting import many_cases, noon


def test_without_a_case_there_is_nothing_to_publish_and_it_says_when_there_will_be(installation: Installation) -> None:
    answer = installation.run("opendata", "release")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout == (
        "0 periods are published.\nNo case came in early enough: a month is ripe 14 days after its end.\n"
    )


def test_what_is_ripe_of_a_year_is_published_once(installation: Installation, cast: Cast) -> None:
    many_cases(cast, [(VILLAGE, "water", noon(date(2025, 11, 3) + timedelta(days=n % 20))) for n in range(21)])
    told = json.loads(installation.run("opendata", "release", "--year", "2025", "--json").stdout)
    assert [each["period"] for each in told["released"]] == [*(f"2025-{month:02}" for month in range(1, 13)), "2025"]
    assert [each for each in told["released"] if each["shown"]] == [
        {"period": "2025-11", "shown": 6, "kept_back": 0},
        {"period": "2025", "shown": 8, "kept_back": 0},
    ]
    assert told["published"] == 13
    again = installation.run("opendata", "release", "--year", "2025")
    assert (again.returncode, again.stderr) == (0, "")
    first, second = again.stdout.splitlines()
    assert first == "13 periods are published."
    assert second.endswith("; the worker does it at night.")
