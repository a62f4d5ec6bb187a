from datetime import date

import pytest
from django.db import connection

from folkmoot.ledger.models import Event
from folkmoot.ledger.queries import chain_fault
from folkmoot.places.actions.changes import end, merge, move, rename
from folkmoot.places.errors import (
    LevelNotBelow,
    MayNotKeepPlaces,
    PlaceGone,
    RootStays,
    StillHasPlaces,
    WithinItself,
)
from folkmoot.places.models import Place, PlaceChange
from folkmoot.places.queries import find_places, region, zone
from tests.cast import (
    CITY,
    COUNTY,
    NEXT_COUNTY,
    NEXT_TOWNSHIP,
    NEXT_VILLAGE,
    NOW,
    OTHER_CITY,
    PROVINCE,
    TODAY,
    TOWNSHIP,
    VILLAGE,
    Cast,
)

APRIL = date(2026, 4, 1)


def codes(text: str, *, within: str = "") -> list[str]:
    return [place.code for place in find_places(text, today=TODAY, within=within)]


def test_the_region_knows_its_root_and_where_its_days_begin(cast: Cast) -> None:
    assert (region().root.code, region().pack, zone().key) == (PROVINCE, "intl", "Asia/Shanghai")


@pytest.mark.parametrize(
    "text", ["上凤凰坡社区居委会", "凤凰坡", "shangfenghuangpo", "ShangFenghuangPo", "sfhp", "360102002004"]
)
def test_a_place_is_found_by_name_part_pinyin_initials_and_code(cast: Cast, text: str) -> None:
    assert codes(text) == [VILLAGE]


def test_a_place_is_found_in_its_area_alone(cast: Cast) -> None:
    assert codes("上凤凰坡", within=cast.place(COUNTY).path) == [VILLAGE]
    assert codes("上凤凰坡", within=cast.place(OTHER_CITY).path) == []


def test_nothing_is_found_for_nothing(cast: Cast) -> None:
    assert codes("  ") == []


def test_a_renamed_place_is_found_by_both_names_and_keeps_its_history(cast: Cast) -> None:
    administrator = cast.standing("administrator")
    renamed = rename(cast.village, name="凤凰社区", on=APRIL, by=administrator, now=NOW, reason="2026/17")
    assert (renamed.name, renamed.pinyin, renamed.initials) == ("凤凰社区", "fenghuangshequ", "fhsq")
    assert codes("凤凰社区") == codes("上凤凰坡社区居委会") == [VILLAGE]
    change = PlaceChange.objects.get(place=cast.village)
    assert (change.kind, change.name, change.until_on, change.reason) == (
        "renamed",
        "上凤凰坡社区居委会",
        APRIL,
        "2026/17",
    )


def test_a_place_moves_with_all_that_lies_in_it(cast: Cast) -> None:
    old = cast.village.path
    move(cast.place(TOWNSHIP), parent=cast.place(NEXT_COUNTY), on=APRIL, by=cast.standing("administrator"), now=NOW)
    assert Place.objects.get(code=VILLAGE).path == f"36/3601/{NEXT_COUNTY}/{TOWNSHIP}/{VILLAGE}/"
    assert PlaceChange.objects.get(place=cast.village).path == old
    event = Event.objects.get(kind="place.moved")
    assert event.data == {
        "place": TOWNSHIP,
        "old": f"36/3601/{COUNTY}/{TOWNSHIP}/",
        "new": f"36/3601/{NEXT_COUNTY}/{TOWNSHIP}/",
    }
    assert chain_fault("places") is None


def test_a_unit_follows_its_place(cast: Cast) -> None:
    move(cast.place(TOWNSHIP), parent=cast.place(NEXT_COUNTY), on=APRIL, by=None, now=NOW)
    assert cast.standing("mediator").area == f"36/3601/{NEXT_COUNTY}/{TOWNSHIP}/{VILLAGE}/"


def test_a_merged_place_leads_to_the_one_that_exists(cast: Cast) -> None:
    first, second, third = (cast.place(code) for code in (VILLAGE, NEXT_VILLAGE, "360102004001"))
    administrator = cast.standing("administrator")
    merge(first, into=second, on=APRIL, by=administrator, now=NOW)
    merge(second, into=third, on=APRIL, by=administrator, now=NOW)
    assert Place.objects.get(code=VILLAGE).merged_into == third
    assert [p.code for p in find_places("凤凰坡", today=APRIL)] == []
    with pytest.raises(PlaceGone):
        rename(first, name="凤凰社区", on=APRIL, by=administrator, now=NOW)


def test_what_lay_in_a_merged_place_lies_in_its_successor(cast: Cast) -> None:
    merge(cast.place(TOWNSHIP), into=cast.place(NEXT_TOWNSHIP), on=APRIL, by=None, now=NOW)
    assert Place.objects.get(code=VILLAGE).path == f"36/3601/{COUNTY}/{NEXT_TOWNSHIP}/{VILLAGE}/"


def test_a_place_ends_when_nothing_lies_in_it(cast: Cast) -> None:
    with pytest.raises(StillHasPlaces):
        end(cast.place(TOWNSHIP), on=APRIL, by=None, now=NOW)
    end(cast.village, on=APRIL, by=None, now=NOW)
    assert codes("凤凰坡") == [VILLAGE]
    assert find_places("凤凰坡", today=APRIL) == []


def test_a_place_never_lies_in_itself_nor_below_its_own_level(cast: Cast) -> None:
    with pytest.raises(WithinItself):
        move(cast.place(COUNTY), parent=cast.place(TOWNSHIP), on=APRIL, by=None, now=NOW)
    with pytest.raises(LevelNotBelow):
        move(cast.place(COUNTY), parent=cast.place(NEXT_COUNTY), on=APRIL, by=None, now=NOW)
    with pytest.raises(RootStays):
        end(cast.place(PROVINCE), on=APRIL, by=None, now=NOW)


@pytest.mark.parametrize("name", ["lead", "province_coordinator", "stranger"])
def test_only_an_administrator_of_the_area_changes_the_tree(cast: Cast, name: str) -> None:
    with pytest.raises(MayNotKeepPlaces):
        rename(cast.village, name="凤凰社区", on=APRIL, by=cast.standing(name), now=NOW)
    assert Place.objects.get(code=VILLAGE).name == "上凤凰坡社区居委会"


def test_every_path_is_its_parents_with_its_own_code(cast: Cast) -> None:
    move(cast.place(COUNTY), parent=cast.place(OTHER_CITY), on=APRIL, by=None, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM places_place c JOIN places_place p ON p.id = c.parent_id"
            " WHERE c.path <> p.path || c.code || '/'"
        )
        assert cursor.fetchone() == (0,)
    assert Place.objects.within(cast.place(CITY).path).count() == 4
