"""What is learned about categories from the made-up stories, which hundreds of cases tell in the same words."""

import re
from collections.abc import Iterable, Iterator

from folkmoot.demo.rules.stories import Story, Words

_SLOT = re.compile(r"\{\w+\}")


def lessons(stories: Iterable[Story]) -> Iterator[tuple[str, str]]:
    """Each text of a story with its category, alone and as the parts of it stand together in a case file.

    A text shares its words with others of its story, so that figures of a model of them say nothing about real ones.
    """
    for story in stories:
        for words in story.words.values():
            for text in _texts(words):
                # A model reads every digit as the same one.
                yield _SLOT.sub("3", text), story.category


def _texts(words: Words) -> Iterator[str]:
    for narrative, summary in zip(words.narrative, words.summary, strict=True):
        yield from (narrative, summary, f"{narrative}\n{words.wish}", f"{summary}\n{narrative}\n{words.wish}")
    yield from (words.wish, words.answer, words.dispute)
