"""The trees of categories."""

from collections.abc import Callable

import pytest

from folkmoot.procedures.packs import load_pack
from folkmoot.procedures.rules.pack import UnknownCategoryError
from tests.procedures.shipped import INTL

DISPUTES = (
    "neighbour family inheritance damages housing contract production labour land_contract requisition "
    "forest_and_water environment medical traffic consumer property_management village_affairs campus tourism "
    "intellectual_property internet other"
)


def test_every_class_of_the_mediation_statistics_is_a_category() -> None:
    assert [each.code for each in INTL.children()] == [*DISPUTES.split(), "public_service"]
    assert [each.code for each in load_pack("cn-mediation").children()] == DISPUTES.split()


def test_a_category_lies_within_every_one_above_it() -> None:
    assert INTL.lineage("elevator") == ("elevator", "buildings", "public_service")
    assert INTL.is_within("elevator", "public_service")
    assert INTL.is_within("elevator", "elevator")
    assert not INTL.is_within("buildings", "elevator")
    assert not INTL.is_within("elevator", "housing")


def test_the_descendants_of_a_category_begin_with_itself() -> None:
    assert INTL.descendants("water") == ("water", "sewer")
    assert INTL.descendants("other") == ("other",)


@pytest.mark.parametrize("ask", [INTL.category, INTL.lineage, INTL.descendants, INTL.lowest_level])
def test_a_category_that_does_not_exist_is_refused_by_name(ask: Callable[[str], object]) -> None:
    with pytest.raises(UnknownCategoryError, match="'dragons"):
        ask("dragons")
