from collections.abc import Callable
from importlib.resources import files

import pytest

from folkmoot.procedures.packs import PackFault, load_pack, parse_pack
from folkmoot.procedures.rules.pack import ClockName, DayUnit, Text, UnknownCategoryError
from folkmoot.procedures.rules.steps import Move

INTL = load_pack("intl")
SOURCE = (files("folkmoot.procedures") / "packs" / "intl" / "pack.toml").read_text(encoding="utf-8")
FIRST_CLOCK = 'name = "acknowledge"\ndays = 2\nunit = "working"'


@pytest.mark.parametrize(
    ("name", "days", "unit"),
    [
        (ClockName.ACKNOWLEDGE, 2, DayUnit.WORKING),
        (ClockName.ROUTE, 5, DayUnit.WORKING),
        (ClockName.ANSWER, 21, DayUnit.CALENDAR),
        (ClockName.ANSWER_EXTENSION, 10, DayUnit.CALENDAR),
        (ClockName.CONFIRM, 14, DayUnit.CALENDAR),
        (ClockName.APPEAL, 30, DayUnit.CALENDAR),
        (ClockName.CALL_BACK, 14, DayUnit.CALENDAR),
        (ClockName.REOPEN, 90, DayUnit.CALENDAR),
        (ClockName.WITHDRAWAL_CHECK, 7, DayUnit.CALENDAR),
    ],
)
def test_the_international_pack_keeps_the_clocks_of_the_domain(name: ClockName, days: int, unit: DayUnit) -> None:
    rule = INTL.clock(name)
    assert (rule.name, rule.days, rule.unit) == (name, days, unit)


def test_the_pack_names_itself() -> None:
    assert (INTL.name, INTL.version) == ("intl", "2026.1")


def test_a_text_is_given_in_the_language_asked_for_and_in_english_otherwise() -> None:
    text = Text(en="Street", zh="道路")
    assert [text.in_language(code) for code in ("zh-hans", "zh-Hans", "en", "de")] == [
        "道路",
        "道路",
        "Street",
        "Street",
    ]


def test_every_class_of_the_mediation_statistics_is_a_category() -> None:
    disputes = (
        "neighbour family inheritance damages housing contract production labour land_contract requisition "
        "forest_and_water environment medical traffic consumer property_management village_affairs campus tourism "
        "intellectual_property internet other"
    )
    assert [each.code for each in INTL.children()] == [*disputes.split(), "public_service"]


def test_a_category_lies_within_every_one_above_it() -> None:
    assert INTL.lineage("elevator") == ("elevator", "buildings", "public_service")
    assert INTL.is_within("elevator", "public_service")
    assert INTL.is_within("elevator", "elevator")
    assert not INTL.is_within("buildings", "elevator")
    assert not INTL.is_within("elevator", "housing")


def test_the_descendants_of_a_category_begin_with_itself() -> None:
    assert INTL.descendants("water") == ("water", "sewer")
    assert INTL.descendants("other") == ("other",)


@pytest.mark.parametrize("ask", [INTL.category, INTL.lineage, INTL.descendants])
def test_a_category_that_does_not_exist_is_refused_by_name(ask: Callable[[str], object]) -> None:
    with pytest.raises(UnknownCategoryError, match="'dragons'"):
        ask("dragons")


def test_every_reason_to_decline_says_where_to_go_instead() -> None:
    assert [reason.code for reason in INTL.decline_reasons if reason.elsewhere is None] == []
    assert len(INTL.decline_reasons) == 8


def test_the_pack_titles_every_role() -> None:
    roles = (
        "secretary mediator group_liaison coordinator reviewer call_back safety training_coordinator appraiser "
        "duty_officer auditor administrator"
    )
    assert list(INTL.posts) == roles.split()


def test_the_optional_moves_are_moves_of_the_one_table() -> None:
    assert set(INTL.optional_moves) <= {move.value for move in Move}


def test_a_pack_is_read_once() -> None:
    assert load_pack("intl") is INTL


@pytest.mark.parametrize("name", ["atlantis", "../intl", "", "intl/../intl"])
def test_a_pack_that_does_not_exist_is_refused(name: str) -> None:
    with pytest.raises(PackFault, match="there is no such pack"):
        load_pack(name)


@pytest.mark.parametrize(
    ("written", "instead", "key", "problem"),
    [
        ('version = "2026.1"', "", "version", "is missing or not a text"),
        ('version = "2026.1"', "version = 2026", "version", "is missing or not a text"),
        ('version = "2026.1"', 'version = "2026.1"\ncolour = "red"', "colour", "is not known"),
        ('version = "2026.1"', "version = ", "toml", "Invalid value (at line 3, column 11)"),
        (
            'title = { en = "Neighbours", zh = "邻里纠纷" }',
            'title = { en = "Neighbours" }',
            "categories[0].title.zh",
            None,
        ),
        (FIRST_CLOCK, FIRST_CLOCK.replace("2", "0"), "clocks[0].days", None),
        (FIRST_CLOCK, FIRST_CLOCK.replace("2", "true"), "clocks[0].days", None),
        (
            FIRST_CLOCK,
            FIRST_CLOCK.replace("working", "lunar"),
            "clocks[0].unit",
            "'lunar' is none of calendar, working",
        ),
        (FIRST_CLOCK, FIRST_CLOCK.replace("acknowledge", "snooze"), "clocks[0].name", None),
        (FIRST_CLOCK, FIRST_CLOCK.replace("acknowledge", "route"), "clocks[1].name", "'route' stands there twice"),
        ('parent = "street"', 'parent = "moon"', "categories[25].parent", "'moon' does not stand above it"),
        ('parent = "street"', 'parent = "snow_and_ice"', "categories[25].parent", None),
        ('code = "family"', 'code = "neighbour"', "categories[1].code", "'neighbour' stands there twice"),
        ('code = "hearing"', 'code = "hearing"\nlimit = 3', "pause_reasons[4].limit", "is not known"),
        ("[posts]", "[posts]\nking = 1", "posts.king", "is missing or not a table"),
        ('optional_moves = ["refer_out"', "optional_moves = [1", "optional_moves", None),
    ],
)
def test_a_fault_names_the_file_the_key_and_the_problem(
    written: str, instead: str, key: str, problem: str | None
) -> None:
    assert written in SOURCE
    with pytest.raises(PackFault) as refused:
        parse_pack(SOURCE.replace(written, instead, 1), file="intl/pack.toml")
    assert (refused.value.file, refused.value.key) == ("intl/pack.toml", key)
    if problem is not None:
        assert refused.value.problem == problem


def test_a_pack_without_one_of_the_clocks_is_refused() -> None:
    start = SOURCE.index('[[clocks]]\nname = "withdrawal_check"')
    without = SOURCE[:start] + SOURCE[SOURCE.index("[posts]") :]
    with pytest.raises(PackFault, match="there is no clock 'withdrawal_check'"):
        parse_pack(without, file="intl/pack.toml")
