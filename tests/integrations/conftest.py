"""Installations of the shipped regions, in the place of the cast's, for as long as a test lasts."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection

from folkmoot.officers.actions.units import make_units
from folkmoot.officers.models import Post
from folkmoot.officers.queries import standing_of
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.actions.regions import load_region
from folkmoot.places.rules.region import load_region as read_region
from tests.cast import small_region

TABLES = (
    "officers_appointment", "officers_post", "officers_unit", "places_outline", "places_region", "places_placechange",
    "places_place",
)  # fmt: skip

#: What makes a region the installation's, and gives back the post of its head coordinator.
Settle = Callable[[str], Standing]


@pytest.fixture
def settle(db: None, now: datetime) -> Settle:
    def settle(name: str) -> Standing:
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"DELETE FROM {table}")
        if name == "jiangxi":
            with small_region() as region:
                load_region(region, now=now)
                make_units(region, now=now)
        else:
            load_region(read_region(name), now=now)
            make_units(read_region(name), now=now)
        post = Post.objects.select_related("unit__place").filter(role="coordinator").order_by("unit__place__path")
        return standing_of(post.filter(unit__competences__contains=["*"])[0], None)

    return settle
