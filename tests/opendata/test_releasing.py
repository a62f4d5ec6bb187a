"""Releases: what is in them, that each is made once, and that nothing changes them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError

from folkmoot.cases.errors import NotAllowed
from folkmoot.earlywarning.models import DailyCount
from folkmoot.ledger.models import Event
from folkmoot.ledger.queries import chain_fault
from folkmoot.opendata import jobs
from folkmoot.opendata.actions.releasing import CHAIN, release, release_ripe
from folkmoot.opendata.errors import AlreadyReleased, NotYetRipe
from folkmoot.opendata.models import Release, ReleasedCount
from folkmoot.opendata.queries import published_periods
from folkmoot.opendata.rules.calendar import Period, next_ripe
from tests.cast import CITY, COUNTY, NEXT_COUNTY, NEXT_TOWNSHIP, PROVINCE, TODAY, TOWNSHIP, VILLAGE, Cast
from tests.databases import Databases
from tests.earlywarning.counting import many_cases, noon
from tests.opendata.publishing import NOISE, WAGES, WATER, count, publish, publish_year, shown

JANUARY = date(2026, 1, 12)


def ripe_now(cast: Cast, now: datetime, *, year: int | None = None) -> list[Period]:
    made = release_ripe(by=cast.standing("automation"), now=now, today=TODAY, year=year)
    return [Period(each.year, each.month) for each in made]


def test_a_month_keeps_back_what_is_small_and_what_would_give_it_away(cast: Cast) -> None:
    count(cast, VILLAGE, on=JANUARY, cases=21)
    count(cast, NEXT_TOWNSHIP, on=JANUARY, cases=4, topic=NOISE)
    count(cast, "360104002001", on=JANUARY, cases=33)
    assert shown(publish(cast, 2026, 1)) == {
        (PROVINCE, ""): 60, (CITY, ""): 60, (COUNTY, ""): 25, (NEXT_COUNTY, ""): 35,
        (PROVINCE, "services"): None, (CITY, "services"): None, (COUNTY, "services"): None,
        (NEXT_COUNTY, "services"): 35,
        (PROVINCE, "neighbours"): None, (CITY, "neighbours"): None, (COUNTY, "neighbours"): None,
    }  # fmt: skip


def test_a_year_reaches_down_to_townships_and_a_month_to_counties(cast: Cast) -> None:
    for month in (10, 11, 12):
        count(cast, VILLAGE, on=date(2025, month, 3), cases=20)
        count(cast, COUNTY, on=date(2025, month, 4), cases=10)
    year = publish_year(cast, 2025)
    assert shown(Release.objects.get(year=2025, month=11))[COUNTY, ""] == 30
    assert shown(year) == {
        (place, topic): cases
        for place, cases in {PROVINCE: 90, CITY: 90, COUNTY: 90, TOWNSHIP: 60, f"36/{CITY}/{COUNTY}/*": 30}.items()
        for topic in ("", "services")
    }


def test_what_a_year_shows_does_not_give_away_what_a_month_kept_back(cast: Cast) -> None:
    for month, cases in ((10, 40), (11, 3), (12, 40)):
        count(cast, VILLAGE, on=date(2025, month, 3), cases=cases)
    year = publish_year(cast, 2025)
    assert shown(Release.objects.get(year=2025, month=11))[PROVINCE, ""] is None
    assert {shown(Release.objects.get(year=2025, month=month))[PROVINCE, ""] for month in (10, 12)} == {40}
    assert shown(year)[PROVINCE, ""] is None


def test_a_case_that_came_late_into_a_month_that_showed_none_keeps_nothing_else_back(cast: Cast) -> None:
    count(cast, VILLAGE, on=date(2025, 11, 3), cases=40)
    for month in (11, 12):
        publish(cast, 2025, month)
    count(cast, VILLAGE, on=date(2025, 12, 3), cases=2)
    assert shown(publish(cast, 2025))[TOWNSHIP, ""] == 40


def test_a_month_stays_as_it_was_published_whatever_happens_to_its_cases(cast: Cast) -> None:
    count(cast, VILLAGE, on=JANUARY, cases=21)
    before = shown(publish(cast, 2026, 1))
    count(cast, VILLAGE, on=JANUARY, cases=50, topic=WAGES)
    assert shown(Release.objects.get()) == before


def test_a_period_is_published_once(cast: Cast) -> None:
    count(cast, VILLAGE, on=JANUARY, cases=21)
    publish(cast, 2026, 1)
    with pytest.raises(AlreadyReleased):
        publish(cast, 2026, 1)
    assert [(event.kind, event.data) for event in Event.objects.filter(chain=CHAIN)] == [
        ("statistics.released", {"year": 2026, "month": 1})
    ]
    assert chain_fault(CHAIN) is None


@pytest.mark.parametrize(("year", "month"), [(2026, 3), (2026, 12), (2026, 0)])
def test_what_is_not_over_for_long_enough_is_not_published(cast: Cast, year: int, month: int) -> None:
    with pytest.raises(NotYetRipe):
        publish(cast, year, month)


def test_a_month_is_ripe_two_weeks_after_its_end(cast: Cast) -> None:
    count(cast, VILLAGE, on=JANUARY, cases=21)
    with pytest.raises(NotYetRipe):
        publish(cast, 2026, 1, today=date(2026, 2, 14))
    publish(cast, 2026, 1, today=date(2026, 2, 15))


def test_a_year_waits_for_its_months(cast: Cast) -> None:
    count(cast, VILLAGE, on=date(2025, 11, 3), cases=21)
    publish(cast, 2025, 12)
    with pytest.raises(NotYetRipe):
        publish(cast, 2025)
    publish(cast, 2025, 11)
    assert shown(publish(cast, 2025))[PROVINCE, ""] == 20


def test_whatever_is_ripe_is_counted_and_published_months_before_their_year(cast: Cast, now: datetime) -> None:
    many_cases(cast, [(VILLAGE, "water", noon(date(2025, 11, 3) + timedelta(days=n % 20))) for n in range(21)])
    with cast.seeing("province_coordinator"):
        # The case that the others are copies of came in much earlier.
        assert not DailyCount.objects.exists()
    found = ripe_now(cast, now, year=2025)
    assert found == [*(Period(2025, month) for month in range(1, 13)), Period(2025)]
    assert shown(Release.objects.get(year=2025, month=11))[PROVINCE, "services"] == 20
    assert ripe_now(cast, now, year=2025) == []
    assert set(ripe_now(cast, now)) == {
        *(Period(2023, month) for month in (0, 9, 10, 11, 12)),
        *(Period(2024, month) for month in range(13)),
        Period(2026, 1),
    }


def test_where_there_was_no_case_there_is_nothing_to_publish(cast: Cast, now: datetime) -> None:
    assert ripe_now(cast, now) == []
    assert published_periods() == {}


def test_only_the_software_publishes(cast: Cast, now: datetime) -> None:
    for name in ("province_coordinator", "administrator", "auditor"):
        with pytest.raises(NotAllowed):
            release(Period(2026, 1), by=cast.standing(name), now=now, today=TODAY)
        with pytest.raises(NotAllowed):
            list(release_ripe(by=cast.standing(name), now=now, today=TODAY))


def test_the_nightly_job_goes_on_with_what_an_operator_began(cast: Cast) -> None:
    many_cases(cast, [(VILLAGE, "water", noon(JANUARY))])
    jobs.release(timestamp=0)
    assert published_periods() == {}
    count(cast, VILLAGE, on=JANUARY, cases=1, topic=WAGES)
    publish(cast, 2026, 1)
    jobs.release(timestamp=0)
    assert {Period(2024), Period(2025), Period(2025, 12)} <= published_periods().keys()


def test_of_two_who_publish_at_once_one_is_refused(fresh_database: Databases, cast: Cast) -> None:
    count(cast, VILLAGE, on=JANUARY, cases=21)

    def run(_: int) -> bool:
        try:
            publish(cast, 2026, 1)
        except AlreadyReleased:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(run, range(2))) == [False, True]
    assert (Release.objects.count(), Event.objects.filter(chain=CHAIN).count()) == (1, 1)


WRITES = (
    "UPDATE opendata_release SET month = 2",
    "DELETE FROM opendata_release",
    "TRUNCATE opendata_release CASCADE",
    "UPDATE opendata_releasedcount SET cases = 500",
    "DELETE FROM opendata_releasedcount",
    "TRUNCATE opendata_releasedcount",
)


@pytest.mark.parametrize("write", WRITES)
def test_the_application_cannot_change_a_release(cast: Cast, write: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(write)


@pytest.fixture
def owner(cast: Cast, worker_databases: Databases) -> Iterator[psycopg.Connection]:
    """The owner of the database with one release of theirs, which is rolled back."""
    with psycopg.connect(worker_databases.owner_url) as found:
        made = found.execute(
            "INSERT INTO opendata_release (year, month, released_at) VALUES (2020, 1, now()) RETURNING id"
        ).fetchone()
        assert made is not None
        found.execute(
            "INSERT INTO opendata_releasedcount (place_path, topic, cases, release_id) VALUES ('36/', '', 10, %s)", made
        )
        # A table is not emptied while the foreign key of a new row is still to be looked at.
        found.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield found
        found.rollback()


@pytest.mark.parametrize("write", WRITES)
def test_the_owner_cannot_change_it_either(owner: psycopg.Connection, write: str) -> None:
    with pytest.raises(psycopg.errors.RestrictViolation, match="A release is never changed"):
        owner.execute(write)


def test_the_database_itself_refuses_a_small_count(cast: Cast) -> None:
    count(cast, VILLAGE, on=JANUARY, cases=21)
    made = publish(cast, 2026, 1)
    with pytest.raises(IntegrityError, match="no_small_count_is_released"), transaction.atomic():
        ReleasedCount.objects.create(release=made, place_path="36/x/", topic=WATER, cases=9)


@pytest.mark.parametrize(
    ("today", "following"),
    [
        (date(2026, 1, 14), Period(2025, 12)),
        (date(2026, 1, 15), Period(2025)),
        (date(2026, 2, 1), Period(2026, 1)),
        (date(2026, 12, 31), Period(2026, 12)),
    ],
)
def test_it_is_known_which_period_comes_next(today: date, following: Period) -> None:
    assert next_ripe(today=today) == following
