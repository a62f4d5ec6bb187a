"""What goes wrong on the command line, as one line and an exit code instead of a traceback."""

import json
import sys
from typing import Final

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from rich.console import Console

from folkmoot.cli.words import _
from folkmoot.lib.sealing import KeyFaulty, KeyMissing
from folkmoot.lib.spoken import Spoken


class CommandError(Exception):
    """A sentence that says what is wrong and what to do."""


_OPERATORS: Final = (
    CommandError,
    KeyFaulty,
    KeyMissing,
    ImproperlyConfigured,
    psycopg.OperationalError,
    OperationalError,
    OSError,
)


def sentence_of(error: BaseException) -> str | None:
    """What to tell an operator about an error, None for one that is a fault of the program."""
    if isinstance(error, Spoken):
        return error.in_words(_)
    said = getattr(error, "sentence", None)
    if said:
        return str(error)
    if isinstance(error, KeyMissing):
        return _("There is no installation key. Run `folkmoot init`, or set FOLKMOOT_KEY.")
    if isinstance(error, KeyFaulty):
        return _("The installation key must be 32 bytes in base64.")
    if isinstance(error, ImproperlyConfigured) and error.__cause__ is not None:
        return sentence_of(error.__cause__) or str(error)
    if isinstance(error, psycopg.OperationalError | OperationalError):
        return _("The database does not answer: {reason}").format(reason=str(error).strip().splitlines()[0])
    if isinstance(error, _OPERATORS):
        return str(error)
    return None


def tell(sentence: str) -> None:
    """Says it on the standard error, or as JSON on the standard output where `--json` was asked for."""
    if "--json" in sys.argv:
        sys.stdout.write(json.dumps({"error": sentence}, ensure_ascii=False) + "\n")
    else:
        Console(stderr=True, highlight=False, markup=False).print(f"folkmoot: {sentence}", soft_wrap=True)
