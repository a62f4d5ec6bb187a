"""The characters in a row that a text is known by: up to three where it is Chinese, three to five elsewhere."""

import re
from collections.abc import Iterator
from typing import Final

_RUN: Final = re.compile(r"[^\W_]+")
_HAN: Final = re.compile(r"[㐀-鿿豈-﫿]")
_DIGIT: Final = re.compile(r"\d")
_HAN_SIZES: Final = (1, 2, 3)
_WORD_SIZES: Final = (3, 4, 5)


def folded(text: str) -> str:
    """The text in small letters and as long as before, each digit a 0: no telephone number is ever learned."""
    small = text.casefold()
    if len(small) != len(text):
        small = "".join(c.casefold() if len(c.casefold()) == 1 else c for c in text)
    return _DIGIT.sub("0", small)


def grams(text: str) -> Iterator[tuple[str, int, int]]:
    """Each n-gram with where it begins and ends in the text. A space in it is the edge of a word or a clause."""
    plain = folded(text)
    for run in _RUN.finditer(plain):
        begin, end = run.span()
        padded = f" {run.group()} "
        for size in _HAN_SIZES if _HAN.search(padded) else _WORD_SIZES:
            for at in range(len(padded) - size + 1):
                gram = padded[at : at + size]
                if gram != " ":
                    yield gram, max(begin, begin + at - 1), min(end, begin + at - 1 + size)


def terms(text: str) -> list[str]:
    """The n-grams alone."""
    return [gram for gram, _, _ in grams(text)]


def sameness(text: str) -> str:
    """What two copies of one text share, whatever their spaces, signs and capitals."""
    return "".join(_RUN.findall(folded(text)))
