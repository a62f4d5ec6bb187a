"""Under which licence the statistics are published: an identifier of SPDX, which the operator chooses."""

from dataclasses import dataclass
from typing import Final

#: what the usual identifiers are called, and where the text stands in the words of whoever wrote it
_KNOWN: Final = {
    "CC0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
}


@dataclass(frozen=True)
class Licence:
    """Its name and its address."""

    name: str
    address: str


def licence(identifier: str) -> Licence:
    """The licence of an identifier; of one that is not known here, the page that SPDX has of it."""
    name, address = _KNOWN.get(identifier, (identifier, f"https://spdx.org/licenses/{identifier}.html"))
    return Licence(name, address)
