"""The demo learns categories, so that its pages show suggestions."""

import pytest

from folkmoot.cli.demo.learning import has_learned, learn
from folkmoot.demo.library import stories
from folkmoot.demo.rules.stories import CHINESE, ENGLISH
from folkmoot.triage.queries import model
from folkmoot.triage.rules.file_format import path_in
from folkmoot.triage.rules.model import suggest


def test_what_a_story_tells_is_found_again_in_both_languages(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOLKMOOT_HOME", str(tmp_path))
    assert not has_learned()
    learn()
    known = model()
    assert known is not None
    for language in (CHINESE, ENGLISH):
        told = [(story.words[language].narrative[0], story.category) for story in stories()]
        found = [suggest(known, text)[0].category for text, _category in told]
        assert sum(a == b for a, (_text, b) in zip(found, told, strict=True)) >= 0.9 * len(told)


def test_what_was_learned_once_is_not_learned_again(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOLKMOOT_HOME", str(tmp_path))
    path = path_in(tmp_path)  # type: ignore[arg-type]
    path.parent.mkdir()
    path.write_bytes(b"learned by the operator")
    learn()
    assert path.read_bytes() == b"learned by the operator"
