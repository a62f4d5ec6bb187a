"""Errors with a sentence that is translated where it is shown."""

import pytest

from folkmoot.lib.spoken import Spoken

CHINESE = {"The server ended at once (status {status}).": "服务器随即退出（状态 {status}）。"}


def test_an_error_says_its_sentence_in_both_languages() -> None:
    error = Spoken("The server ended at once (status {status}).", status=3, told="\nlog {x}")
    assert str(error) == "The server ended at once (status 3).\nlog {x}"
    assert error.in_words(lambda text: CHINESE[text]) == "服务器随即退出（状态 3）。\nlog {x}"


def test_an_error_comes_through_to_another_process() -> None:
    packed = Spoken("The server ended at once (status {status}).", status=3).packed()
    error = Spoken.unpacked(packed, told="\nlog")
    assert error.in_words(lambda text: CHINESE[text]) == "服务器随即退出（状态 3）。\nlog"


@pytest.mark.parametrize("text", ["something broke", "{braces}", '{"a": 1}', "5", "", '["{missing}", {}]'])
def test_any_other_text_is_said_as_it_stands(text: str) -> None:
    assert str(Spoken.unpacked(text)) == text
