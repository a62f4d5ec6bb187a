"""Paths of places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.places.rules import paths

CODES = st.text(alphabet="-.09AZaz湖\U00020000", min_size=1, max_size=3)


@st.composite
def trees(draw: st.DrawFn) -> list[str]:
    """The paths of a random tree."""
    made = [paths.path([draw(CODES)])]
    for code in draw(st.lists(CODES, max_size=20)):
        made.append(draw(st.sampled_from(made)) + code + "/")
    return made


def test_a_path_is_each_code_followed_by_a_slash() -> None:
    assert paths.path(["36", "3601", "360102"]) == "36/3601/360102/"


@pytest.mark.parametrize("codes", [[], [""], ["36", ""], ["36/3601"], ["/"]])
def test_a_code_that_is_empty_or_holds_a_slash_makes_no_path(codes: list[str]) -> None:
    with pytest.raises(paths.PathError):
        paths.path(codes)


def test_the_range_of_an_area_ends_before_the_next_byte() -> None:
    assert paths.subtree("36/3601/") == ("36/3601/", "36/36010")


@given(trees())
def test_the_range_of_an_area_holds_exactly_the_paths_that_begin_with_it(tree: list[str]) -> None:
    for area in tree:
        low, high = (bound.encode() for bound in paths.subtree(area))
        in_range = [path for path in tree if low <= path.encode() < high]
        assert in_range == [path for path in tree if path.startswith(area)]
        assert in_range == [path for path in tree if paths.is_within(path, area)]


@given(trees())
def test_a_path_is_the_path_of_its_parent_and_its_own_code(tree: list[str]) -> None:
    for path in tree:
        assert (paths.parent(path) or "") + paths.code(path) + "/" == path
        assert paths.path(paths.codes(path)) == path


@given(trees())
def test_the_ancestors_are_the_parents_one_after_the_other(tree: list[str]) -> None:
    for path in tree:
        climbed: list[str] = []
        above = paths.parent(path)
        while above is not None:
            climbed.insert(0, above)
            above = paths.parent(above)
        assert list(paths.ancestors(path)) == climbed
        assert paths.depth(path) == len(climbed)


def test_a_root_has_no_parent_and_no_ancestor() -> None:
    assert paths.parent("36/") is None
    assert paths.ancestors("36/") == ()
    assert paths.depth("36/") == 0


def test_a_place_lies_within_itself() -> None:
    assert paths.is_within("36/3601/", "36/3601/")


def test_a_place_whose_code_only_begins_the_same_lies_outside() -> None:
    assert not paths.is_within("36/36010/", "36/3601/")


@pytest.mark.parametrize("text", ["", "/", "36", "36/3601", "36//3601/", "/36/"])
def test_a_text_that_is_no_path_is_refused(text: str) -> None:
    for ask in (paths.parent, paths.subtree, paths.depth, paths.ancestors, paths.codes, paths.code):
        with pytest.raises(paths.PathError):
            ask(text)
    with pytest.raises(paths.PathError):
        paths.is_within("36/3601/", text)
