"""What every pack has, and how one is found."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from folkmoot.officers.rules.authority import Role
from folkmoot.procedures import packs
from folkmoot.procedures.packs import PackFault, check_folder, load_pack, shipped_packs, versions_of
from folkmoot.procedures.rules.faults import FaultKind
from folkmoot.procedures.rules.pack import OPTIONAL, Pack
from folkmoot.procedures.rules.steps import Move
from folkmoot.procedures.rules.text import Text
from tests.procedures.shipped import INTL, NAMES, PACKS, N


def test_five_packs_are_shipped() -> None:
    assert list(shipped_packs()) == NAMES
    assert [(pack.name, pack.version) for pack in PACKS] == [(name, "2026.1") for name in NAMES]
    assert versions_of("intl") == ("2026.1",)


def test_a_text_is_given_in_the_language_asked_for_and_in_english_otherwise() -> None:
    text = Text(en="Street", zh="道路")
    assert [text.in_language(code) for code in ("zh-hans", "zh-Hans", "en", "de")] == [
        "道路",
        "道路",
        "Street",
        "Street",
    ]


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_every_pack_titles_every_role(pack: Pack) -> None:
    assert set(pack.posts) == set(Role) - {Role.AUTOMATION}


def test_the_optional_moves_are_moves_that_a_pack_may_leave_out() -> None:
    assert {Move(name) for name in INTL.optional_moves} == OPTIONAL
    assert INTL.is_available(Move.ASK)
    assert INTL.is_available(Move.CLOSE)


def test_the_thresholds_of_the_warnings_are_those_of_the_domain() -> None:
    found = INTL.thresholds
    assert (found.clock_share, found.recurring_cases, found.recurring_days, found.follow_up_days) == (
        0.75,
        3,
        30,
        (7, 30, 90),
    )


def test_a_pack_is_read_once() -> None:
    assert load_pack("intl") is INTL
    assert load_pack("intl", "2026.1") is INTL


@pytest.mark.parametrize(
    ("name", "version"), [("atlantis", None), ("../intl", None), ("", None), ("intl/../intl", None), ("intl", "1999.1")]
)
def test_a_pack_that_does_not_exist_is_refused(name: str, version: str | None) -> None:
    with pytest.raises(PackFault) as refused:
        load_pack(name, version)
    assert [fault.kind for fault in refused.value.faults] == [FaultKind.NOT_FOUND]


@pytest.fixture
def two_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A pack in two versions: the second one answers in fifteen days."""
    toml = (packs.SHIPPED / "intl" / "2026.1" / "pack.toml").read_text(encoding="utf-8")
    for version, days in (("2026.9", 21), ("2026.10", 15)):
        folder = tmp_path / "intl" / version
        folder.mkdir(parents=True)
        written = toml.replace('version = "2026.1"', f'version = "{version}"').replace("days = 21", f"days = {days}")
        (folder / "pack.toml").write_text(written, encoding="utf-8")
    monkeypatch.setattr(packs, "SHIPPED", tmp_path)
    versions_of.cache_clear()
    yield
    monkeypatch.undo()
    versions_of.cache_clear()


@pytest.mark.usefixtures("two_versions")
def test_a_case_that_was_opened_under_an_older_version_keeps_its_clocks() -> None:
    assert versions_of("intl") == ("2026.9", "2026.10")
    assert load_pack("intl").version == "2026.10"
    assert [load_pack("intl", version).clock(N.ANSWER).days for version in (None, "2026.9", "2026.10")] == [15, 21, 15]
    assert check_folder(packs.SHIPPED) == {"intl/2026.10/pack.toml": (), "intl/2026.9/pack.toml": ()}
