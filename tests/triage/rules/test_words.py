"""The words behind a suggestion."""

from folkmoot.triage.rules.words import Span, readable_runs


def test_n_grams_that_overlap_are_read_as_one() -> None:
    assert readable_runs("电梯坏了", [Span(0, 2, 1.0), Span(1, 3, 0.5)]) == ("电梯坏",)


def test_a_part_of_a_word_is_read_as_the_word() -> None:
    assert readable_runs("The ditch is blocked", [Span(5, 8, 1.0)]) == ("ditch",)


def test_the_strongest_comes_first_and_each_once() -> None:
    spans = [Span(0, 4, 1.0), Span(5, 9, 1.5), Span(10, 14, 1.0)]
    assert readable_runs("rent heat rent", spans) == ("rent", "heat")


def test_a_single_sign_comes_last() -> None:
    assert readable_runs("车 工资", [Span(0, 1, 9.0), Span(2, 4, 1.0)]) == ("工资", "车")


def test_what_speaks_against_a_category_is_not_shown() -> None:
    assert readable_runs("rent heat", [Span(0, 4, -2.0), Span(5, 9, 1.0)]) == ("heat",)
