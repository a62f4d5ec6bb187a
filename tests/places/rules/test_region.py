"""The file of a region."""

from pathlib import Path

import pytest

from folkmoot.places.rules.region import Level, PostTemplate, RegionError, RegionFault, Title, UnitTemplate, load_region

REGION = """
name = "hill"
country = "CH"
time_zone = "Europe/Zurich"
pack = "intl"
root = "H"
title = { en = "Hill", zh = "山" }
attribution = { en = "Own survey", zh = "自测" }

[[levels]]
code = "town"
title = { en = "Town", zh = "镇" }
population_year = 2020

[[levels]]
code = "ward"
title = { en = "Ward", zh = "区" }

[[units]]
code = "service"
level = "ward"
kind = "office"
title = { en = "{place} service", zh = "{place}服务点" }
competences = []
parent = "roads"
posts = [{ role = "coordinator", title = { en = "Coordinator", zh = "协调员" } }]

[[units]]
code = "roads"
level = "town"
kind = "department"
title = { en = "Roads", zh = "道路" }
competences = ["street"]
parent = "office"
posts = [{ role = "mediator", title = { en = "Mediator", zh = "调解员" } }]

[[units]]
code = "office"
level = "town"
kind = "office"
title = { en = "Office", zh = "办公室" }
competences = ["*"]
posts = [{ role = "auditor", title = { en = "Auditor", zh = "监督员" } }]
"""


def write(folder: Path, text: str) -> Path:
    """The file of a region."""
    path = folder / "region.toml"
    path.write_text(text, encoding="utf-8")
    return path


def fault(folder: Path, old: str, new: str) -> tuple[str, RegionFault]:
    """Key and reason of the fault that a change brings in."""
    assert old in REGION
    with pytest.raises(RegionError) as caught:
        load_region(write(folder, REGION.replace(old, new, 1)))
    return caught.value.key, caught.value.reason


def test_a_region_is_read_from_its_file_or_its_folder(tmp_path: Path) -> None:
    region = load_region(write(tmp_path, REGION))
    assert region == load_region(tmp_path)
    assert (region.name, region.title) == ("hill", Title(en="Hill", zh="山"))
    assert (region.country, region.subdivision, region.time_zone) == ("CH", "", "Europe/Zurich")
    assert (region.pack, region.root, region.attribution) == ("intl", "H", Title(en="Own survey", zh="自测"))
    assert region.levels[0] == Level(code="town", title=Title(en="Town", zh="镇"), population_year=2020)
    assert region.level_codes == ("town", "ward")
    assert region.places_file == tmp_path / "places.csv"


def test_every_unit_stands_after_its_parent(tmp_path: Path) -> None:
    region = load_region(write(tmp_path, REGION))
    assert [unit.code for unit in region.units] == ["office", "roads", "service"]
    assert region.units_at("town") == region.units[:2]
    assert region.units[2] == UnitTemplate(
        code="service",
        level="ward",
        kind="office",
        title=Title(en="{place} service", zh="{place}服务点"),
        competences=(),
        parent="roads",
        posts=(PostTemplate(role="coordinator", title=Title(en="Coordinator", zh="协调员")),),
    )


def test_the_title_of_a_unit_takes_the_name_of_its_place() -> None:
    title = Title(en="{place} service", zh="{place}服务点")
    assert title.of_place("Enge") == Title(en="Enge service", zh="Enge服务点")
    assert title.of_place("南昌市", latin="Nanchang shi") == Title(en="Nanchang shi service", zh="南昌市服务点")


def test_outlines_are_optional(tmp_path: Path) -> None:
    region = load_region(write(tmp_path, REGION))
    assert region.outlines_file is None
    (tmp_path / "outlines.geojson").touch()
    assert region.outlines_file == tmp_path / "outlines.geojson"


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('name = "hill"', "", "name", RegionFault.MISSING),
        ('name = "hill"', "name = 3", "name", RegionFault.WRONG_TYPE),
        ('name = "hill"', 'name = "The Hill"', "name", RegionFault.BAD_VALUE),
        ('"CH"', '"Switzerland"', "country", RegionFault.BAD_VALUE),
        ("Europe/Zurich", "Europe/Zug", "time_zone", RegionFault.BAD_VALUE),
        ("Europe/Zurich", "../etc", "time_zone", RegionFault.BAD_VALUE),
        ('root = "H"', 'root = " "', "root", RegionFault.BAD_VALUE),
        ("pack =", "pact =", "pack", RegionFault.MISSING),
        ("country =", 'colour = "red"\ncountry =', "colour", RegionFault.UNKNOWN_KEY),
        (', zh = "山"', "", "title.zh", RegionFault.MISSING),
        (', zh = "山"', ', zh = "山", fr = "Colline"', "title.fr", RegionFault.UNKNOWN_KEY),
        ('code = "ward"', 'code = "town"', "levels", RegionFault.DUPLICATE),
        ("population_year = 2020", "population_year = true", "levels[1].population_year", RegionFault.WRONG_TYPE),
        ('level = "ward"', 'level = "hamlet"', "units[1].level", RegionFault.UNKNOWN_LEVEL),
        ('kind = "department"', 'kind = "ministry"', "units[2].kind", RegionFault.BAD_VALUE),
        ('parent = "roads"', 'parent = "lanes"', "units[1].parent", RegionFault.UNKNOWN_UNIT),
        ('parent = "office"', 'parent = "service"', "units[2].parent", RegionFault.UNIT_BELOW_ITS_CHILD),
        ('parent = "office"', 'parent = "roads"', "units", RegionFault.UNIT_WITHIN_ITSELF),
        ('code = "roads"', 'code = "office"', "units", RegionFault.DUPLICATE),
        ('["street"]', "[3]", "units[2].competences", RegionFault.WRONG_TYPE),
        ('role = "mediator", ', "", "units[2].posts[1].role", RegionFault.MISSING),
    ],
)
def test_a_fault_is_named_by_its_key(tmp_path: Path, old: str, new: str, key: str, reason: RegionFault) -> None:
    assert fault(tmp_path, old, new) == (key, reason)


def test_a_role_outside_the_closed_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegionError) as caught:
        load_region(write(tmp_path, REGION), roles={"coordinator", "auditor"})
    assert (caught.value.key, caught.value.reason) == ("units[2].posts[1].role", RegionFault.UNKNOWN_ROLE)
    assert caught.value.value == "mediator"


def test_a_region_that_does_not_exist_is_refused_by_its_name() -> None:
    with pytest.raises(RegionError) as caught:
        load_region("atlantis")
    assert (caught.value.key, caught.value.reason) == ("atlantis", RegionFault.NOT_FOUND)


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegionError) as caught:
        load_region(write(tmp_path, "name = "))
    assert caught.value.reason is RegionFault.NOT_TOML
