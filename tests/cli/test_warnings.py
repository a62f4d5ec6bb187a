"""`folkmoot warn`."""

import json

from tests.cli.commands import Installation


def test_a_sweep_says_what_it_did_as_of_a_moment_of_the_region(installation: Installation) -> None:
    swept = installation.run("warn", "--as-of", "2026-03-10", "--json")
    assert swept.returncode == 0, swept.stderr
    nothing: dict[str, int] = {}
    told = json.loads(swept.stdout)
    (province,) = told.pop("night")["tiers"]
    assert (province["place"], province["p"], province["found"]) == ("36/", 1.0, [])
    assert told == {
        "as_of": "2026-03-10T00:00:00+08:00",
        "holding": 0,
        "raised": nothing,
        "climbed": nothing,
        "ended": nothing,
    }


def test_past_nights_are_computed_again_and_places_alone_are_looked_at(installation: Installation) -> None:
    replayed = installation.run("warn", "--replay", "2")
    assert (replayed.returncode, replayed.stdout) == (0, "2 nights: 2 looks at a place computed\n")
    assert json.loads(installation.run("warn", "--tier", "province", "--json").stdout)["night"]["signals"] == 0
    refused = installation.run("warn", "--tier", "moon")
    assert (refused.returncode, refused.stderr) == (
        1,
        "folkmoot: moon is no place with cases that is looked at as a whole, and no such level.\n",
    )


def test_what_is_no_moment_is_refused_in_a_sentence(installation: Installation) -> None:
    refused = installation.run("warn", "--as-of", "yesterday")
    assert (refused.returncode, refused.stderr) == (
        1,
        "folkmoot: yesterday is no date and no moment, such as 2026-03-10 or 2026-03-10T09:00.\n",
    )
