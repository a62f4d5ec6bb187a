"""What the command line says, in the language of the terminal. It speaks before there is a key, hence before Django."""

import gettext
import os
from pathlib import Path
from typing import Final

CATALOGUES: Final = Path(__file__).resolve().parents[1] / "locale"
VARIABLES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def _language() -> str:
    wanted = next((os.environ[name] for name in VARIABLES if os.environ.get(name)), "")
    return "zh_Hans" if wanted.split(":")[0].startswith("zh") else "en"


_catalogue = gettext.translation("django", localedir=CATALOGUES, languages=[_language()], fallback=True)

_ = _catalogue.gettext
ngettext = _catalogue.ngettext
