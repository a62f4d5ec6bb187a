from datetime import date

from folkmoot.ledger.models import Event
from folkmoot.officers.actions.following import follow_rename
from folkmoot.officers.models import Unit
from folkmoot.officers.queries import automatic_post
from folkmoot.places.actions.changes import rename
from tests.cast import NOW, VILLAGE, Cast

APRIL = date(2026, 4, 1)


def titles(cast: Cast) -> tuple[str, str]:
    unit = Unit.objects.get(pk=cast.unit("mediator").pk)
    return unit.title_en, unit.title_zh


def test_a_unit_bears_the_new_name_of_its_place(cast: Cast) -> None:
    rename(cast.village, name="凤凰社区", on=APRIL, by=None, now=NOW)
    assert follow_rename(VILLAGE, by=automatic_post(), now=NOW) == 1
    assert titles(cast) == ("Fenghuang shequ people's mediation committee", "凤凰社区人民调解委员会")
    assert Event.objects.get(kind="units.followed").data == {"place": VILLAGE, "units": 1}


def test_a_unit_whose_place_was_renamed_twice_at_once_is_named_anew_once(cast: Cast) -> None:
    once = rename(cast.village, name="凤凰社区", on=APRIL, by=None, now=NOW)
    rename(once, name="凤凰坡社区", on=APRIL, by=None, now=NOW)
    assert [follow_rename(VILLAGE, by=automatic_post(), now=NOW) for _ in range(2)] == [1, 0]
    assert titles(cast) == ("Fenghuangpo shequ people's mediation committee", "凤凰坡社区人民调解委员会")


def test_an_english_title_with_a_chinese_name_in_it_is_spelled_in_latin_letters(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.unit("mediator").pk).update(title_en="上凤凰坡社区居委会 people's mediation committee")
    follow_rename(VILLAGE, by=automatic_post(), now=NOW)
    assert titles(cast)[0] == "Shangfenghuangpo shequ juweihui people's mediation committee"
