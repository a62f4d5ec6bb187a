"""The regions that come with the package."""

import csv
import unicodedata
from collections import Counter
from pathlib import Path
from string import ascii_lowercase

import pytest

from folkmoot.officers.rules.authority import Role
from folkmoot.places.rules.names import Gazetteer
from folkmoot.places.rules.outlines import Outlines
from folkmoot.places.rules.region import Region, load_region, shipped_regions
from folkmoot.places.rules.table import Row, read_places
from folkmoot.procedures.packs import load_pack

SOURCES = Path(__file__).resolve().parents[4] / "shared" / "data"
needs_sources = pytest.mark.skipif(not SOURCES.exists(), reason="the real data is not here")

ROLES = {role.value for role in Role} - {Role.AUTOMATION.value}
INDEPENDENT = {"jiangxi": "review-office", "newyork": "ombuds-office", "zurich": "ombuds-office"}


def places(region: Region) -> list[Row]:
    """The places of a region."""
    with region.places_file.open(encoding="utf-8", newline="") as file:
        return read_places(file, levels=region.level_codes)


def outlines(region: Region) -> Outlines:
    """The outlines of a region."""
    assert region.outlines_file is not None
    return Outlines.load(region.outlines_file)


def source(name: str) -> list[dict[str, str]]:
    """The rows of a real file."""
    with (SOURCES / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def plain(pinyin: str) -> str:
    """Pinyin without tones and spaces, in lower case."""
    return "".join(letter for letter in unicodedata.normalize("NFD", pinyin.lower()) if letter in ascii_lowercase)


def share_agreed(region: Region, rows: list[dict[str, str]], *, lon: str, lat: str, place: str) -> float:
    """The share of rows with a point and a place whose point lies in the place they name."""
    gazetteer = Gazetteer(places(region))
    asked = [row for row in rows if row[lon] and row[lat] and gazetteer.find(row[place])]
    located = outlines(region).locate_many([float(row[lon]) for row in asked], [float(row[lat]) for row in asked])
    agreed = sum(code == gazetteer.find(row[place]) for code, row in zip(located, asked, strict=True))
    return agreed / len(asked)


def test_three_regions_come_with_the_package() -> None:
    assert shipped_regions() == ("jiangxi", "newyork", "zurich")


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("jiangxi", {"province": 1, "prefecture": 11, "county": 100, "township": 1767, "village": 22080}),
        ("newyork", {"city": 1, "borough": 5, "district": 59}),
        ("zurich", {"city": 1, "district": 22}),
    ],
)
def test_a_region_has_all_its_places_under_one_root(name: str, counts: dict[str, int]) -> None:
    region = load_region(name)
    rows = places(region)
    assert Counter(row.level for row in rows) == counts
    assert [row.code for row in rows if row.parent is None] == [region.root]


@pytest.mark.parametrize(
    ("name", "level", "limit"),
    [("jiangxi", "county", 250_000), ("newyork", "district", 300_000), ("zurich", "district", 250_000)],
)
def test_every_place_of_the_mapped_level_has_its_outline(name: str, level: str, limit: int) -> None:
    region = load_region(name)
    assert set(outlines(region).codes) == {row.code for row in places(region) if row.level == level}
    assert region.outlines_file is not None
    assert region.outlines_file.stat().st_size < limit


@pytest.mark.parametrize("name", ["jiangxi", "newyork", "zurich"])
def test_every_post_has_a_role_of_the_closed_set(name: str) -> None:
    assert load_region(name, roles=ROLES) == load_region(name)


@pytest.mark.parametrize("name", ["jiangxi", "newyork", "zurich"])
def test_every_competence_is_a_category_of_the_pack_and_no_two_departments_claim_the_same(name: str) -> None:
    region = load_region(name)
    pack = load_pack(region.pack)
    claimed = [code for unit in region.units for code in unit.competences if code != "*"]
    assert [code for code in claimed if pack.category(code).code != code] == []
    assert [code for code, times in Counter(claimed).items() if times > 1] == []


@pytest.mark.parametrize("name", ["jiangxi", "newyork", "zurich"])
def test_a_review_that_answers_to_nobody_stands_beside_the_top(name: str) -> None:
    region = load_region(name)
    tops = [unit for unit in region.units if unit.parent is None]
    assert len(tops) == 2
    assert [post.role for post in tops[1].posts] == ["reviewer", "call_back", "auditor"]
    assert (tops[1].code, tops[1].level) == (INDEPENDENT[name], region.levels[0].code)


@pytest.mark.parametrize("name", ["jiangxi", "newyork", "zurich"])
def test_a_call_back_can_always_come_from_another_unit(name: str) -> None:
    region = load_region(name)
    assert len([unit for unit in region.units if "call_back" in {post.role for post in unit.posts}]) > 1


def test_jiangxi_counts_the_people_of_its_census() -> None:
    by_code = {row.code: row for row in places(load_region("jiangxi"))}
    assert by_code["36"].population == 45_188_635
    assert sum(row.population or 0 for row in by_code.values() if row.level == "prefecture") == 45_188_635


def test_a_county_that_became_a_city_stands_under_its_new_code_with_people_and_outline() -> None:
    region = load_region("jiangxi")
    by_code = {row.code: row for row in places(region)}
    assert "360727" not in by_code
    assert (by_code["360783"].name, by_code["360783"].population) == ("龙南市", 300_301)
    assert outlines(region).locate(114.7607, 24.7491) == "360783"


def test_a_county_younger_than_the_census_has_no_population() -> None:
    assert [row.name for row in places(load_region("jiangxi")) if row.level == "county" and row.population is None] == [
        "红谷滩区"
    ]


def test_every_county_holds_its_own_point() -> None:
    region = load_region("jiangxi")
    counties = [row for row in places(region) if row.level == "county"]
    located = outlines(region).locate_many([row.lon or 0 for row in counties], [row.lat or 0 for row in counties])
    assert located == [row.code for row in counties]


def test_every_place_of_jiangxi_can_be_typed() -> None:
    assert [row.name for row in places(load_region("jiangxi")) if not (row.pinyin.isascii() and row.initials)] == []


@needs_sources
def test_every_district_of_the_zurich_reports_is_a_place() -> None:
    gazetteer = Gazetteer(places(load_region("zurich")))
    districts = {row["district"] for row in source("zurich_zwn/zurich_reports.csv")}
    assert {district for district in districts if gazetteer.find(district) is None} == {""}


@needs_sources
@pytest.mark.parametrize(
    ("file", "unplaced"), [("nyc311_elevator.csv", set()), ("nyc311_mixed_sample.csv", {"0 Unspecified"})]
)
def test_every_community_board_of_new_york_is_a_place(file: str, unplaced: set[str]) -> None:
    gazetteer = Gazetteer(places(load_region("newyork")))
    boards = {row["community_board"] for row in source(f"nyc311/{file}")}
    assert {board for board in boards if gazetteer.find(board) is None} == unplaced


def test_a_board_a_park_and_a_borough_without_board_are_told_apart() -> None:
    gazetteer = Gazetteer(places(load_region("newyork")))
    texts = ("12 MANHATTAN", "MANHATTAN 12", "64 MANHATTAN", "Unspecified MANHATTAN", "01 STATEN ISLAND")
    assert [gazetteer.find(text) for text in texts] == ["M12", "M12", "M", "M", "R01"]


@needs_sources
def test_points_in_zurich_lie_in_the_district_their_report_names() -> None:
    rows = source("zurich_zwn/zurich_reports.csv")
    assert share_agreed(load_region("zurich"), rows, lon="lon", lat="lat", place="district") > 0.99


@needs_sources
@pytest.mark.parametrize("file", ["nyc311_elevator.csv", "nyc311_mixed_sample.csv"])
def test_points_in_new_york_lie_in_the_district_their_board_names(file: str) -> None:
    rows = source(f"nyc311/{file}")
    assert share_agreed(load_region("newyork"), rows, lon="longitude", lat="latitude", place="community_board") > 0.96


@needs_sources
def test_every_county_is_typed_as_its_published_pinyin_says() -> None:
    shipped = {row.name: row.pinyin for row in places(load_region("jiangxi"))}
    published = {
        row["name"]: plain(row["pinyin"].partition(" [")[0])
        for row in source("population_jiangxi/jiangxi_county_population_2000_2010.csv")
        if row["pinyin"] and row["name"] in shipped
    }
    assert len(published) == 98
    # The published pinyin of Guangxin is still that of Shangrao county, which it was before.
    assert {name for name, pinyin in published.items() if shipped[name] != pinyin} == {"广信区"}
