"""What the demo learns from its stories."""

from collections import Counter

from folkmoot.demo.library import stories
from folkmoot.demo.rules.lessons import lessons
from folkmoot.triage.rules.training import LEAST_TEXTS


def test_every_category_of_a_story_can_be_learned() -> None:
    different = Counter(category for _text, category in set(lessons(stories())))
    assert set(different) == {story.category for story in stories()}
    assert min(different.values()) >= LEAST_TEXTS


def test_no_slot_is_left_open() -> None:
    assert [text for text, _category in lessons(stories()) if "{" in text or "}" in text] == []
