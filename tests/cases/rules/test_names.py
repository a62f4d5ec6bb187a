"""A summary is searched, so it says nobody's name."""

import pytest

from folkmoot.cases.rules.names import names_in


@pytest.mark.parametrize(
    ("summary", "names", "contacts", "found"),
    [
        ("Water stands behind a house", ["Wang Xiaoming"], [], ()),
        ("WANG XIAOMING's ditch", ["Wang Xiaoming"], [], ("wang xiaoming", "wang", "xiaoming")),
        ("Xiaoming and the ditch", ["Wang Xiaoming"], [], ("xiaoming",)),
        ("小明家门口积水", ["王小明"], [], ("小明",)),
        ("王小明家门口积水", ["王小明"], [], ("王小明", "小明")),
        ("门口积水", ["王小明"], [], ()),
        # A name that is a part of a word names nobody.
        ("The annual fair", ["Ann"], [], ()),
        ("Call 138-0013-8000", [], ["13800138000"], ("13800138000",)),
        ("Write to a@b.example", [], ["A@b.example"], ("A@b.example",)),
        ("Owes 500", [], ["500"], ()),
        ("Ｗａｎｇ was there", ["Wang"], [], ("wang",)),
        ("Something", ["", " "], ["", "-"], ()),
    ],
)
def test_a_summary_is_checked_against_names_and_numbers(
    summary: str, names: list[str], contacts: list[str], found: tuple[str, ...]
) -> None:
    assert names_in(summary, names=names, contacts=contacts) == found
