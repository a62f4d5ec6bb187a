"""Where the built front end stands: under names that tell the content, which a browser may keep for good."""

import json
from functools import cache
from pathlib import Path
from typing import Final

from django.contrib.staticfiles.storage import StaticFilesStorage

FOLDER: Final = "dist/"
NAMES: Final = Path(__file__).parent / "static" / "dist" / "names.json"


class BuiltFiles(StaticFilesStorage):
    """Static files by their plain names, the built ones by the names that `make setup` gave them."""

    def url(self, name: str | None) -> str:
        """The address under which a file is asked for."""
        return super().url(_given().get(name or "", name))


@cache
def _given() -> dict[str, str]:
    if not NAMES.exists():
        return {}
    names: dict[str, str] = json.loads(NAMES.read_text(encoding="utf-8"))
    return {FOLDER + plain: FOLDER + given for plain, given in names.items()}
