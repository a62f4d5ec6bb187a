"""Places that texts name; all of these texts and names are made up."""

from bench.named_places import NOWHERE, Gazetteer


def test_the_masked_district_and_the_name_behind_it_make_a_path() -> None:
    assert Gazetteer().place_of("投诉Q3区青柳小区夜间施工", "") == "Q市/Q3区/青柳小区"
    assert Gazetteer().place_of("Q市青柳之城楼板开裂", "") == "Q市/青柳之城"


def test_a_street_before_a_name_is_passed_over_and_stands_for_a_name_where_there_is_none() -> None:
    assert Gazetteer().place_of("Q5区柳荫东路白鹭花园油烟扰民", "") == "Q市/Q5区/白鹭花园"
    assert Gazetteer().place_of("Q5区柳荫东路没有路灯", "") == "Q市/Q5区/柳荫东路"


def test_a_name_that_was_met_is_known_wherever_it_stands_and_keeps_its_path() -> None:
    places = Gazetteer()
    places.place_of("Q2区白鹭新城道路破损", "")
    assert places.place_of("环境污染", "我们住在白鹭新城边上") == "Q市/Q2区/白鹭新城"
    assert places.place_of("Q市Q4区的白鹭新城何时通车", "") == "Q市/Q2区/白鹭新城"


def test_what_comes_later_says_nothing_about_what_came_before() -> None:
    assert Gazetteer().place_of("环境污染", "我们住在白鹭新城边上") == NOWHERE


def test_a_masked_word_in_the_name_of_a_street_or_a_river_is_no_place() -> None:
    assert Gazetteer().place_of("Q3区W1区路路口拥堵", "") == "Q市/Q3区"
    assert Gazetteer().place_of("Q3区边上的W9市河水很脏", "") == "Q市/Q3区"


def test_a_masked_word_of_another_city_may_be_part_of_a_name() -> None:
    assert Gazetteer().place_of("Q市白鹭W9县房屋出现裂缝", "") == "Q市/白鹭W9县"


def test_a_word_that_fits_many_places_is_no_name() -> None:
    assert Gazetteer().place_of("Q3区幼儿园收费", "") == "Q市/Q3区"


def test_a_text_that_names_no_city_lies_nowhere() -> None:
    assert Gazetteer().place_of("咨询社保问题", "请问怎么办理") == NOWHERE
