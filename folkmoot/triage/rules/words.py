"""The words behind a suggestion: overlapping n-grams merged into runs that can be read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

MOST_WORDS: Final = 5
#: n-grams with the largest contribution that are looked at
_LOOKED_AT: Final = 24


@dataclass(frozen=True)
class Span:
    """A part of a text, and how much it speaks for a category."""

    begin: int
    end: int
    weight: float


def readable_runs(text: str, spans: Iterable[Span], *, most: int = MOST_WORDS) -> tuple[str, ...]:
    """The parts of the text that speak most for a category, strongest first, each once and as it was written."""
    strongest = sorted((s for s in spans if s.weight > 0), key=lambda s: (-s.weight, s.begin, s.end))[:_LOOKED_AT]
    weights: dict[str, float] = {}
    for run in _merged(text, strongest):
        word = text[run.begin : run.end].strip()
        weights[word] = weights.get(word, 0.0) + run.weight
    # A single sign says little by itself; longer runs go first.
    ranked = sorted(weights, key=lambda word: (len(word) == 1, -weights[word], word))
    return tuple(word for word in ranked if word)[:most]


def _merged(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans that overlap or belong to one word become one."""
    runs: list[Span] = []
    for span in sorted((_whole(text, s) for s in spans), key=lambda s: (s.begin, s.end)):
        if runs and span.begin < runs[-1].end:
            last = runs[-1]
            runs[-1] = Span(last.begin, max(last.end, span.end), last.weight + span.weight)
        else:
            runs.append(span)
    return runs


def _whole(text: str, span: Span) -> Span:
    """A part of an alphabetic word grows to the word: nobody reads "itc" as a ditch."""
    begin, end = span.begin, span.end
    while begin > 0 and _is_letter(text[begin]) and _is_letter(text[begin - 1]):
        begin -= 1
    while end < len(text) and _is_letter(text[end - 1]) and _is_letter(text[end]):
        end += 1
    return Span(begin, end, span.weight)


def _is_letter(character: str) -> bool:
    # Chinese, Japanese and Korean signs are words by themselves; those below are letters of alphabets.
    return character.isalpha() and ord(character) < 0x2E80
