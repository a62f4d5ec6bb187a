import pytest

from folkmoot.officers.rules.naming import renamed


@pytest.mark.parametrize(
    ("title", "known", "name", "found"),
    [
        ("桥头村人民调解委员会", ["桥头村"], "桥南村", "桥南村人民调解委员会"),
        ("桥头人民调解委员会", ["桥头"], "桥头新村", "桥头新村人民调解委员会"),
        ("桥头新村人民调解委员会", ["桥头新村"], "桥头", "桥头人民调解委员会"),
        ("Qiaotou cun committee", ["桥头村", "Qiaotou cun"], "Qiaonan cun", "Qiaonan cun committee"),
        ("第三调解室", ["桥头村"], "桥南村", "第三调解室"),
    ],
)  # fmt: skip
def test_a_title_bears_the_new_name_of_its_place_and_bears_it_once(
    title: str, known: list[str], name: str, found: str
) -> None:
    assert renamed(title, known=known, name=name) == found
    assert renamed(found, known=known, name=name) == found
