import stat
from pathlib import Path

import pytest

from folkmoot.lib.home import home


def test_a_new_home_is_for_its_owner_alone_and_the_folder_above_stays_as_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tmp_path.chmod(0o750)
    monkeypatch.setenv("FOLKMOOT_HOME", str(tmp_path / "new"))
    assert home() == tmp_path / "new"
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o750


def test_without_a_choice_the_home_lies_in_the_users_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("FOLKMOOT_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert home().name == "folkmoot"
    assert tmp_path in home().parents
