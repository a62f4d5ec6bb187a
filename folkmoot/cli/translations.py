"""`folkmoot translate`, as it speaks with the operator."""

from folkmoot.cli.errors import CommandError
from folkmoot.cli.output import out, say_json
from folkmoot.cli.words import _


def translate(language: str, *, as_json: bool) -> None:
    """Brings a catalogue up to date and says where it is and what it still lacks."""
    try:
        from folkmoot.cli.translating import LanguageRefused
        from folkmoot.cli.translating import translate as bring_up_to_date
    except ImportError as error:
        raise CommandError(_("To look at translations, `babel` is needed: run `make setup`.")) from error
    try:
        done = bring_up_to_date(language)
    except LanguageRefused as error:
        raise CommandError(str(error)) from error
    missing = done.texts - done.translated
    if as_json:
        say_json({"file": str(done.file), "texts": done.texts, "translated": done.translated, "missing": missing})
        return
    out.print(str(done.file))
    said = _("{translated} of {texts} texts are translated; the others are shown in English.")
    out.print(said.format(translated=done.translated, texts=done.texts))
