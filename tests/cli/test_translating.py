"""A third language is added without touching the program."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.cli.commands import environment, folkmoot

ANSWER = """
import base64, os
import django
os.environ["FOLKMOOT_KEY"] = base64.b64encode(bytes(32)).decode()
os.environ["DJANGO_SETTINGS_MODULE"] = "folkmoot.settings"
django.setup()
from django.conf import settings
from django.utils.translation import override, gettext
from folkmoot.procedures.packs import load_pack
from folkmoot.procedures.rules.pack import ClockName
from folkmoot.web.words import wording
with override("de"):
    print(gettext("My day"), gettext("Queue"), dict(settings.LANGUAGES)["de"])
    print(wording(load_pack("intl").clock(ClockName.ANSWER).title))
with override("zh-hans"):
    print(gettext("My day"))
"""


def catalogue(home: Path) -> Path:
    return home / "locale" / "de" / "LC_MESSAGES" / "django.po"


def fill_in(file: Path, text: str, translation: str) -> None:
    written = file.read_text(encoding="utf-8")
    empty = f'msgid "{text}"\nmsgstr ""'
    assert written.count(empty) == 1
    file.write_text(written.replace(empty, f'msgid "{text}"\nmsgstr "{translation}"'), encoding="utf-8")


def test_what_is_filled_in_is_shown_and_the_rest_stands_in_english(tmp_path: Path) -> None:
    begun = json.loads(folkmoot(tmp_path, "translate", "de", "--json").stdout)
    fill_in(catalogue(tmp_path), "My day", "Mein Tag")
    fill_in(catalogue(tmp_path), "Answer the concern", "Die Antwort")

    done = json.loads(folkmoot(tmp_path, "translate", "de", "--json").stdout)

    said = subprocess.run(
        [sys.executable, "-c", ANSWER], env=environment(tmp_path), capture_output=True, text=True, check=True
    )
    assert said.stdout.splitlines() == ["Mein Tag Queue Deutsch", "Die Antwort", "今日工作"]
    assert (begun["translated"], done["translated"], done["texts"]) == (0, 2, begun["texts"])


def test_a_text_that_the_program_no_longer_has_leaves_the_catalogue_and_what_was_written_stays(tmp_path: Path) -> None:
    folkmoot(tmp_path, "translate", "de")
    file = catalogue(tmp_path)
    fill_in(file, "My day", "Mein Tag")
    file.write_text(file.read_text(encoding="utf-8") + '\nmsgid "Long gone"\nmsgstr "Lange her"\n', encoding="utf-8")

    folkmoot(tmp_path, "translate", "de")

    with file.open("rb") as opened:
        texts = read_po(opened)
    assert texts["My day"].string == "Mein Tag"
    assert "Long gone" not in texts


@pytest.mark.parametrize("code", ["en", "xx-nowhere", "../de"])
def test_a_code_that_is_no_language_to_translate_into_is_refused(tmp_path: Path, code: str) -> None:
    refused = folkmoot(tmp_path, "translate", code)

    assert refused.returncode == 1
    assert refused.stderr.startswith(f"folkmoot: “{code}” is no language to translate into")
    assert not (tmp_path / "locale").exists()
