"""What is sealed is opened by its key in its place, and by nothing else."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.lib.sealing import InstallationKey, KeyFaulty, KeyMissing, Unsealable, key_from_text, load_key, make_key

INSTALLATION = InstallationKey(bytes(range(32)))


@given(st.text())
def test_what_was_sealed_is_opened_again(text: str) -> None:
    key, wrapped = INSTALLATION.new_file_key()
    assert INSTALLATION.unwrap(wrapped).open(key.seal(text, place="message.body"), place="message.body") == text


def test_sealed_bytes_cannot_be_moved_to_another_column_or_changed() -> None:
    key, _ = INSTALLATION.new_file_key()
    sealed = key.seal("ditch", place="message.body")
    for wrong, place in ((sealed, "note.body"), (sealed[:-1] + bytes([sealed[-1] ^ 1]), "message.body")):
        with pytest.raises(Unsealable):
            key.open(wrong, place=place)


def test_another_installation_cannot_unwrap_a_key() -> None:
    _, wrapped = INSTALLATION.new_file_key()
    with pytest.raises(Unsealable):
        InstallationKey(bytes(32)).unwrap(wrapped)


def test_two_cases_commit_to_the_same_words_differently() -> None:
    first, _ = INSTALLATION.new_file_key()
    second, _ = INSTALLATION.new_file_key()
    assert first.commit("ditch") != second.commit("ditch")
    assert first.commit("ditch") == first.commit("ditch")


def test_without_a_key_nothing_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FOLKMOOT_KEY", raising=False)
    with pytest.raises(KeyMissing):
        load_key(tmp_path)


def test_a_key_file_is_its_owners_alone_and_never_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FOLKMOOT_KEY", raising=False)
    path = make_key(tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(load_key(tmp_path).secret) == 32
    with pytest.raises(FileExistsError):
        make_key(tmp_path)


@pytest.mark.parametrize("text", ["", "not base64!", base64.b64encode(b"short").decode()])
def test_a_faulty_key_is_refused(text: str) -> None:
    with pytest.raises(KeyFaulty):
        key_from_text(text)
