"""The tree of topics: everything, groups that all procedures share, and the categories of the procedures within them.

A matter that is put under another procedure gets a category of that procedure, but stays in its group. A topic is
written as a group ("work") or as pack and category ("cn-labour.pay"). What speaks of persons, or is no dispute but an
opinion, is not counted at all.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final


class Group(StrEnum):
    """The widest topics, the same in every procedure."""

    WORK = "work"
    LAND = "land"
    HOME = "home"
    NEIGHBOURS = "neighbours"
    FAMILY = "family"
    HARM = "harm"
    TRADE = "trade"
    ENVIRONMENT = "environment"
    SERVICES = "services"
    STREETS = "streets"
    SCHOOL = "school"
    AFFAIRS = "affairs"
    SUPPORT = "support"
    OTHER = "other"


#: opinions, what somebody is accused of, how people behave: early warning is of failing services and unsettled disputes
UNCOUNTED: Final = frozenset({"suggestion", "accusation", "officials_conduct", "public_order"})

_CODES: Final[dict[Group, tuple[str, ...]]] = {
    Group.WORK: ("labour", "wages_and_insurance"),
    Group.LAND: ("land_contract", "requisition", "forest_and_water", "land"),
    Group.HOME: (
        *("housing", "property_management", "buildings", "heating", "elevator", "plumbing", "electricity"),
        *("home_repairs", "building_safety"),
    ),
    Group.NEIGHBOURS: ("neighbour", "noise", "animals"),
    Group.FAMILY: ("family", "inheritance"),
    Group.HARM: ("damages", "traffic", "medical", "health"),
    Group.TRADE: (
        *("contract", "production", "consumer", "tourism", "intellectual_property", "internet"),
        "food_safety",
    ),
    Group.ENVIRONMENT: ("environment", "air_quality", "pests", "green_space", "trees"),
    Group.SERVICES: (
        *("public_service", "public_services", "public_service_other", "water", "sewer", "waste"),
        *("illegal_dumping", "graffiti", "taxes_and_records"),
    ),
    Group.STREETS: ("street", "snow_and_ice", "abandoned_vehicles", "lighting", "signals", "parking", "transit"),
    Group.SCHOOL: ("campus", "education"),
    Group.AFFAIRS: ("village_affairs", "administration"),
    Group.SUPPORT: ("social_support",),
}
#: procedures that are about one group as a whole, whatever their categories are called
_PACKS: Final = {"cn-labour": Group.WORK, "cn-rural-land": Group.LAND}
#: categories that mean something else in one procedure than in the others
_APART: Final = {"cn-petition.traffic": Group.STREETS}
_GROUP_OF: Final = {code: group for group, codes in _CODES.items() for code in codes}


def topic_of(pack: str, code: str) -> str:
    """How a category of a procedure is written as a topic."""
    return f"{pack}.{code}"


def pack_and_code(topic: str) -> tuple[str, str] | None:
    """The procedure and the category of a topic; None for a group."""
    pack, dot, code = topic.partition(".")
    return (pack, code) if dot else None


def is_counted(lineage: Sequence[str]) -> bool:
    """Whether a category, given with those above it, is one of disputes."""
    return UNCOUNTED.isdisjoint(lineage)


def group_of(pack: str, lineage: Sequence[str]) -> Group:
    """The group of a category, given with those above it, itself first. One that nobody knows is in OTHER."""
    found = _APART.get(topic_of(pack, lineage[0])) or _PACKS.get(pack)
    return found or next((_GROUP_OF[code] for code in lineage if code in _GROUP_OF), Group.OTHER)
