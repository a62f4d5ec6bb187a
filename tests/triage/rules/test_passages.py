"""The words behind a suggestion, marked where they stand."""

from folkmoot.triage.rules.passages import passages


def written(text: str, *words: str, around: int = 6) -> list[str]:
    """Each passage with its marked words in brackets."""
    return [
        "".join(f"[{piece.text}]" if piece.is_marked else piece.text for piece in passage)
        for passage in passages(text, words, around=around)
    ]


def test_a_word_is_shown_with_what_is_around_it() -> None:
    assert written("Since May the ditch behind us is full", "ditch") == ["…y the [ditch] behin…"]


def test_words_near_each_other_share_a_passage_and_far_ones_do_not() -> None:
    text = "屋后水沟堵了，请来人看一看。另外还有一件与此毫无关系的事情：电梯坏了。"
    assert written(text, "水沟", "堵了", "电梯") == ["屋后[水沟][堵了]，请来人看一…", "…关系的事情：[电梯]坏了。"]


def test_a_word_within_another_is_marked_once() -> None:
    assert written("拖欠工资", "工资", "拖欠工资") == ["[拖欠工资]"]


def test_a_passage_ends_with_its_line() -> None:
    assert written("wages\nditch\nlamp", "ditch") == ["…[ditch]…"]


def test_a_word_that_stands_nowhere_is_left_out() -> None:
    assert written("ditch", "wages") == []
