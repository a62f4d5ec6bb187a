"""Which place a point lies in."""

import json
from pathlib import Path
from typing import Any

import pytest

from folkmoot.places.rules.outlines import OutlineFault, OutlineFileError, Outlines


def square(west: float, south: float, *, side: float = 1) -> dict[str, Any]:
    """A square of so many degrees."""
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def outlines() -> Outlines:
    """Two squares side by side at the equator, one of them with an island to the north."""
    islands = [square(1, 0)["coordinates"], square(1, 5)["coordinates"]]
    return Outlines.of({"east": {"type": "MultiPolygon", "coordinates": islands}, "west": square(0, 0)})


def write(path: Path, *features: Any) -> Path:
    """A file of outlines."""
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def feature(code: str, geometry: Any) -> dict[str, Any]:
    """A feature of such a file."""
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


def test_a_point_belongs_to_the_place_it_lies_in(outlines: Outlines) -> None:
    assert outlines.locate(0.5, 0.5) == "west"
    assert outlines.locate(1.5, 0.5) == "east"
    assert outlines.locate(1.5, 5.5) == "east"


def test_a_point_outside_every_place_belongs_to_none(outlines: Outlines) -> None:
    assert outlines.locate(0.5, 5.5) is None


def test_a_point_on_a_border_belongs_to_the_place_whose_code_sorts_first(outlines: Outlines) -> None:
    assert outlines.locate(1, 0.5) == "east"


def test_many_points_are_answered_in_their_order(outlines: Outlines) -> None:
    lons, lats = [1.5, 9, 0.5, float("nan"), 1.5], [0.5, 9, 0.5, 0.5, float("inf")]
    assert outlines.locate_many(lons, lats) == ["east", None, "west", None, None]


def test_no_point_gets_no_answer(outlines: Outlines) -> None:
    assert outlines.locate_many([], []) == []


def test_a_region_without_outlines_places_no_point() -> None:
    empty = Outlines.of({})
    assert empty.locate(0.5, 0.5) is None
    assert empty.nearest(0.5, 0.5, within_km=100) is None


def test_the_nearest_place_is_found_within_the_distance_only(outlines: Outlines) -> None:
    # A tenth of a degree of longitude at the equator is 11.1 km.
    assert outlines.nearest(-0.1, 0.5, within_km=11.2) == "west"
    assert outlines.nearest(-0.1, 0.5, within_km=11.0) is None


def test_distances_shrink_with_the_meridians() -> None:
    north = Outlines.of({"near": square(10.3, 60), "far": square(9.8, 60.2, side=0.001)})
    # At 60° north a degree of longitude is half a degree of latitude: 16.7 km east beats 22.2 km north.
    assert north.nearest(10.0, 60.0, within_km=20) == "near"
    assert north.nearest(10.0, 60.0, within_km=16) is None


def test_the_place_itself_is_the_nearest(outlines: Outlines) -> None:
    assert outlines.nearest(1.5, 0.5, within_km=0) == "east"


def test_a_coordinate_that_is_no_number_is_near_nothing(outlines: Outlines) -> None:
    assert outlines.nearest(float("nan"), 0.5, within_km=100) is None


def test_outlines_are_read_from_a_file_and_given_back_for_a_map(tmp_path: Path) -> None:
    read = Outlines.load(write(tmp_path / "o.geojson", feature("b", square(2, 2)), feature("a", square(0, 0))))
    assert read.codes == ("a", "b")
    assert read.geometry("b") == square(2, 2)
    with pytest.raises(KeyError):
        read.geometry("c")


BOW_TIE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}


@pytest.mark.parametrize(
    ("features", "number", "reason"),
    [
        ([{"type": "Feature", "properties": {}, "geometry": square(0, 0)}], 1, OutlineFault.MISSING_CODE),
        ([feature("", square(0, 0))], 1, OutlineFault.MISSING_CODE),
        (["a"], 1, OutlineFault.MISSING_CODE),
        ([feature("a", square(0, 0)), feature("a", square(2, 0))], 2, OutlineFault.DUPLICATE_CODE),
        ([feature("a", {"type": "Point", "coordinates": [0, 0]})], 1, OutlineFault.NOT_AN_AREA),
        ([feature("a", {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]})], 1, OutlineFault.NOT_AN_AREA),
        ([feature("a", BOW_TIE)], 1, OutlineFault.NOT_AN_AREA),
        ([feature("a", square(0, 0)), feature("b", None)], 2, OutlineFault.NOT_AN_AREA),
    ],
)
def test_a_faulty_feature_is_named(tmp_path: Path, features: list[Any], number: int, reason: OutlineFault) -> None:
    with pytest.raises(OutlineFileError) as caught:
        Outlines.load(write(tmp_path / "o.geojson", *features))
    assert (caught.value.feature, caught.value.reason) == (number, reason)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"features": 3}'])
def test_a_file_that_is_no_geojson_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "o.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OutlineFileError) as caught:
        Outlines.load(path)
    assert (caught.value.feature, caught.value.reason) == (0, OutlineFault.NOT_GEOJSON)
