"""Outlines as they are drawn."""

import json
from gzip import compress
from typing import Any

import pytest
import shapely

from folkmoot.places.rules.drawing import WIDTH, Drawing, draw, geojson
from folkmoot.places.rules.region import SHIPPED


def square(west: float, south: float, *, side: float = 1) -> dict[str, Any]:
    """A square of so many degrees."""
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def shipped(region: str, *, digits: int) -> dict[str, list[Any]]:
    """A region's outlines under the first digits of their codes."""
    found: dict[str, list[Any]] = {}
    for feature in json.loads((SHIPPED / region / "outlines.geojson").read_text(encoding="utf-8"))["features"]:
        found.setdefault(feature["properties"]["code"][:digits], []).append(feature["geometry"])
    return found


def test_two_squares_fill_the_width_side_by_side() -> None:
    drawing = draw({"east": [square(1, 0)], "west": [square(0, 0)]})
    assert drawing.height == WIDTH // 2
    assert {code: (area.middle, area.room) for code, area in drawing.areas.items()} == {
        "west": ((180, 180), 360),
        "east": ((540, 180), 360),
    }
    assert sorted(drawing.areas["east"].polygons[0][0]) == [(360, 0), (360, 360), (720, 0), (720, 360)]


def test_a_path_is_one_point_a_ring_and_then_steps() -> None:
    (area,) = draw({"a": [square(0, 0)]}).areas.values()
    assert area.path.startswith("M")
    assert area.path.endswith("z")
    start, _, steps = area.path[1:-1].partition("l")
    x, y = map(int, start.split())
    assert (x in {0, WIDTH}, y in {0, WIDTH}, len(steps.replace("-", " -").split())) == (True, True, 6)


def test_places_are_drawn_from_what_lies_in_them() -> None:
    drawing = draw({"both": [square(0, 0), square(1, 0)], "nothing": []})
    (polygon,) = drawing.areas["both"].polygons
    assert (list(drawing.areas), len(polygon)) == (["both"], 1)


def test_a_hole_stays_a_hole() -> None:
    around = square(0, 0, side=3)
    around["coordinates"].append(square(1, 1)["coordinates"][0][::-1])
    drawing = draw({"around": [around], "within": [square(1, 1)]})
    assert [len(polygon) for polygon in drawing.areas["around"].polygons] == [2]


def test_nothing_is_drawn_of_nothing() -> None:
    assert draw({}) == Drawing(height=0, areas={})


def test_no_gap_opens_between_neighbours() -> None:
    areas = draw(shipped("jiangxi", digits=6)).areas.values()
    polygons = [shapely.Polygon(rings[0], rings[1:]) for area in areas for rings in area.polygons]
    assert (len(areas), shapely.coverage_is_valid(polygons)) == (100, True)


@pytest.mark.parametrize(("digits", "places", "kilobytes"), [(6, 100, 12), (4, 11, 5)])
def test_a_province_weighs_little(digits: int, places: int, kilobytes: int) -> None:
    paths = [area.path for area in draw(shipped("jiangxi", digits=digits)).areas.values()]
    assert len(paths) == places
    assert len(compress("".join(paths).encode())) < kilobytes * 1024


def test_the_same_sheet_is_written_as_geojson_with_north_above() -> None:
    collection = json.loads(geojson(draw({"north": [square(0, 1)], "south": [square(0, 0)]})))
    heights = {
        feature["properties"]["name"]: {y for _, y in feature["geometry"]["coordinates"][0][0]}
        for feature in collection["features"]
    }
    assert heights == {"north": {720, 1440}, "south": {0, 720}}
