"""The languages of the product: English, in which it is written, and each one that has a catalogue."""

import gettext
from collections.abc import Iterable
from pathlib import Path

from django.conf.locale import LANG_INFO
from django.utils.translation import to_language

SOURCE = "en"


def languages(folders: Iterable[Path]) -> list[tuple[str, str]]:
    """Code and own name of each language, English first: `[("en", "English"), ("zh-hans", "简体中文")]`.

    A folder holds `zh_Hans/LC_MESSAGES/django.mo`, and so on; the first folder that has a language names it.
    """
    found: dict[str, str] = {}
    for folder in folders:
        for catalogue in sorted(folder.glob("*/LC_MESSAGES/django.mo")):
            code = to_language(catalogue.parts[-3])
            found.setdefault(code, _name(code, catalogue))
    return [(SOURCE, _own_name(gettext.NullTranslations())), *sorted(found.items())]


def _own_name(catalogue: gettext.NullTranslations) -> str:
    return catalogue.pgettext("how this language calls itself", "English")


def _name(code: str, file: Path) -> str:
    with file.open("rb") as opened:
        own = _own_name(gettext.GNUTranslations(opened))
    # Left empty: then Django may know it.
    return str(LANG_INFO.get(code, {}).get("name_local", code)) if own == "English" else own


def candidates(locale: str) -> list[str]:
    """The folders in which a terminal's language is looked for, the closest first: "de_AT.UTF-8" → de_AT, de."""
    name = locale.split(":", maxsplit=1)[0].partition(".")[0].partition("@")[0]
    language = name.partition("_")[0]
    # A terminal says where Chinese is spoken, a catalogue how it is written.
    return ["zh_Hans"] if language == "zh" else [name, language]
