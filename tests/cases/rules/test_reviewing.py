"""A level that heard a case never hears its review."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.cases.rules.reviewing import Seat, reviewing
from folkmoot.procedures.packs import load_pack
from folkmoot.procedures.rules.citations import Basis
from folkmoot.procedures.rules.reviews import Review

POLICY = load_pack("intl").reviews[0]
LAW = load_pack("cn-petition").reviews[0]
PATHS = ("1/", "1/2/", "1/2/3/", "1/2/3/4/", "1/2/3/4/5/")
PROVINCE, CITY, COUNTY, TOWNSHIP, VILLAGE = (Seat(number, path) for number, path in enumerate(PATHS, start=1))
APART = Seat(9, "1/", is_apart=True)
SEATS = (VILLAGE, TOWNSHIP, COUNTY, CITY, PROVINCE, APART)

reviews = st.builds(replace, st.sampled_from([POLICY, LAW]), levels_up=st.integers(1, 3))
seats = st.builds(Seat, st.integers(1, 60), st.sampled_from((*PATHS, "1/7/", "1/2/8/")))


def test_the_level_above_hears_it_first_and_the_unit_apart_last() -> None:
    found = reviewing(SEATS, decided=VILLAGE, heard=[VILLAGE], review=POLICY)
    assert found == [TOWNSHIP, COUNTY, CITY, PROVINCE, APART]


def test_a_level_that_heard_the_case_is_passed_over() -> None:
    assert reviewing(SEATS, decided=VILLAGE, heard=[VILLAGE, TOWNSHIP], review=POLICY)[0] == COUNTY
    bureau = Seat(30, COUNTY.path)
    assert reviewing([*SEATS, bureau], decided=TOWNSHIP, heard=[TOWNSHIP, bureau], review=POLICY)[0] == CITY


def test_beside_the_highest_unit_stands_the_one_apart_and_the_law_is_not_satisfied_by_it() -> None:
    assert reviewing(SEATS, decided=PROVINCE, heard=[PROVINCE], review=POLICY) == [APART]
    assert reviewing(SEATS, decided=PROVINCE, heard=[PROVINCE], review=LAW) == []


def test_two_levels_up_leaves_the_next_one_out() -> None:
    assert reviewing(SEATS, decided=VILLAGE, heard=[], review=replace(POLICY, levels_up=2))[0] == COUNTY


def test_once_the_unit_apart_has_heard_it_nobody_is_left_beside_the_highest() -> None:
    assert reviewing(SEATS, decided=APART, heard=[PROVINCE, APART], review=POLICY) == []


@given(st.lists(seats, max_size=12, unique_by=lambda seat: seat.unit), st.data(), reviews)
def test_whoever_heard_it_and_whatever_the_tree_no_level_hears_its_own_review(
    tree: list[Seat], data: st.DataObject, review: Review
) -> None:
    decided = data.draw(seats)
    heard = data.draw(st.lists(st.sampled_from([*tree, APART]), unique=True))
    is_law = review.grounds.basis is Basis.LAW
    for seat in reviewing([*tree, APART], decided=decided, heard=heard, review=review):
        assert seat.unit not in {each.unit for each in (*heard, decided)}
        assert decided.path.startswith(seat.path)
        if is_law or not seat.is_apart:
            assert seat.path not in {each.path for each in (*heard, decided) if is_law or not each.is_apart}
            assert len(seat.path) < len(decided.path)


@given(st.lists(seats, max_size=12, unique_by=lambda seat: seat.unit), seats, reviews)
def test_reviews_of_reviews_come_to_an_end(tree: list[Seat], first: Seat, review: Review) -> None:
    decided, heard = first, [first]
    for _ in range(len(tree) + 2):
        found = reviewing([*tree, APART], decided=decided, heard=heard, review=review)
        if not found:
            return
        decided = found[0]
        heard.append(decided)
    raise AssertionError("A review was heard for ever.")
