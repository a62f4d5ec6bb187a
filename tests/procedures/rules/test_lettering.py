import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.procedures.rules.lettering import broken, width_of, written


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("one two three", 60, ["one two", "three"]),
        ("one two three", 1000, ["one two three"]),
        ("", 60, []),
        ("告知信访人接收情况", 50, ["告知信访", "人接收情", "况"]),
        # A line does not begin with a full stop.
        ("告知信访人。", 60, ["告知信访", "人。"]),
        ("参照 ISO 10002：及时", 72, ["参照 ISO", "10002：及时"]),
    ],
)
def test_a_text_is_broken_where_it_can_be(text: str, width: float, expected: list[str]) -> None:
    assert broken(text, width=width, size=12) == expected


@given(text=st.text("ab 居民。，", max_size=60), width=st.integers(40, 200))
def test_nothing_is_lost_and_no_line_is_wider_than_it_may_be(text: str, width: int) -> None:
    lines = broken(text, width=width, size=12)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert width_of(line, size=12) <= width or " " not in line


def test_what_is_written_cannot_break_the_drawing() -> None:
    assert list(written(["a < b & c"], x=1, y=2, leading=3, kind="k")) == [
        '<text class="k" x="1" y="2" text-anchor="start">a &lt; b &amp; c</text>'
    ]
