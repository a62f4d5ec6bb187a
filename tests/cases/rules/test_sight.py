"""From which place up a case may be seen."""

from folkmoot.cases.rules.sight import sight_path


def test_a_case_is_seen_from_its_own_place_up() -> None:
    assert sight_path("36/3601/360102/", about=None) == "36/3601/360102/"


def test_a_complaint_about_a_unit_is_seen_from_the_level_above_it() -> None:
    assert sight_path("36/3601/360102/", about="36/3601/360102/") == "36/3601/"
    assert sight_path("36/3601/360102/", about="36/3601/") == "36/"


def test_at_the_root_the_barred_units_are_left_to_tell() -> None:
    assert sight_path("36/3601/", about="36/") == "36/"


def test_a_unit_elsewhere_changes_nothing() -> None:
    assert sight_path("36/3601/", about="36/3607/") == "36/3601/"
