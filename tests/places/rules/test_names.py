"""Finding the one place that a text means."""

import pytest

from folkmoot.places.rules.names import Gazetteer
from folkmoot.places.rules.table import Row


def place(code: str, name: str, *aliases: str, parent: str | None = None) -> Row:
    """A place of some level."""
    return Row(code=code, parent=parent, level="any", name=name, aliases=aliases)


@pytest.mark.parametrize("text", ["M12", "m12", "Manhattan 12", " MANHATTAN  12 ", "12 MANHATTAN", "Ｍ１２"])
def test_a_place_is_found_by_code_name_or_alias_however_it_is_spelled(text: str) -> None:
    assert Gazetteer([place("M12", "Manhattan 12", "12 Manhattan")]).find(text) == "M12"


def test_a_name_is_found_whichever_way_its_umlaut_is_encoded() -> None:
    assert Gazetteer([place("HG", "Höngg")]).find("HO\u0308NGG") == "HG"


@pytest.mark.parametrize("text", ["", "  ", "Manhattan", "0 Unspecified"])
def test_a_text_that_means_no_place_finds_none(text: str) -> None:
    assert Gazetteer([place("M12", "Manhattan 12", "12 Manhattan")]).find(text) is None


def test_a_name_that_two_places_bear_finds_neither() -> None:
    gazetteer = Gazetteer([place("1", "甲"), place("11", "新村", parent="1"), place("12", "新村", parent="1")])
    assert gazetteer.find("新村") is None


def test_a_name_shared_with_a_place_within_means_the_one_above() -> None:
    gazetteer = Gazetteer([place("111", "Ny", parent="11"), place("11", "X", parent="1"), place("1", "Ny")])
    assert gazetteer.find("ny") == "1"


def test_a_code_wins_over_a_name_and_a_name_over_an_alias() -> None:
    gazetteer = Gazetteer([place("A", "B"), place("B", "C"), place("D", "E", "C")])
    assert gazetteer.find("B") == "B"
    assert gazetteer.find("C") == "B"


def test_an_ambiguous_name_is_not_rescued_by_an_alias() -> None:
    gazetteer = Gazetteer([place("1", "North"), place("2", "North"), place("3", "Hill", "North")])
    assert gazetteer.find("North") is None
