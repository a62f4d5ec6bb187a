"""Finding the one place that a text of another system means."""

import unicodedata
from collections.abc import Iterable

from folkmoot.places.rules.table import Row


def normal(text: str) -> str:
    """Return a text as it is compared: width, case, and spaces at the ends or doubled within make no difference."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).split())


class Gazetteer:
    """The codes of places by their code, name or alias.

    A code wins over a name, a name over an alias. A name that several places bear finds none of them, unless one
    stands above all others that bear it (New York the city, not a neighbourhood called so): a guess would send a
    resident's concern to strangers.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        places = list(rows)
        self._codes = {normal(row.code): row.code for row in places}
        self._names = _unambiguous(places, ((row.name, row) for row in places))
        self._aliases = _unambiguous(places, ((alias, row) for row in places for alias in row.aliases))

    def find(self, text: str) -> str | None:
        """Return the code of the place whose code, name or alias is this text, or None for none or several."""
        wanted = normal(text)
        for known in (self._codes, self._names, self._aliases):
            if wanted in known:
                return known[wanted]
        return None


def _unambiguous(places: Iterable[Row], named: Iterable[tuple[str, Row]]) -> dict[str, str | None]:
    parents = {row.code: row.parent for row in places}
    bearers: dict[str, set[str]] = {}
    for text, row in named:
        bearers.setdefault(normal(text), set()).add(row.code)
    return {text: _topmost(codes, parents) for text, codes in bearers.items()}


def _topmost(codes: set[str], parents: dict[str, str | None]) -> str | None:
    for code in codes:
        if all(code == other or code in _above(other, parents) for other in codes):
            return code
    return None


def _above(code: str, parents: dict[str, str | None]) -> set[str]:
    above: set[str] = set()
    parent = parents.get(code)
    while parent is not None and parent not in above:
        above.add(parent)
        parent = parents.get(parent)
    return above
