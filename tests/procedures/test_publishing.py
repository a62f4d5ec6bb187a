"""What was published stays as it is, by SQL too; a case keeps the version it came in under."""

from collections.abc import Iterator
from datetime import date, datetime

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from folkmoot.cases.actions import closing, routing, talking
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.models import Clock
from folkmoot.ledger.models import Event
from folkmoot.ledger.queries import chain_fault
from folkmoot.procedures import queries
from folkmoot.procedures.actions import CHAIN, publish, publish_all, publish_shipped
from folkmoot.procedures.errors import PublishedOtherwise
from folkmoot.procedures.models import PublishedPack
from folkmoot.procedures.packs import PackFault, text_of
from folkmoot.web.templatetags.words import category_title
from tests.cases.filing import case_of, filed_on_the_web, seeing_with
from tests.cast import Cast
from tests.databases import Databases

INTL = text_of("intl", "2026.1")
#: Version 2 answers within fifteen days, and has another word for a matter between neighbours.
SECOND = (
    INTL.replace('version = "2026.1"', 'version = "2026.2"')
    .replace("days = 21", "days = 15")
    .replace('en = "Neighbours"', 'en = "Between neighbours"')
)
WRITES = (
    "UPDATE procedures_publishedpack SET toml = 'x'",
    "UPDATE procedures_publishedpack SET version = version || 'a' WHERE name = 'intl'",
    "DELETE FROM procedures_publishedpack",
    "TRUNCATE procedures_publishedpack",
)


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    """What one test publishes is rolled back, and must not be remembered by the process."""
    yield
    queries.published_pack.cache_clear()
    queries._newest_version.cache_clear()


def published_second(now: datetime) -> None:
    publish(SECOND, now=now)
    queries._newest_version.cache_clear()


@pytest.mark.parametrize("write", WRITES)
def test_the_application_cannot_change_a_published_pack(cast: Cast, write: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(write)


@pytest.mark.parametrize("write", WRITES)
def test_the_owner_cannot_change_it_either(cast: Cast, worker_databases: Databases, write: str) -> None:
    with psycopg.connect(worker_databases.owner_url) as owner:
        with pytest.raises(psycopg.errors.RestrictViolation, match="A published pack is never changed"):
            owner.execute(write)
        owner.rollback()
        assert owner.execute("SELECT count(*) FROM procedures_publishedpack").fetchone() == (5,)


def test_publishing_the_same_text_again_changes_nothing(cast: Cast, now: datetime) -> None:
    standing = list(PublishedPack.objects.values_list("pk", "published_at"))
    assert publish(INTL, now=now).pk in {pk for pk, _at in standing}
    assert publish_shipped(now=now) == []
    assert list(PublishedPack.objects.values_list("pk", "published_at")) == standing


def test_another_text_under_a_published_version_is_refused(cast: Cast, now: datetime) -> None:
    with pytest.raises(PublishedOtherwise, match=r"intl 2026\.1 is published with another text"):
        publish(INTL + "\n# One more word.\n", now=now)


def test_a_pack_with_a_fault_is_not_published(cast: Cast, now: datetime) -> None:
    with pytest.raises(PackFault) as refused:
        publish_all({"a": SECOND, "b": SECOND.replace("2026.2", "2026.3").replace("days = 15", "days = 0")}, now=now)
    assert [fault.file for fault in refused.value.faults] == ["b"]
    assert not PublishedPack.objects.filter(version="2026.2").exists()


def test_publishing_stands_in_the_ledger(cast: Cast, now: datetime) -> None:
    published_second(now)
    with cast.seeing("auditor"):
        event = Event.objects.filter(chain=CHAIN).latest("seq")
        assert (event.kind, event.data, event.at) == ("pack.published", {"pack": "intl", "version": "2026.2"}, now)
        assert Event.objects.filter(chain=CHAIN).count() == 6
        assert chain_fault(CHAIN) is None


def test_a_case_keeps_its_version_and_new_ones_come_in_under_the_new_one(cast: Cast, now: datetime) -> None:
    old = filed_on_the_web(cast, now)
    published_second(now)
    new = filed_on_the_web(cast, now)
    assert [case_of(cast, each).pack_version for each in (old, new)] == ["2026.1", "2026.2"]
    with cast.seeing("mediator"):
        due = {each.reference: Clock.objects.get(case_id=each.case_id, name="answer").due_on for each in (old, new)}
    # 21 days and 15 days after 10 March.
    assert due == {old.reference: date(2026, 3, 31), new.reference: date(2026, 3, 25)}
    titles = [category_title("neighbour", "intl", case_of(cast, each).pack_version) for each in (old, new)]
    assert titles == ["Neighbours", "Between neighbours"]


def test_what_an_older_case_still_goes_through_follows_its_own_version(cast: Cast, now: datetime) -> None:
    old = filed_on_the_web(cast, now)
    published_second(now)
    by = cast.standing("mediator")
    with cast.seeing("mediator"):
        routing.acknowledge(old.case_id, message="We have it.", by=by, now=now)
        routing.accept(old.case_id, interest=Interest.NONE, by=by, now=now)
        talking.propose(old.case_id, proposal="A culvert.", by=by, now=now)
    with seeing_with(old):
        closing.dispute(old.case_id, reason="Still wet.", by=old.resident, now=now)
    with cast.seeing("mediator"):
        assert Clock.objects.get(case_id=old.case_id, name="answer", stopped_at=None).due_on == date(2026, 3, 31)
