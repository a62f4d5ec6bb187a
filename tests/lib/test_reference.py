"""References survive being read aloud and typed."""

import re
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.lib.reference import (
    ALPHABET,
    NotAReference,
    near_references,
    new_code,
    read_code,
    read_reference,
    reference_from,
    spoken,
)

numbers = st.integers(min_value=0, max_value=31**8 - 1)


@given(numbers)
def test_a_reference_is_read_back_as_it_was_spoken(number: int) -> None:
    reference = reference_from(number)
    assert read_reference(spoken(reference).lower()) == reference


@given(numbers, st.integers(0, 8), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_caught(number: int, place: int, other: str) -> None:
    reference = reference_from(number)
    if reference[place] == other:
        return
    with pytest.raises(NotAReference):
        read_reference(reference[:place] + other + reference[place + 1 :])


@given(numbers, st.integers(0, 8), st.integers(0, 8))
def test_one_swap_is_always_caught_whatever_the_distance(number: int, first: int, second: int) -> None:
    characters = list(reference_from(number))
    if characters[first] == characters[second]:
        return
    characters[first], characters[second] = characters[second], characters[first]
    with pytest.raises(NotAReference):
        read_reference("".join(characters))


@given(st.sets(numbers, min_size=2, max_size=50))
def test_different_numbers_have_different_references(some: set[int]) -> None:
    assert len({reference_from(n) for n in some}) == len(some)


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    reference = next(r for r in map(reference_from, range(1000)) if "0" in r and "1" in r)
    assert read_reference(reference.replace("0", "O").replace("1", "l")) == reference


def test_a_code_holds_at_least_eighty_random_bits() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(read_code(code) == code for code in codes)
    assert 31**17 > 2**80


def test_a_mistyped_reference_is_near_the_one_that_was_meant() -> None:
    meant = reference_from(123_456)
    swapped = meant[:3] + meant[4] + meant[3] + meant[5:]
    changed = meant[:-1] + ALPHABET[(ALPHABET.index(meant[-1]) + 1) % len(ALPHABET)]
    assert {meant in near_references(each) for each in (swapped, changed.lower(), spoken(changed))} == {True}
    assert near_references("K7M") == []


def test_the_example_that_pages_name_is_well_formed_and_far_from_any_that_is_given_out() -> None:
    root = Path(__file__).parents[2]
    sources = chain(
        (root / "folkmoot").rglob("*.py"), (root / "folkmoot").rglob("*.html"), (root / "docs").rglob("*.md")
    )
    texts = [each.read_text(encoding="utf-8") for each in sources]
    assert set(re.findall(r"\bK7M-\w{3}-\w{3}\b", "".join(texts))) == {"K7M-4QX-2RC"}
    assert read_reference("K7M-4QX-2RC") == reference_from(821_306_624_261)
