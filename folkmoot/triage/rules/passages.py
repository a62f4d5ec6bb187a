"""The passages of a text in which the words behind a suggestion stand, so that they can be shown marked."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

#: characters shown on either side of a word
_AROUND: Final = 24


class Piece(NamedTuple):
    """A part of a passage; one that `is_marked` speaks for the suggestion."""

    text: str
    is_marked: bool


def passages(text: str, words: Iterable[str], *, around: int = _AROUND) -> tuple[tuple[Piece, ...], ...]:
    """Where each word stands first, with what is around it; words that stand near each other share a passage."""
    found = sorted((text.find(word), len(word)) for word in words if word in text)
    groups: list[list[tuple[int, int]]] = []
    for begin, length in found:
        last = groups[-1][-1] if groups else None
        if last and begin < last[1]:
            # A word within a longer one is marked with it.
            groups[-1][-1] = (last[0], max(last[1], begin + length))
        elif last and begin - last[1] <= 2 * around:
            groups[-1].append((begin, begin + length))
        else:
            groups.append([(begin, begin + length)])
    return tuple(tuple(_pieces(text, group, around=around)) for group in groups)


def _pieces(text: str, spans: list[tuple[int, int]], *, around: int) -> Iterator[Piece]:
    begin, end = _edge(text, spans[0][0], -around), _edge(text, spans[-1][1], around)
    at = begin
    for first, last in spans:
        if first > at or (at == begin and begin > 0):
            yield Piece(("…" if at == begin and begin > 0 else "") + text[at:first], is_marked=False)
        yield Piece(text[first:last], is_marked=True)
        at = last
    if at < end or end < len(text):
        yield Piece(text[at:end] + ("…" if end < len(text) else ""), is_marked=False)


def _edge(text: str, at: int, step: int) -> int:
    """So many characters away, but not beyond a line or the text."""
    if step < 0:
        return max(at + step, 0, text.rfind("\n", 0, at) + 1)
    line = text.find("\n", at)
    return min(at + step, len(text), line if line >= 0 else len(text))
