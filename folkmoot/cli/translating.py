"""`folkmoot translate`: the catalogue of one more language, kept in the installation's own folder."""

from dataclasses import dataclass
from pathlib import Path

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import to_locale

from folkmoot.cli.catalogue import Message, messages, pack_messages
from folkmoot.cli.words import _
from folkmoot.lib.home import home
from folkmoot.lib.languages import SOURCE

Wording = str | tuple[str, ...] | list[str]


class LanguageRefused(ValueError):
    """A language that needs no catalogue, or whose name is none."""


@dataclass(frozen=True)
class Progress:
    """A catalogue, how many texts it is asked for, and how many of them it has."""

    file: Path
    texts: int
    translated: int


def translate(code: str) -> Progress:
    """Brings the catalogue of a language up to date with the program and compiles it for the next start.

    Texts that are new stand in it empty, and are shown in English until they are filled in; those that the program no
    longer has leave it. Raises LanguageRefused.
    """
    locale = to_locale(code.lower())
    if code.lower() == SOURCE or not _is_known(locale):
        raise LanguageRefused(
            _("“{code}” is no language to translate into: write a code such as de or zh-hant.").format(code=code)
        )
    file = home() / "locale" / locale / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    known = _known(file, locale)
    catalogue = Catalog(locale=known.locale, header_comment=known.header_comment, fuzzy=False)
    catalogue.mime_headers = known.mime_headers
    for message in [*messages(), *pack_messages()]:
        _carry_over(message, known, catalogue)
    _write(catalogue, file)
    done = sum(1 for entry in catalogue if entry.id and _is_complete(entry.string))
    return Progress(file=file, texts=len(catalogue), translated=done)


def _is_known(locale: str) -> bool:
    try:
        Locale.parse(locale)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def _known(file: Path, locale: str) -> Catalog:
    if not file.exists():
        return Catalog(locale=locale, project="Folkmoot", header_comment=f"# {locale}", fuzzy=False)
    with file.open("rb") as opened:
        return read_po(opened, locale=locale)


def _carry_over(message: Message, known: Catalog, catalogue: Catalog) -> None:
    text: Wording = (message.text, message.plural) if message.plural else message.text
    before = known.get(message.text, context=message.context or None)
    is_same = before is not None and isinstance(before.id, tuple) == bool(message.plural)
    flags = ["python-format"] if "%(" in message.text else []
    catalogue.add(
        text,
        before.string if before is not None and is_same and not before.fuzzy else None,
        locations=[(message.file, 0)],
        context=message.context or None,
        flags=flags,
    )


def _is_complete(wording: Wording | None) -> bool:
    return all(wording) if isinstance(wording, tuple | list) else bool(wording)


def _write(catalogue: Catalog, file: Path) -> None:
    fresh = file.with_suffix(".new")
    with fresh.open("wb") as opened:
        write_po(opened, catalogue, width=120, sort_output=True, include_lineno=False)
    # Replaced in one step: somebody's translations are never left half written.
    fresh.replace(file)
    with file.with_suffix(".mo").open("wb") as opened:
        write_mo(opened, catalogue)
