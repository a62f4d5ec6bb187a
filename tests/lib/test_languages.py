"""Which languages there are, by the catalogues that stand there."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from folkmoot.lib.languages import candidates, languages


def put_catalogue(folder: Path, locale: str, *, own_name: str = "") -> None:
    file = folder / locale / "LC_MESSAGES" / "django.mo"
    file.parent.mkdir(parents=True)
    catalogue = Catalog(locale=locale, fuzzy=False)
    catalogue.add("English", own_name, context="how this language calls itself")
    with file.open("wb") as opened:
        write_mo(opened, catalogue)


def test_english_comes_first_and_each_language_bears_its_own_name(tmp_path: Path) -> None:
    put_catalogue(tmp_path / "package", "zh_Hans")
    put_catalogue(tmp_path / "own", "de")

    assert languages([tmp_path / "own", tmp_path / "package"]) == [
        ("en", "English"),
        ("de", "Deutsch"),
        ("zh-hans", "简体中文"),
    ]


def test_a_catalogue_says_how_its_language_calls_itself(tmp_path: Path) -> None:
    put_catalogue(tmp_path, "bo", own_name="བོད་ཡིག")

    assert languages([tmp_path])[1:] == [("bo", "བོད་ཡིག")]


@pytest.mark.parametrize(
    ("locale", "folders"),
    [
        ("zh_CN.UTF-8", ["zh_Hans"]),
        ("de_AT.UTF-8:en", ["de_AT", "de"]),
        ("C.UTF-8", ["C", "C"]),
        ("sr_RS@latin", ["sr_RS", "sr"]),
    ],
)
def test_a_terminal_says_where_and_a_catalogue_says_what(locale: str, folders: list[str]) -> None:
    assert candidates(locale) == folders
