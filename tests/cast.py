"""The cast that every test knows, in a small region: one province, two cities, three counties, and people in posts.

A resident of 上凤凰坡 in 东湖区; the mediator and the secretary of her village, the coordinator of the
township, the lead of the county. The stranger sits in another city and must never see any of it.
"""

import csv
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from folkmoot.officers.actions.accounts import appoint, found, make_account
from folkmoot.officers.actions.units import make_units
from folkmoot.officers.models import Post, Unit, User
from folkmoot.officers.queries import automatic_post, officer_of
from folkmoot.officers.rules.authority import Role
from folkmoot.officers.rules.standing import Officer, Standing
from folkmoot.officers.scope import of_officer, seeing
from folkmoot.places.actions.regions import load_region
from folkmoot.places.models import Place
from folkmoot.places.rules.region import Region
from folkmoot.places.rules.region import load_region as read_region

ZONE: Final = ZoneInfo("Asia/Shanghai")
NOW: Final = datetime(2026, 3, 10, 9, 0, tzinfo=ZONE)  # a Tuesday
TODAY: Final = NOW.date()
PASSWORD: Final = "nine herons over the lake"

PROVINCE, CITY, OTHER_CITY = "36", "3601", "3607"
COUNTY, NEXT_COUNTY, OTHER_COUNTY = "360102", "360104", "360702"
TOWNSHIP, NEXT_TOWNSHIP, FAR_TOWNSHIP, OTHER_TOWNSHIP = "360102002", "360102004", "360104002", "360702001"
VILLAGE, NEXT_VILLAGE = "360102002004", "360102002001"
CODES: Final = frozenset(
    (
        PROVINCE, CITY, OTHER_CITY, COUNTY, NEXT_COUNTY, OTHER_COUNTY, TOWNSHIP, NEXT_TOWNSHIP, FAR_TOWNSHIP,
        OTHER_TOWNSHIP, VILLAGE, NEXT_VILLAGE, "360102004001", "360104002001", "360702001001", "360702001002",
    )
)  # fmt: skip

#: Who holds which post. `administrator` was there first and appointed the others.
POSTS: Final = MappingProxyType(
    {
        "administrator": f"{PROVINCE}.province-centre.administrator",
        "mediator": f"{VILLAGE}.mediation-committee.mediator",
        "secretary": f"{VILLAGE}.mediation-committee.secretary",
        "coordinator": f"{TOWNSHIP}.governance-centre.coordinator",
        "duty_officer": f"{TOWNSHIP}.governance-centre.duty_officer",
        "lead": f"{COUNTY}.county-centre.coordinator",
        "reviewer": f"{COUNTY}.county-centre.reviewer",
        "call_back": f"{COUNTY}.county-centre.call_back",
        "auditor": f"{COUNTY}.county-centre.auditor",
        "city_coordinator": f"{CITY}.prefecture-centre.coordinator",
        "province_coordinator": f"{PROVINCE}.province-centre.coordinator",
        "independent_call_back": f"{PROVINCE}.review-office.call_back",
        "stranger": f"{OTHER_COUNTY}.county-centre.coordinator",
    }
)


@dataclass
class Cast:
    """The people, by the names of POSTS. What is read is kept: one cast lives as long as one test."""

    today: date = TODAY
    password: str = PASSWORD
    _officers: dict[str, Officer] = field(default_factory=dict)

    def user(self, name: str) -> User:
        """The account; its user name is the name in the cast."""
        return User.objects.get(username=name)

    def officer(self, name: str) -> Officer:
        """The person with all their posts."""
        if name not in self._officers:
            self._officers[name] = officer_of(self.user(name), today=self.today)
        return self._officers[name]

    def standing(self, name: str) -> Standing:
        """The one post a person holds; `automation` is the software's own."""
        if name == Role.AUTOMATION:
            return automatic_post()
        (standing,) = self.officer(name).standings
        return standing

    @contextmanager
    def seeing(self, name: str) -> Iterator[None]:
        """A transaction that sees what this person may see."""
        with seeing(of_officer(self.officer(name))):
            yield

    def post(self, name: str) -> Post:
        """The post a person holds, by the name in the cast, or any post by its code."""
        return Post.objects.select_related("unit__place").get(code=POSTS.get(name, name))

    def unit(self, name: str) -> Unit:
        """The unit of a person, by the name in the cast, or any unit by its code."""
        if name in POSTS:
            return self.post(name).unit
        return Unit.objects.select_related("place").get(code=name)

    @cached_property
    def village(self) -> Place:
        """Where the resident lives."""
        return Place.objects.get(code=VILLAGE)

    @cached_property
    def other_county(self) -> Place:
        """Where the stranger sits."""
        return Place.objects.get(code=OTHER_COUNTY)

    def place(self, code: str) -> Place:
        """Any place of the small region."""
        return Place.objects.get(code=code)


@contextmanager
def small_region() -> Iterator[Region]:
    """Jiangxi with the places of CODES alone, in a folder that is gone afterwards."""
    shipped = read_region("jiangxi", roles=list(Role))
    with TemporaryDirectory() as folder:
        shutil.copy(shipped.folder / "region.toml", folder)
        shutil.copy(shipped.folder / "outlines.geojson", folder)
        with shipped.places_file.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.reader(file) if row[0] == "code" or row[0] in CODES]
        with (Path(folder) / "places.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        yield read_region(folder, roles=list(Role))


def settle() -> None:
    """Makes the small region's installation and appoints the cast, by the actions that `folkmoot init` calls."""
    with small_region() as region:
        load_region(region, now=NOW)
        make_units(region, now=NOW)
    found(username="administrator", password=PASSWORD, name="Administrator", language="en", now=NOW)
    administrator = Cast().standing("administrator")
    for name, post in POSTS.items():
        if name != "administrator":
            user = make_account(
                username=name, password=PASSWORD, name=name.replace("_", " ").capitalize(), language="en",
                by=administrator, now=NOW,
            )  # fmt: skip
            appoint(Post.objects.get(code=post), user=user, from_on=TODAY, by=administrator, now=NOW)
