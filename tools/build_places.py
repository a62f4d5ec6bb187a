"""Make the places that the package ships from their sources.

    python tools/build_places.py SOURCES folkmoot/places/data [jiangxi|zurich|newyork]…

SOURCES is a folder with geo_divisions_jiangxi, geo_china_mapchina, population_jiangxi and geo_city_areas;
docs/reference/places-data.md says where each comes from and what was decided about it.
"""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping, shape

from folkmoot.places.rules.pinyin import reading

COLUMNS = ("code", "parent", "level", "name", "pinyin", "initials", "population", "lon", "lat", "aliases")
DECIMALS = 4  # of a degree: about ten metres
# The county of Longnan became a city in 2020; population and outline still stand under its old code.
NEW_CODES = {"360727": "360783"}

BOROUGHS = {
    1: ("M", "Manhattan"),
    2: ("X", "Bronx"),
    3: ("K", "Brooklyn"),
    4: ("Q", "Queens"),
    5: ("R", "Staten Island"),
}
# Parks and airports that belong to no community district carry a number of their own in their borough.
JOINT_INTEREST_AREAS = {"M": (64,), "X": (26, 27, 28), "K": (55, 56), "Q": (80, 81, 82, 83, 84), "R": (95,)}

Cells = dict[str, str]


def main() -> None:
    sources, target, *chosen = sys.argv[1:]
    for region in chosen or list(REGIONS):
        folder = Path(target) / region
        folder.mkdir(parents=True, exist_ok=True)
        REGIONS[region](Path(sources), folder)


def jiangxi(sources: Path, folder: Path) -> None:
    """Write the province with its cities, counties, townships and villages."""
    divisions = sources / "geo_divisions_jiangxi"
    counts = _counties(sources)
    counties = [_county(row, counts) for row in _table(divisions / "area.csv")]
    census = _table(sources / "population_jiangxi/jiangxi_city_population.csv")
    people = {row["code"]: int(row["census_2020"]) for row in census}
    rows = [_chinese("36", "", "province", "江西省", sum(people.values()), _middle(counties))]
    for row in _table(divisions / "city.csv"):
        inside = [county for county in counties if county["parent"] == row["code"]]
        rows.append(_chinese(row["code"], "36", "prefecture", row["name"], people[row["code"]], _middle(inside)))
    rows += counties
    for file, level, parent in (("street.csv", "township", "areaCode"), ("village.csv", "village", "streetCode")):
        rows += [_chinese(row["code"], row[parent], level, row["name"]) for row in _table(divisions / file)]
    _write_places(folder / "places.csv", sorted(rows, key=lambda row: (len(row["code"]), row["code"])))
    outlines = {
        NEW_CODES.get(properties["code"], properties["code"]): outline
        for properties, outline in _features(sources / "geo_china_mapchina/jiangxi_counties_osm.geojson")
    }
    _write_outlines(folder / "outlines.geojson", outlines, tolerance=0.005)


def zurich(sources: Path, folder: Path) -> None:
    """Write the city with the 22 districts by which its reports are counted."""
    districts = {
        f"ZH-{properties['kuerzel']}": (properties["name"], outline)
        for properties, outline in _features(sources / "geo_city_areas/zurich_districts.geojson")
    }
    outlines = {code: outline for code, (_, outline) in districts.items()}
    rows = [_place("ZH", "", "city", "Zürich", outlines.values(), ["Zurich", "Zuerich", "Stadt Zürich", "苏黎世"])]
    for code, (name, outline) in sorted(districts.items()):
        rows.append(_place(code, "ZH", "district", name, [outline], _without_umlauts(name)))
    _write_places(folder / "places.csv", rows)
    _write_outlines(folder / "outlines.geojson", outlines, tolerance=0.0001)


def newyork(sources: Path, folder: Path) -> None:
    """Write the city, its five boroughs and its 59 community districts."""
    outlines = {}
    for properties, outline in _features(sources / "geo_city_areas/nyc_community_districts.geojson"):
        borough, number = divmod(properties["boro_cd"], 100)
        outlines[f"{BOROUGHS[borough][0]}{number:02}"] = outline
    rows = [_place("NYC", "", "city", "New York", outlines.values(), ["New York City", "City of New York", "纽约"])]
    for letter, name in BOROUGHS.values():
        inside = [outline for code, outline in outlines.items() if code[0] == letter]
        joint = [f"{number} {name}" for number in JOINT_INTEREST_AREAS[letter]]
        aliases = [f"Unspecified {name}", f"Borough of {name}", *joint]
        rows.append(_place(letter, "NYC", "borough", name, inside, aliases))
    rows += [_community_district(code, outline) for code, outline in sorted(outlines.items())]
    _write_places(folder / "places.csv", rows)
    _write_outlines(folder / "outlines.geojson", outlines, tolerance=0.00015)


def _community_district(code: str, outline: Any) -> Cells:
    borough = next(name for letter, name in BOROUGHS.values() if letter == code[0])
    number = code[1:]
    name = f"{borough} {int(number)}"
    spellings = [f"{number} {borough}", f"{borough} {number}", f"{borough} Community Board {int(number)}"]
    return _place(code, code[0], "district", name, [outline], [text for text in spellings if text != name])


def _counties(sources: Path) -> dict[str, Cells]:
    rows = _table(sources / "population_jiangxi/jiangxi_county_population_2000_2010.csv")
    return {NEW_CODES.get(row["code"], row["code"]): row for row in rows}


def _county(row: Cells, counts: dict[str, Cells]) -> Cells:
    count = counts[row["code"]]
    people = int(float(count["pop_2010"])) if count["pop_2010"] else None
    point = (float(count["lon"]), float(count["lat"]))
    return _chinese(row["code"], row["cityCode"], "county", row["name"], people, point)


def _middle(counties: Sequence[Cells]) -> tuple[float, float]:
    """The mean of the counties' points, weighted by their people; a county without a count weighs nothing."""
    weights = [int(county["population"] or 0) for county in counties]
    lon, lat = (
        sum(weight * float(county[axis]) for weight, county in zip(weights, counties, strict=True)) / sum(weights)
        for axis in ("lon", "lat")
    )
    return lon, lat


def _chinese(
    code: str, parent: str, level: str, name: str, people: int | None = None, point: tuple[float, float] | None = None
) -> Cells:
    typed = reading(name)
    lon, lat = (f"{degrees:.{DECIMALS}f}" for degrees in point) if point else ("", "")
    population = "" if people is None else str(people)
    return _cells(code, parent, level, name, typed.pinyin, typed.initials, population, lon, lat)


def _place(code: str, parent: str, level: str, name: str, outlines: Iterable[Any], aliases: Iterable[str]) -> Cells:
    middle = shapely.union_all(list(outlines)).centroid
    lon, lat = f"{middle.x:.{DECIMALS}f}", f"{middle.y:.{DECIMALS}f}"
    return _cells(code, parent, level, name, "", "", "", lon, lat, "|".join(aliases))


def _cells(*values: str) -> Cells:
    return dict(zip(COLUMNS, values + ("",) * (len(COLUMNS) - len(values)), strict=True))


def _without_umlauts(name: str) -> list[str]:
    pairs = {"ö": ("oe", "o"), "ü": ("ue", "u"), "ä": ("ae", "a")}
    spelled, stripped = name, name
    for umlaut, (two, one) in pairs.items():
        spelled, stripped = spelled.replace(umlaut, two), stripped.replace(umlaut, one)
    return [] if spelled == name else [spelled, stripped]


def _table(path: Path) -> list[Cells]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _features(path: Path) -> list[tuple[dict[str, Any], Any]]:
    collection = json.loads(path.read_text(encoding="utf-8"))
    return [
        (feature["properties"], shapely.make_valid(shape(feature["geometry"]))) for feature in collection["features"]
    ]


def _write_places(path: Path, rows: Iterable[Cells]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _write_outlines(path: Path, outlines: dict[str, Any], *, tolerance: float) -> None:
    """Write outlines whose shared borders stay shared: each border is simplified once, for both its sides."""
    codes = sorted(outlines)
    simple = shapely.coverage_simplify([_areas(outlines[code]) for code in codes], tolerance)
    lines = []
    for code, outline in zip(codes, simple, strict=True):
        rounded = _areas(shapely.set_precision(outline, 10**-DECIMALS))
        geometry = json.loads(json.dumps(mapping(rounded)), parse_float=lambda text: round(float(text), DECIMALS))
        feature = {"type": "Feature", "properties": {"code": code}, "geometry": geometry}
        lines.append(json.dumps(feature, separators=(",", ":")))
    path.write_text('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def _areas(outline: Any) -> Any:
    """Leave out the lines and points that repairing an outline may have left beside its areas."""
    parts = [part for part in shapely.get_parts(outline) if part.geom_type in {"Polygon", "MultiPolygon"}]
    return shapely.union_all(parts)


REGIONS: dict[str, Callable[[Path, Path], None]] = {"jiangxi": jiangxi, "zurich": zurich, "newyork": newyork}

if __name__ == "__main__":
    main()
