"""Which words of the product a catalogue of translations lacks."""

import io
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

PACKAGE: Final = Path(__file__).resolve().parents[1]
KEYWORDS: Final = {
    **DEFAULT_KEYWORDS,
    "_": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


@dataclass(frozen=True, order=True)
class Message:
    """A text to translate and the file it was first found in; `plural` and `context` may be empty."""

    text: str
    plural: str = ""
    context: str = ""
    file: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What a catalogue knows it by."""
        return (self.text, self.context)


def catalogue_of(language: str) -> Path:
    """The file of a language's translations, as in `zh_Hans`."""
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def messages() -> list[Message]:
    """Every text of the code and of the templates, each once."""
    found: dict[tuple[str, str], Message] = {}
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.txt")]):
        if "static" not in path.parts and "migrations" not in path.parts:
            for message in _messages_in(path):
                found.setdefault(message.key, message)
    return sorted(found.values())


def pack_messages() -> list[Message]:
    """Every text of the packs. They come in English and Chinese; a third language has them in its catalogue."""
    found: dict[str, Message] = {}
    for path in sorted((PACKAGE / "procedures" / "packs").rglob("pack.toml")):
        for text in _english_in(tomllib.loads(path.read_text(encoding="utf-8"))):
            found.setdefault(text, Message(text=text, context="pack", file=str(path.relative_to(PACKAGE))))
    return sorted(found.values())


def _english_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if set(value) == {"en", "zh"}:
            yield value["en"]
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _english_in(each)


def _messages_in(path: Path) -> Iterator[Message]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What templatize makes is code with the page's own text blotted out; its indentation means nothing.
        source = "\n".join(line.strip() for line in templatize(source).splitlines())
    file = str(path.relative_to(PACKAGE))
    read = extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
    for _line, text, _comments, context in read:
        singular, plural = (text[0], text[1]) if isinstance(text, tuple) else (text, "")
        if singular:
            yield Message(text=singular, plural=plural or "", context=context or "", file=file)


def untranslated(language: str) -> list[Message]:
    """The messages for which the catalogue has no translation, or one that is marked as fuzzy."""
    path = catalogue_of(language)
    known: set[tuple[str, str]] = set()
    if path.exists():
        with path.open("rb") as file:
            for entry in read_po(file):
                translated = entry.string if isinstance(entry.string, tuple) else (entry.string,)
                if entry.id and not entry.fuzzy and all(translated):
                    text = entry.id[0] if isinstance(entry.id, tuple) else entry.id
                    known.add((str(text), entry.context or ""))
    return [message for message in messages() if message.key not in known]
