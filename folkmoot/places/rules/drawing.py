"""Outlines drawn on one sheet: simplified together, in whole numbers, with room for a name in each."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import shape

#: units across a sheet
WIDTH: Final = 720
#: units by which a border may be off: on a telephone less than one of its pixels
TOLERANCE: Final = 1.6

#: half of the height of a line of text, for which room is measured
HALF_LINE: Final = 9

#: Closed, the last point left out.
Ring = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Area:
    """One place as drawn: its polygons, each an outer ring and its holes, and how wide a word fits at its middle."""

    polygons: tuple[tuple[Ring, ...], ...]
    middle: tuple[int, int]
    room: int

    @property
    def path(self) -> str:
        """The rings as the `d` of an SVG path: one absolute point a ring, then steps."""
        return "".join(_path(ring) for polygon in self.polygons for ring in polygon)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A sheet of `WIDTH` by `height` units, y downwards, with the areas by code."""

    height: int
    areas: Mapping[str, Area]


def draw(outlines: Mapping[str, Sequence[dict[str, Any]]]) -> Drawing:
    """
    Return the places drawn so that they fill the sheet's width; an area without extent is left out.

    `outlines` has for each code the GeoJSON geometries it is made of, in degrees. A border that two places share is
    simplified once for both (Visvalingam and Whyatt 1993, as in GEOS), so that no gap opens between them.
    """
    codes = sorted(code for code, parts in outlines.items() if parts)
    if not codes:
        return Drawing(height=0, areas={})
    whole = [shapely.union_all([shape(part) for part in outlines[code]]) for code in codes]
    flat, height = _flat(np.array(whole, dtype=object))
    simple = shapely.coverage_simplify(flat, TOLERANCE)
    areas = {code: _area(outline) for code, outline in zip(codes, simple, strict=True)}
    return Drawing(height=height, areas={code: area for code, area in areas.items() if area.polygons})


def geojson(drawing: Drawing) -> str:
    """The sheet as a GeoJSON collection in its own units, y upwards; the `name` of a feature is its place's code."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": code},
            "geometry": {"type": "MultiPolygon", "coordinates": _upright(area, drawing.height)},
        }
        for code, area in drawing.areas.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))


def _flat(outlines: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], int]:
    """Degrees to units of the sheet: longitudes shrink by the cosine of the middle latitude."""
    west, south, east, north = shapely.total_bounds(outlines)
    shrink = cos(radians((south + north) / 2))
    scale = WIDTH / ((east - west) * shrink)

    def project(xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack([(xy[:, 0] - west) * shrink * scale, (north - xy[:, 1]) * scale])

    return shapely.transform(outlines, project), round((north - south) * scale)


def _area(outline: Any) -> Area:
    parts = [part for part in shapely.get_parts(outline) if part.geom_type == "Polygon" and not part.is_empty]
    polygons = (tuple(map(_points, (part.exterior, *part.interiors))) for part in parts)
    # A part smaller than a unit or two has become a point or a line.
    drawn = tuple(tuple(r for r in rings if len(r) >= 3) for rings in polygons if len(rings[0]) >= 3)
    if not drawn:
        return Area(polygons=(), middle=(0, 0), room=0)
    largest = max(parts, key=shapely.area)
    x, y = shapely.get_coordinates(shapely.maximum_inscribed_circle(largest, 1.0))[0]
    room = min(_room(largest, x, level) for level in (y - HALF_LINE, y, y + HALF_LINE))
    return Area(polygons=drawn, middle=(round(x), round(y)), room=round(room))


def _room(outline: Any, x: float, y: float) -> float:
    """The width of what may stand centred on x at the height y without leaving the outline."""
    west, _, east, _ = outline.bounds
    for part in shapely.get_parts(shapely.intersection(outline, shapely.LineString([(west, y), (east, y)]))):
        left, _, right, _ = part.bounds
        if left <= x <= right:
            return float(2 * min(x - left, right - x))
    return 0.0


def _points(ring: Any) -> tuple[tuple[int, int], ...]:
    """A ring in whole units without points that fall upon the one before."""
    rounded = np.rint(shapely.get_coordinates(ring)).astype(int).tolist()
    kept: list[tuple[int, int]] = []
    for x, y in rounded:
        if not kept or kept[-1] != (x, y):
            kept.append((x, y))
    return tuple(kept[:-1])


def _path(ring: Sequence[tuple[int, int]]) -> str:
    steps = [f"{x - from_x} {y - from_y}" for (from_x, from_y), (x, y) in pairwise(ring)]
    return f"M{ring[0][0]} {ring[0][1]}l{' '.join(steps).replace(' -', '-')}z"


def _upright(area: Area, height: int) -> list[list[list[tuple[int, int]]]]:
    return [[[(x, height - y) for x, y in (*ring, ring[0])] for ring in polygon] for polygon in area.polygons]
