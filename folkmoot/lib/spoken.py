"""Errors with a sentence for people, which whoever shows it translates: here no language is known."""

import json
from collections.abc import Callable
from typing import Self


def gettext_noop(text: str) -> str:
    """Return the text as it is: only the catalogues find it by this name."""
    return text


class Spoken(Exception):
    """An error that says a sentence with `{parts}`, and behind it perhaps what a program told: that stays as it is."""

    def __init__(self, sentence: str, /, *, told: str = "", **parts: object) -> None:
        super().__init__(sentence.format(**parts) + told)
        self.sentence_with_parts = sentence
        self.told = told
        self.parts = {name: str(part) for name, part in parts.items()}

    def in_words(self, translate: Callable[[str], str]) -> str:
        """Return the sentence as `translate` says it, with its parts and what was told."""
        return translate(self.sentence_with_parts).format(**self.parts) + self.told

    def packed(self) -> str:
        """Return it as one line of text for another process, which unpacks it."""
        return json.dumps([self.sentence_with_parts, self.parts])

    @classmethod
    def unpacked(cls, text: str, *, told: str = "") -> Self:
        """Return the error that was packed; of any other text one that says it as it stands."""
        try:
            sentence, parts = json.loads(text)
            return cls(sentence, told=told, **parts)
        except (ValueError, TypeError, LookupError):
            return cls("{text}", told=told, text=text)
