"""What a text is known by."""

from folkmoot.triage.rules.ngrams import folded, grams, sameness, terms


def test_chinese_is_known_by_up_to_three_signs() -> None:
    assert terms("水沟") == ["水", "沟", " 水", "水沟", "沟 ", " 水沟", "水沟 "]


def test_words_of_letters_are_known_by_three_to_five() -> None:
    assert terms("Gas") == [" ga", "gas", "as ", " gas", "gas ", " gas "]


def test_a_number_is_never_learned() -> None:
    assert folded("Tel. 138-0013") == "tel. 000-0000"
    assert terms("13800138000") == terms("99999999999")


def test_an_n_gram_knows_where_it_stands() -> None:
    text = "坏 电梯!"
    assert {text[begin:end] for gram, begin, end in grams(text) if gram == "电梯"} == {"电梯"}
    assert {text[begin:end] for gram, begin, end in grams(text) if gram == " 电梯"} == {"电梯"}


def test_a_letter_that_grows_when_made_small_moves_nothing() -> None:
    assert folded("Straße İ") == "straße i̇"[:7] + "İ"


def test_copies_are_known_in_spite_of_spaces_and_signs() -> None:
    assert sameness("No water, again!") == sameness("NO WATER – again")
    assert sameness("No water") != sameness("No heat")
