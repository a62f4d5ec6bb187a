import pytest

from folkmoot.procedures.toml_lines import line_of, lines_of

WRITTEN = '''# a comment
name = "x"
title = { en = "X", zh = "甲" }
moves = [
    "a",  # why
    "b",
]

[posts]
"two words" = { en = "K" }
a.b = 1

[[clocks]]
name = "first"
quote = """
several

[[clocks]] lines"""

[[clocks]]
name = "second"
fields = [
    { code = "x", title = { en = "X" } },
]

[[clocks.more]]
deep = 1

[clocks.one]
deeper = 2
'''
LINES = lines_of(WRITTEN)


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("name", 2),
        ("title.zh", 3),
        ("moves", 4),
        ("moves[1]", 6),
        ("posts", 9),
        ("posts.two words.en", 10),
        ("posts.a.b", 11),
        ("clocks[0]", 13),
        ("clocks[0].quote", 15),
        ("clocks[1].name", 21),
        ("clocks[1].fields[0].title.en", 23),
        ("clocks[1].more[0].deep", 27),
        ("clocks[1].one.deeper", 30),
    ],
)
def test_every_key_has_its_line(key: str, line: int) -> None:
    assert LINES[key] == line


@pytest.mark.parametrize(
    ("missing", "line"),
    [("clocks[1].days", 20), ("clocks[0].title.en", 13), ("posts.king", 9), ("title.fr", 3), ("version", 1), ("", 1)],
)
def test_what_is_missing_is_said_where_it_is_missing_from(missing: str, line: int) -> None:
    assert line_of(missing, LINES) == line
