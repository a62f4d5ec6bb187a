"""Chinese names of places in Latin letters."""

import csv

import pytest

from folkmoot.places.rules.pinyin import reading
from folkmoot.places.rules.region import SHIPPED
from folkmoot.places.rules.spelling import spelled


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("江西省", "Jiangxi sheng"),
        ("吉安市", "Ji'an shi"),
        ("安义县", "Anyi xian"),
        ("于都县", "Yudu xian"),
        ("民巷社区居委会", "Minxiang shequ juweihui"),
        ("大塘村民委员会", "Datang cunmin weiyuanhui"),
        ("吕村", "Lü cun"),
        ("七四0居委会", "Qisi0 juweihui"),
        ("南昌航空城", "Nanchanghangkongcheng"),
        ("市", "Shi"),
    ],
)
def test_a_name_is_spelled_with_its_kind_apart(name: str, spelling: str) -> None:
    typed = reading(name)
    assert spelled(name, pinyin=typed.pinyin, initials=typed.initials) == spelling


def test_a_name_that_is_not_chinese_has_no_spelling() -> None:
    assert spelled("Zürich", pinyin="", initials="") == ""


def test_what_was_typed_otherwise_stays_one_word() -> None:
    assert spelled("南昌市", pinyin="nanchangshi", initials="") == "Nanchangshi"


def test_every_shipped_name_falls_into_its_syllables() -> None:
    with (SHIPPED / "jiangxi/places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    words = [spelled(row["name"], pinyin=row["pinyin"], initials=row["initials"]) for row in rows]
    whole = [word.replace("'", "").replace(" ", "").replace("ü", "v").lower() for word in words]
    assert whole == [row["pinyin"] for row in rows]
    assert sum(" " in word for word in words) / len(words) > 0.99
