"""Outlines of places, and which of them a point lies in."""

import json
from collections.abc import Sequence
from enum import StrEnum
from math import cos, isfinite, radians
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import mapping, shape

KM_PER_DEGREE = 111.195  # of a great circle, on a sphere of 6,371 km


class OutlineFault(StrEnum):
    """Why a file of outlines is refused."""

    NOT_GEOJSON = "not_geojson"
    MISSING_CODE = "missing_code"
    DUPLICATE_CODE = "duplicate_code"
    NOT_AN_AREA = "not_an_area"


class OutlineFileError(ValueError):
    """A file of outlines that cannot be read: which feature (the first is 1, 0 is the file itself) and why."""

    def __init__(self, *, feature: int, reason: OutlineFault) -> None:
        super().__init__(f"feature {feature}: {reason.value.replace('_', ' ')}")
        self.feature = feature
        self.reason = reason


class Outlines:
    """The outlines of places by code; points are in degrees (WGS 84), longitude first.

    A point on the border of several places belongs to the one whose code sorts first.
    """

    def __init__(self, areas: dict[str, shapely.Polygon | shapely.MultiPolygon]) -> None:
        self.codes: tuple[str, ...] = tuple(sorted(areas))
        self._areas: npt.NDArray[Any] = np.array([areas[code] for code in self.codes], dtype=object)
        shapely.prepare(self._areas)
        self._tree = shapely.STRtree(self._areas)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a GeoJSON collection whose features carry the property `code`. Raises `OutlineFileError`."""
        try:
            features = list(json.loads(path.read_text(encoding="utf-8"))["features"])
        except (ValueError, KeyError, TypeError) as error:
            raise OutlineFileError(feature=0, reason=OutlineFault.NOT_GEOJSON) from error
        geometries: dict[str, Any] = {}
        for number, feature in enumerate(features, start=1):
            code = _code(feature, number=number)
            if code in geometries:
                raise OutlineFileError(feature=number, reason=OutlineFault.DUPLICATE_CODE)
            geometries[code] = feature.get("geometry")
        return cls.of(geometries)

    @classmethod
    def of(cls, geometries: dict[str, Any]) -> Self:
        """Take the GeoJSON geometries of places by code. Raises `OutlineFileError` for what is no area."""
        return cls({code: _area(geometries[code], number=n) for n, code in enumerate(geometries, start=1)})

    def geometry(self, code: str) -> dict[str, Any]:
        """Return the outline of a place as a GeoJSON geometry, for a map. Raises `KeyError` for an unknown code."""
        if code not in self.codes:
            raise KeyError(code)
        # A round trip makes lists of shapely's tuples, as a JSON column gives them back.
        return dict(json.loads(json.dumps(mapping(self._areas[self.codes.index(code)]))))

    def locate(self, lon: float, lat: float) -> str | None:
        """Return the code of the place a point lies in, or None outside all of them."""
        return self.locate_many([lon], [lat])[0]

    def locate_many(
        self, lons: Sequence[float] | npt.NDArray[np.float64], lats: Sequence[float] | npt.NDArray[np.float64]
    ) -> list[str | None]:
        """Return for each point the code of its place, or None; a coordinate that is no number lies nowhere."""
        xy = np.column_stack([np.asarray(lons, dtype=float), np.asarray(lats, dtype=float)])
        found: list[str | None] = [None] * len(xy)
        finite = np.flatnonzero(np.isfinite(xy).all(axis=1))
        # Areas ask a tree of points, not the other way round: a prepared area then answers for all of its points.
        tree = shapely.STRtree(shapely.points(xy[finite, 0], xy[finite, 1]))
        areas, points = tree.query(self._areas, predicate="intersects")
        for area, point in sorted(zip(areas.tolist(), finite[points].tolist(), strict=True), reverse=True):
            found[point] = self.codes[area]
        return found

    def nearest(self, lon: float, lat: float, *, within_km: float) -> str | None:
        """Return the code of the place nearest to a point, or None when all are farther than `within_km` kilometres.

        Distances are taken on a plane around the point: right to 1 % up to some hundred kilometres.
        """
        if not (isfinite(lon) and isfinite(lat)):
            return None
        per_lon = KM_PER_DEGREE * max(cos(radians(lat)), 0.01)
        reach_lon, reach_lat = within_km / per_lon, within_km / KM_PER_DEGREE
        window = shapely.box(lon - reach_lon, lat - reach_lat, lon + reach_lon, lat + reach_lat)
        here, scale = np.array([lon, lat]), np.array([per_lon, KM_PER_DEGREE])
        distances = []
        for index in self._tree.query(window).tolist():
            plane = shapely.transform(self._areas[index], lambda degrees: (degrees - here) * scale)
            distances.append((shapely.distance(plane, shapely.Point(0, 0)), self.codes[index]))
        km, code = min(distances, default=(float("inf"), ""))
        return code if km <= within_km else None


def _code(feature: Any, *, number: int) -> str:
    try:
        code = feature["properties"]["code"]
    except (KeyError, TypeError) as error:
        raise OutlineFileError(feature=number, reason=OutlineFault.MISSING_CODE) from error
    if not isinstance(code, str) or not code:
        raise OutlineFileError(feature=number, reason=OutlineFault.MISSING_CODE)
    return code


def _area(geometry: Any, *, number: int) -> shapely.Polygon | shapely.MultiPolygon:
    try:
        area = shape(geometry)
    except (KeyError, TypeError, ValueError, AttributeError, shapely.errors.ShapelyError) as error:
        raise OutlineFileError(feature=number, reason=OutlineFault.NOT_AN_AREA) from error
    if not isinstance(area, shapely.Polygon | shapely.MultiPolygon) or area.is_empty or not area.is_valid:
        raise OutlineFileError(feature=number, reason=OutlineFault.NOT_AN_AREA)
    return area
