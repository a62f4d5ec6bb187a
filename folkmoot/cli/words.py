"""What the command line says, in the language of the terminal. It speaks before there is a key, hence before Django."""

import gettext
import os
from pathlib import Path
from typing import Final

from folkmoot.lib.home import home_path
from folkmoot.lib.languages import candidates

CATALOGUES: Final = Path(__file__).resolve().parents[1] / "locale"
VARIABLES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def _catalogue() -> gettext.NullTranslations:
    wanted = candidates(next((os.environ[name] for name in VARIABLES if os.environ.get(name)), ""))
    own = gettext.translation("django", localedir=home_path() / "locale", languages=wanted, fallback=True)
    own.add_fallback(gettext.translation("django", localedir=CATALOGUES, languages=wanted, fallback=True))
    return own


_spoken = _catalogue()

_ = _spoken.gettext
ngettext = _spoken.ngettext
