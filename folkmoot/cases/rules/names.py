"""A summary is searched, so it must not say who."""

import re
import unicodedata
from collections.abc import Iterable

_SHORTEST_WORD = 3
_SHORTEST_NUMBER = 5


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _is_chinese(text: str) -> bool:
    return any("一" <= c <= "鿿" for c in text)


def _forms(name: str) -> Iterable[str]:
    folded = _folded(name).strip()
    if not folded:
        return
    if _is_chinese(folded):
        whole = "".join(folded.split())
        if len(whole) > 1:
            yield whole
        # 王小明 is also called 小明: the given name alone still says who.
        if len(whole) > 2:
            yield whole[1:]
        return
    if len(folded) >= _SHORTEST_WORD:
        yield folded
    yield from (word for word in re.split(r"[\s.,'’-]+", folded) if len(word) >= _SHORTEST_WORD)


def names_in(summary: str, *, names: Iterable[str], contacts: Iterable[str] = ()) -> tuple[str, ...]:
    """The names, parts of names, numbers and addresses of parties that a summary gives away, in order of finding."""
    text = _folded(summary)
    found = []
    for name in names:
        for form in _forms(name):
            pattern = re.escape(form) if _is_chinese(form) else rf"\b{re.escape(form)}\b"
            if re.search(pattern, text):
                found.append(form)
    digits = re.sub(r"\D", "", text)
    for contact in contacts:
        number = re.sub(r"\D", "", contact)
        if "@" in contact and _folded(contact).strip() in text:
            found.append(contact)
        elif len(number) >= _SHORTEST_NUMBER and number in digits:
            found.append(number)
    return tuple(dict.fromkeys(found))
