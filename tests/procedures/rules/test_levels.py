"""Which of a region's levels each level of a pack stands for."""

import pytest

from folkmoot.officers.rules.authority import Role
from folkmoot.places.rules.region import load_region
from folkmoot.procedures.packs import load_pack
from folkmoot.procedures.rules.levels import standing_of

CHINA = {"village": "village", "township": "township", "county": "county", "prefecture": "prefecture"} | {
    "province": "province"
}


@pytest.mark.parametrize(
    ("region", "pack", "stands_for"),
    [
        ("jiangxi", "intl", {"local": "village", "middle": "township", "upper": "county"}),
        ("jiangxi", "cn-mediation", CHINA),
        ("jiangxi", "cn-petition", CHINA),
        ("jiangxi", "cn-labour", CHINA),
        ("jiangxi", "cn-rural-land", CHINA),
        ("zurich", "intl", {"local": "district", "middle": "city", "upper": "city"}),
        ("newyork", "intl", {"local": "district", "middle": "borough", "upper": "city"}),
        # By their rank, as none of their codes stands there; the city stands for all that would be higher.
        ("newyork", "cn-petition", {
            "village": "district", "township": "borough", "county": "city", "prefecture": "city", "province": "city",
        }),
    ],
)  # fmt: skip
def test_a_level_stands_for_the_one_with_its_code_else_of_its_rank(
    region: str, pack: str, stands_for: dict[str, str]
) -> None:
    places = tuple(reversed(load_region(region, roles=list(Role)).level_codes))
    levels = load_pack(pack).levels
    found = {each.code: places[standing_of(each.code, levels=levels, places=places)] for each in levels}
    assert found == stands_for


def test_no_level_stands_below_the_one_before_it() -> None:
    levels = load_pack("intl").levels
    places = ["middle", "local", "upper"]
    assert [standing_of(each.code, levels=levels, places=places) for each in levels] == [1, 1, 2]


def test_a_level_that_the_pack_does_not_have_stands_nowhere() -> None:
    with pytest.raises(ValueError, match="village"):
        standing_of("village", levels=load_pack("intl").levels, places=["district", "city"])
