from folkmoot.ledger.models import Event
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


def test_a_unit_that_stands_gets_the_posts_that_its_region_has_gained(cast: Cast) -> None:
    codes = {f"{COUNTY}.county-centre.reviewer", f"{CITY}.prefecture-centre.reviewer"}
    before = set(Post.objects.values_list("code", flat=True))
    Post.objects.filter(code__in=codes - {cast.post("reviewer").code}).delete()
    with small_region() as region:
        assert make_units(region, now=NOW) == 0
        made = Event.objects.filter(kind="units.made").latest("seq")
        assert (made.data["units"], made.data["posts"]) == (0, 1)
        assert set(Post.objects.values_list("code", flat=True)) == before
        make_units(region, now=NOW)
    assert Event.objects.filter(kind="units.made").latest("seq") == made


def test_a_closed_unit_gets_no_posts(cast: Cast) -> None:
    unit = Unit.objects.get(code=f"{CITY}.prefecture-centre")
    posts = Post.objects.filter(unit=unit, appointments=None)
    gone = posts.count()
    posts.delete()
    Unit.objects.filter(pk=unit.pk).update(valid_until=NOW.date())
    before = Post.objects.count()
    with small_region() as region:
        make_units(region, now=NOW)
    assert (gone > 0, Post.objects.count()) == (True, before)
