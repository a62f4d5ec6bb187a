"""Every fault of a pack is found at once, on its line."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from folkmoot.procedures.pack_reader import read_pack
from folkmoot.procedures.packs import SHIPPED, PackFault, check_folder, load_pack, parse_pack, shipped_packs
from folkmoot.procedures.rules.faults import Fault, FaultKind
from folkmoot.procedures.rules.marks import is_made

FAULTY = Path(__file__).parent / "faulty"
FILE = "no-such/2026.1/pack.toml"
INTL = (SHIPPED / "intl" / "2026.1" / "pack.toml").read_text(encoding="utf-8")
K = FaultKind


def marked(toml: str) -> list[tuple[int, str]]:
    """What the file itself says: line and kind of each fault."""
    return [(at, kind) for at, line in enumerate(toml.splitlines(), 1) for kind in re.findall(r"#! (\w+)$", line)]


def found(faults: tuple[Fault, ...]) -> list[tuple[int | None, str]]:
    return [(fault.line, fault.kind.value) for fault in faults]


def test_every_fault_is_found_on_its_line_and_no_other() -> None:
    faults = check_folder(FAULTY)[FILE]
    assert found(faults) == marked((FAULTY / FILE).read_text(encoding="utf-8"))


def test_one_fault_of_each_kind_stands_in_the_file() -> None:
    kinds = Counter(kind for _, kind in marked((FAULTY / FILE).read_text(encoding="utf-8")))
    assert set(kinds.values()) == {1}
    assert set(kinds) == set(K) - {K.NOT_FOUND, K.NOT_TOML}


@pytest.mark.parametrize(
    ("kind", "line", "key", "value"),
    [
        (K.WRONG_FOLDER, 2, "name", "no-such"),
        (K.MISSING_LANGUAGE, 5, "title.zh", "zh"),
        (K.UNKNOWN_MOVE, 10, "optional_moves[1]", "dance"),
        (K.NO_QUOTATION, 42, "citations[1].quote", "quote"),
        (K.NEVER_ENDS, 172, "clocks[5].ends", "reopen"),
        (K.NEVER_STARTS, 197, "clocks[7].starts", "objection"),
        (K.OUT_OF_FORCE, 115, "clocks[0].cites", "old-1"),
        (K.MISSING_CLOCK, 107, "clocks", "review"),
        (K.SAME_LEVEL, 251, "reviews[0].levels_up", "review"),
        (K.UNTITLED_ROLE, 284, "posts", "reviewer"),
        (K.NEVER_TOLD, 266, "notices[0].when", "stands"),
    ],
)
def test_a_fault_names_its_line_its_key_and_what_stood_there(kind: FaultKind, line: int, key: str, value: str) -> None:
    fault = next(each for each in check_folder(FAULTY)[FILE] if each.kind is kind)
    assert (fault.file, fault.line, fault.key, fault.value) == (FILE, line, key, value)


def test_a_question_without_its_text_is_found_on_its_line() -> None:
    bare = "\n".join(line for line in INTL.splitlines() if not line.startswith("question ="))
    kinds = [(fault.kind, fault.key) for fault in read_pack(bare, file="x").faults]
    assert kinds == [(K.MISSING, f"conflicts[{at}].question") for at in range(3)]


def test_every_shipped_pack_is_well() -> None:
    assert {file: faults for file, faults in check_folder(SHIPPED).items() if faults} == {}
    assert len(check_folder(SHIPPED)) == 5


def test_a_file_that_is_not_toml_names_the_line(tmp_path: Path) -> None:
    folder = tmp_path / "x" / "1"
    folder.mkdir(parents=True)
    (folder / "pack.toml").write_text('name = "x"\nversion = \n', encoding="utf-8")
    assert found(check_folder(tmp_path)["x/1/pack.toml"]) == [(2, "not_toml")]


@pytest.mark.parametrize("name", ["", "empty", "not-there"])
def test_a_folder_without_a_pack_is_a_fault(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    assert [fault.kind for fault in check_folder(tmp_path / name)[str(tmp_path / name)]] == [K.NOT_FOUND]


def test_the_folder_of_a_single_pack_can_be_checked_too(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED / "intl", tmp_path / "intl")
    assert check_folder(tmp_path / "intl" / "2026.1") == {"pack.toml": ()}
    shutil.move(tmp_path / "intl" / "2026.1", tmp_path / "intl" / "2027.1")
    assert [(f.kind, f.key, f.value) for f in check_folder(tmp_path)["intl/2027.1/pack.toml"]] == [
        (K.WRONG_FOLDER, "version", "2027.1")
    ]


RECHECK = """
[[reviews]]
code = "recheck"
follows = "{follows}"
asked_within = "review_request"
decided_within = "review"
levels_up = 1
basis = "policy"
title = {{ en = "Re-check", zh = "复核" }}
beyond = {{ en = "Nobody", zh = "无" }}
source = {{ en = "Policy", zh = "政策" }}
"""


@pytest.mark.parametrize(("follows", "expected"), [("review", []), ("recheck", [(K.CYCLE, "reviews[1].follows")])])
def test_a_review_that_follows_itself_is_a_circle(follows: str, expected: list[tuple[FaultKind, str]]) -> None:
    written = INTL + RECHECK.format(follows=follows)
    if not expected:
        assert [each.code for each in parse_pack(written, file="x").reviews] == ["review", "recheck"]
        return
    with pytest.raises(PackFault) as refused:
        parse_pack(written, file="x")
    assert [(fault.kind, fault.key) for fault in refused.value.faults] == expected


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        # Whoever starts the clock again does not end it.
        ('ends = ["propose", "decline", "refer_out"]', 'ends = ["receive"]'),
        ('ends = ["propose", "decline", "refer_out"]', "ends = []"),
        # The one move that would end it is switched off.
        ('ends = ["accept", "decline", "refer_out"]', 'ends = ["merge"]'),
        # Nothing makes the mark: more time that was granted is told, and no clock can wait for it.
        ('ends = ["accept", "decline", "refer_out"]', 'ends = ["extended"]'),
        # The pack has no second review.
        ('ends = ["review_asked"]', 'ends = ["recheck_asked"]'),
    ],
)
def test_a_clock_that_nothing_can_end_is_refused(written: str, instead: str) -> None:
    assert INTL.count(written) == 1
    toml = INTL.replace(written, instead).replace('"ask", "merge"]', '"ask"]')
    with pytest.raises(PackFault) as refused:
        parse_pack(toml, file="x")
    assert [fault.kind for fault in refused.value.faults] == [K.NEVER_ENDS]


def test_every_mark_of_every_shipped_pack_can_be_made() -> None:
    packs = [load_pack(name) for name in shipped_packs()]
    found = {(pack.name, rule.name, mark) for pack in packs for rule in pack.clocks.values()
             for mark in (*rule.starts, *rule.ends) if not is_made(mark, pack)}  # fmt: skip
    assert found == set()


@pytest.mark.parametrize(
    ("written", "instead", "key", "kind"),
    [
        ('version = "2026.1"', "version = 2026", "version", K.WRONG_TYPE),
        ("in_force_from = 2026-01-01", "in_force_from = 2026-01-01T00:00:00", "in_force_from", K.WRONG_TYPE),
        ("clock_share = 0.75", "clock_share = 1.5", "thresholds.clock_share", K.BAD_VALUE),
        ("clock_share = 0.75", "clock_share = 1", "thresholds.clock_share", K.WRONG_TYPE),
        ("silent_days = 7", "silent_days = true", "thresholds.silent_days", K.WRONG_TYPE),
        ("[joint_handling]", "[[joint_handling]]", "joint_handling", K.WRONG_TYPE),
        ('code = "no_reprisal"', 'code = "free_of_charge"', "principles[1].code", K.TWICE),
        ('kind = "files"', 'kind = "sound"', "forms[0].fields[3].kind", K.UNKNOWN_CHOICE),
        ("required = false", 'required = "no"', "forms[0].fields[1].required", K.WRONG_TYPE),
        ('when = "close"', 'when = "dusk"', "notices[2].when", K.UNKNOWN_MARK),
        ('parent = "street"', 'parent = "moon"', "categories[25].parent", K.PARENT_BELOW),
        ("[posts]", "[posts]\nking = { en = 'King', zh = '王' }", "posts.king", K.UNKNOWN_ROLE),
    ],
)
def test_a_slip_of_the_pen_is_named_by_its_key(written: str, instead: str, key: str, kind: FaultKind) -> None:
    assert written in INTL
    with pytest.raises(PackFault) as refused:
        parse_pack(INTL.replace(written, instead, 1), file="intl/pack.toml")
    assert (refused.value.faults[0].key, refused.value.faults[0].kind) == (key, kind)
    assert str(refused.value).startswith("intl/pack.toml:")


def test_two_clocks_of_one_name_are_refused() -> None:
    with pytest.raises(PackFault) as refused:
        parse_pack(INTL.replace('name = "route"', 'name = "acknowledge"'), file="x")
    assert [(fault.kind, fault.key, fault.value) for fault in refused.value.faults] == [
        (K.MISSING_CLOCK, "clocks", "route"),
        (K.TWICE, "clocks[1].name", "acknowledge"),
    ]


def test_an_item_with_a_fault_raises_no_second_one_elsewhere() -> None:
    # The clock is still known by its name: what refers to it is not at fault.
    with pytest.raises(PackFault) as refused:
        parse_pack(INTL.replace("days = 21", "days = 0"), file="x")
    assert [(fault.kind, fault.key) for fault in refused.value.faults] == [(K.BAD_VALUE, "clocks[2].days")]
