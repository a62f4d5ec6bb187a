"""`folkmoot check`: whether an installation, or only its code, is whole."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import django
from django.conf import settings
from django.core import checks

from folkmoot.cli.choices import Extent
from folkmoot.cli.database import pending_migrations, set_up_django
from folkmoot.cli.errors import CommandError, sentence_of
from folkmoot.cli.output import out, say_json
from folkmoot.cli.words import _, ngettext
from folkmoot.lib.home import home
from folkmoot.lib.sealing import load_key

LANGUAGES: Final = ("zh_Hans",)
SHOWN: Final = 20


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; without problems it is well."""

    name: str
    problems: tuple[str, ...]


def check(extent: Extent, *, as_json: bool) -> bool:
    """Looks at everything and says what it found; whether all is well."""
    looks = _STATIC if extent is Extent.STATIC else _WHOLE
    findings = [_look(name, look) for name, look in looks.items()]
    if as_json:
        say_json({finding.name: list(finding.problems) for finding in findings})
    else:
        for finding in findings:
            _say(finding)
    return not any(finding.problems for finding in findings)


def _look(name: str, look: Callable[[], list[str]]) -> Finding:
    try:
        return Finding(name, tuple(look()))
    except Exception as error:
        sentence = sentence_of(error)
        if sentence is None:
            raise
        return Finding(name, (sentence,))


def _say(finding: Finding) -> None:
    found = len(finding.problems) if finding.problems else _("well")
    out.print(f"{_NAMES[finding.name]}: {found}")
    for problem in finding.problems[:SHOWN]:
        out.print(f"  {problem}")
    hidden = len(finding.problems) - SHOWN
    if hidden > 0:
        out.print("  " + ngettext("… and {count} more", "… and {count} more", hidden).format(count=hidden))


def _key() -> list[str]:
    load_key(home())
    return []


def _settings() -> list[str]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.settings")
    django.setup()
    # Those of the database are asked by name alone, so this needs none.
    found = checks.run_checks()
    return [str(message) for message in found if message.is_serious()]


def _database() -> list[str]:
    set_up_django()
    return [_("Migration {name} is pending.").format(name=name) for name in pending_migrations()]


def _region() -> list[str]:
    from folkmoot.officers.queries import automatic_post
    from folkmoot.places.models import Region

    if not Region.objects.exists():
        return [_("There is no region yet. Run `folkmoot init --region …`.")]
    automatic_post()
    return []


def _translations() -> list[str]:
    try:
        from folkmoot.cli.catalogue import untranslated
    except ImportError as error:
        raise CommandError(_("To look at translations, `babel` is needed: run `make setup`.")) from error
    return [
        _("{language} lacks “{text}” ({file})").format(language=language, text=message.text, file=message.file)
        for language in LANGUAGES
        for message in untranslated(language)
    ]


def _debugging() -> list[str]:
    if settings.DEBUG:
        return [_("FOLKMOOT_DEBUG is on: a page with an error would show what residents wrote.")]
    return []


_NAMES: Final = {
    "key": _("key"),
    "database": _("database"),
    "settings": _("settings"),
    "debugging": _("debugging"),
    "region": _("region"),
    "translations": _("translations"),
}
_STATIC: Final[dict[str, Callable[[], list[str]]]] = {"settings": _settings, "translations": _translations}
_WHOLE: Final[dict[str, Callable[[], list[str]]]] = {
    "key": _key,
    "database": _database,
    "settings": _settings,
    "debugging": _debugging,
    "region": _region,
    "translations": _translations,
}
