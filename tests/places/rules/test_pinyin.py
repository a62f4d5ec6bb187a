"""How a place name is typed."""

import pytest

from folkmoot.places.rules.pinyin import Reading, reading


def test_a_name_is_typed_as_joined_syllables_or_their_first_letters() -> None:
    assert reading("东湖区") == Reading(pinyin="donghuqu", initials="dhq")


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("于都县", "yuduxian"),
        ("宁都县", "ningduxian"),
        ("都昌县", "duchangxian"),
        ("铅山县永平镇", "yanshanxianyongpingzhen"),
        ("乐平市", "lepingshi"),
        ("浒湾镇", "xuwanzhen"),
        ("长堎街道", "changlengjiedao"),
        ("朝阳洲街道", "chaoyangzhoujiedao"),
        ("马圩镇", "maxuzhen"),
        ("重石乡", "zhongshixiang"),
    ],
)
def test_a_syllable_with_two_readings_is_read_as_in_place_names(name: str, pinyin: str) -> None:
    assert reading(name).pinyin == pinyin


def test_umlauted_u_is_typed_v() -> None:
    assert reading("绿洲").pinyin == "lvzhou"


def test_digits_in_a_name_are_kept_and_brackets_are_not() -> None:
    assert reading("五三（1）社区") == Reading(pinyin="wusan1shequ", initials="ws1sq")


def test_a_rare_character_without_a_reading_is_passed_over() -> None:
    assert reading("\U00031340村").pinyin == "cun"
    assert reading("\U0003134f村").pinyin == "cun"


@pytest.mark.parametrize("name", ["Höngg", "Manhattan 12", ""])
def test_a_name_without_chinese_characters_has_no_pinyin(name: str) -> None:
    assert reading(name) == Reading("", "")
