"""Installations of the shipped regions, each with the few people whom a journey on a real file needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from folkmoot.integrations.spreadsheets.concerns import import_file
from folkmoot.integrations.spreadsheets.source_map import load_map
from folkmoot.officers.actions.accounts import appoint, found, make_account
from folkmoot.officers.actions.units import make_units
from folkmoot.officers.models import Post, User
from folkmoot.officers.queries import officer_of
from folkmoot.officers.rules.authority import Role
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.actions.regions import load_region
from folkmoot.places.rules.region import load_region as read_region
from tests.cast import PASSWORD, TODAY
from tests.databases import CAST, Databases


@dataclass(frozen=True)
class Region:
    """One shipped region: who holds which post, by what they do in a journey."""

    name: str
    zone: str
    #: the place of the handler
    place: str
    posts: Mapping[str, str]


#: In Zürich and New York a place in the middle of the files handles, and the stranger sits at another one.
ZURICH: Final = Region(
    name="zurich",
    zone="Europe/Zurich",
    place="Wiedikon",
    posts=MappingProxyType(
        {
            "head": "ZH.coordination-office.coordinator",
            "handler": "ZH-WD.service-point.mediator",
            "colleague": "ZH-WD.service-point.coordinator",
            "call_back": "ZH.ombuds-office.call_back",
            "reviewer": "ZH.ombuds-office.reviewer",
            "stranger": "ZH-WI.service-point.coordinator",
        }
    ),
)
NEW_YORK: Final = Region(
    name="newyork",
    zone="America/New_York",
    place="Brooklyn 8",
    posts=MappingProxyType(
        {
            "head": "NYC.coordination-office.coordinator",
            "handler": "K08.community-board.mediator",
            "colleague": "K08.community-board.coordinator",
            "call_back": "NYC.ombuds-office.call_back",
            "reviewer": "NYC.ombuds-office.reviewer",
            "stranger": "Q01.community-board.coordinator",
        }
    ),
)
#: The messages name no place, so all of them stand at the root, where the province itself handles them.
JIANGXI: Final = Region(
    name=CAST,
    zone="Asia/Shanghai",
    place="江西省",
    posts=MappingProxyType(
        {
            "head": "36.province-centre.coordinator",
            "handler": "36.province-centre.coordinator",
            "call_back": "36.review-office.call_back",
            "stranger": "360702.county-centre.coordinator",
        }
    ),
)


def move_into(region: Region, *, databases: Databases) -> None:
    """Puts a region's installation in the place of the worker's database."""
    if region is not JIANGXI:
        databases.make_template(lambda: _settle(region), region=region.name)
    databases.make(region=region.name)


def person(region: Region, doing: str) -> User:
    """Who does something in a region."""
    return User.objects.get(appointments__post__code=region.posts[doing])


def standing(user: User) -> Standing:
    """The one post that somebody holds."""
    (only,) = officer_of(user, today=TODAY).standings
    return only


def enter(file: Path, *, region: Region, by_map: str, now: datetime) -> int:
    """Imports a file as the region's head coordinator; how many concerns entered."""
    return import_file(file, source_map=load_map(by_map), by=standing(person(region, "head")), now=now).entered


def _settle(region: Region) -> None:
    now = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=ZoneInfo(region.zone))
    shipped = read_region(region.name, roles=list(Role))
    load_region(shipped, now=now)
    make_units(shipped, now=now)
    first = found(username="administrator", password=PASSWORD, name="Administrator", language="en", now=now)
    administrator = standing(first.user)
    for doing, post in region.posts.items():
        user = make_account(
            username=doing, password=PASSWORD, name=doing.replace("_", " ").capitalize(), language="en",
            by=administrator, now=now,
        )  # fmt: skip
        appoint(Post.objects.get(code=post), user=user, from_on=TODAY, by=administrator, now=now)
