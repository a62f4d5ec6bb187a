from folkmoot.officers.actions.units import make_units
from folkmoot.officers.models import Post, Unit
from folkmoot.officers.queries import automatic_post, unit_chain, units_above
from folkmoot.officers.rules.authority import Role
from tests.cast import CITY, COUNTY, NOW, PROVINCE, TOWNSHIP, VILLAGE, Cast, small_region


def test_each_place_has_the_units_of_its_level_the_lowest_first(cast: Cast) -> None:
    chain = [unit.code for unit in unit_chain(cast.village.path)]
    assert chain == [
        f"{VILLAGE}.mediation-committee",
        f"{TOWNSHIP}.governance-centre",
        f"{COUNTY}.county-centre",
        f"{CITY}.prefecture-centre",
        f"{PROVINCE}.province-centre",
        f"{PROVINCE}.review-office",
    ]


def test_a_unit_answers_to_the_one_at_the_place_above(cast: Cast) -> None:
    above = units_above([cast.unit("mediator").pk])
    codes = Unit.objects.filter(pk__in=above).values_list("code", flat=True)
    assert set(codes) == {unit.code for unit in unit_chain(cast.village.path)} - {f"{PROVINCE}.review-office"}


def test_a_unit_and_its_posts_bear_titles_in_both_languages(cast: Cast) -> None:
    unit, post = cast.unit("mediator"), cast.post("mediator")
    assert (unit.title_en, unit.title_zh) == (
        "Shangfenghuangpo shequ juweihui people's mediation committee",
        "上凤凰坡社区居委会人民调解委员会",
    )
    assert (post.code, post.title_en, post.title_zh) == (f"{unit.code}.mediator", "People's mediator", "人民调解员")


def test_there_is_one_automatic_post_at_the_root(cast: Cast) -> None:
    assert Post.objects.filter(role=Role.AUTOMATION).count() == 1
    assert (automatic_post().area, automatic_post().appointment_id) == ("36/", None)


def test_units_that_stand_are_not_made_again(cast: Cast) -> None:
    before = (Unit.objects.count(), Post.objects.count())
    with small_region() as region:
        assert make_units(region, now=NOW) == 0
    assert (Unit.objects.count(), Post.objects.count()) == before
