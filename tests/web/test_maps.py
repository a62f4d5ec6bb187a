"""Maps drawn by the server."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from folkmoot.places.actions.changes import merge, rename
from folkmoot.places.models import Outline, Place
from folkmoot.places.queries import _drawing, around
from folkmoot.web.maps import shaded_map, svg_map
from tests.cast import CITY, COUNTY, NEXT_COUNTY, NOW, PROVINCE, TODAY, VILLAGE, Cast
from tests.places.rules.test_drawing import square


@pytest.fixture(autouse=True)
def undrawn() -> Iterator[None]:
    """Drawings are kept for the life of a process, longer than a test's changes of the tree."""
    _drawing.cache_clear()
    yield
    _drawing.cache_clear()


def drawn(code: str, *, today: date = TODAY) -> str:
    return svg_map(Place.objects.get(code=code), href=lambda place: f"/to/{place.code}/", today=today)


def links(markup: str) -> dict[str, str]:
    """What a link leads to and how it is called."""
    return dict(re.findall(r'<a href="([^"]*)"[^>]* aria-label="([^"]*)"', markup))


def test_a_map_is_links_to_the_places_below_with_pinyin_in_english(cast: Cast) -> None:
    assert links(drawn(PROVINCE)) == {"/to/3601/": "南昌市 (Nanchang shi)", "/to/3607/": "赣州市 (Ganzhou shi)"}
    with translation.override("zh-hans"):
        assert links(drawn(PROVINCE)) == {"/to/3601/": "南昌市", "/to/3607/": "赣州市"}


def test_names_stand_in_the_map_where_they_fit(cast: Cast) -> None:
    Outline.objects.filter(place__code=COUNTY).update(geometry=square(115, 27, side=1))
    Outline.objects.filter(place__code=NEXT_COUNTY).update(geometry=square(116, 27, side=0.05))
    assert re.findall(r"<text[^>]*>([^<]*)</text>", drawn(CITY)) == ["Donghu"]
    with translation.override("zh-hans"):
        assert re.findall(r"<text[^>]*>([^<]*)</text>", drawn(CITY)) == ["东湖区"]


def test_a_name_may_reach_over_its_border_where_no_other_stands(cast: Cast) -> None:
    Outline.objects.filter(place__code=COUNTY).update(geometry=square(115, 27, side=1))
    Outline.objects.filter(place__code=NEXT_COUNTY).update(geometry=square(116, 27, side=0.1))
    with translation.override("zh-hans"):
        assert re.findall(r"<text[^>]*>([^<]*)</text>", drawn(CITY)) == ["东湖区", "青云谱区"]


@pytest.mark.parametrize("code", [COUNTY, VILLAGE])
def test_where_nothing_below_has_an_outline_there_is_no_map(cast: Cast, code: str) -> None:
    assert drawn(code) == ""


def test_a_place_can_say_more_and_be_shaded(cast: Cast) -> None:
    markup = shaded_map(
        around(Place.objects.get(code=CITY), today=TODAY),
        href=lambda place: place.code,
        says=lambda place: f"{place.code}: <few>",
        shade=lambda place: 3 if place.code == COUNTY else 0,
    )
    assert re.findall(r'<a href="(\d+)" class="map-(\d)"[^>]* aria-label="([^"]*)"', markup) == [
        (COUNTY, "3", f"{COUNTY}: &lt;few&gt;"),
        (NEXT_COUNTY, "0", f"{NEXT_COUNTY}: &lt;few&gt;"),
    ]


def test_a_drawing_is_kept_until_the_tree_changes(cast: Cast) -> None:
    drawn(PROVINCE)
    with CaptureQueriesContext(connection) as statements:
        drawn(PROVINCE)
    assert len(statements) == 2  # the place itself, and the places around it
    rename(Place.objects.get(code=CITY), name="豫章市", on=TODAY, by=None, now=NOW)
    assert links(drawn(PROVINCE))["/to/3601/"] == "豫章市 (Yuzhang shi)"


def test_a_merged_place_is_drawn_as_a_part_of_its_heir(cast: Cast) -> None:
    before = links(drawn(CITY))
    county, heir = Place.objects.get(code=NEXT_COUNTY), Place.objects.get(code=COUNTY)
    merge(county, into=heir, on=TODAY, by=None, now=NOW)
    assert (len(before), drawn(CITY)) == (2, "")
    assert len(links(drawn(PROVINCE))) == 2


def test_a_place_that_leads_nowhere_is_drawn_and_says_what_it_is(cast: Cast) -> None:
    markup = shaded_map(
        around(Place.objects.get(code=CITY), today=TODAY),
        href=lambda place: "/there/" if place.code == COUNTY else "",
        says=lambda place: place.code,
        shade=lambda place: 2,
    )
    assert links(markup) == {"/there/": COUNTY}
    assert re.findall(r'<g role="img" class="map-2" data-code="(\d+)" aria-label="(\d+)">', markup) == [
        (NEXT_COUNTY, NEXT_COUNTY)
    ]
