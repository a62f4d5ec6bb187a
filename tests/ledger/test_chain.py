"""A ledger row binds the one before it."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.ledger.actions import Happened, record, record_many
from folkmoot.ledger.models import Event
from folkmoot.ledger.queries import chain_fault
from folkmoot.ledger.rules import GENESIS, Entry, entry_hash, first_fault
from folkmoot.officers.scope import of_post, seeing
from tests.cases.filing import filed_on_the_web
from tests.cast import Cast

AT = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)


def chain(length: int) -> list[tuple[Entry, bytes]]:
    rows, previous = [], GENESIS
    for seq in range(1, length + 1):
        entry = Entry("case:1", seq, "case.noted", 1, 1, AT, {"n": seq})
        previous = entry_hash(entry, previous=previous)
        rows.append((entry, previous))
    return rows


@given(st.integers(1, 12), st.data())
def test_any_changed_row_is_found(length: int, data: st.DataObject) -> None:
    rows = chain(length)
    assert first_fault(rows) is None
    place = data.draw(st.integers(0, length - 1))
    entry, stored = rows[place]
    rows[place] = (replace(entry, kind="case.closed"), stored)
    assert first_fault(rows) == place + 1


@given(st.integers(2, 12), st.data())
def test_a_row_taken_out_of_the_middle_is_found(length: int, data: st.DataObject) -> None:
    rows = chain(length)
    place = data.draw(st.integers(0, length - 2))
    del rows[place]
    assert first_fault(rows) == place + 1


@pytest.mark.parametrize(
    "statement", ["UPDATE ledger_event SET kind = 'x'", "DELETE FROM ledger_event", "TRUNCATE ledger_event"]
)
def test_the_application_may_neither_change_nor_delete_history(cast: Cast, statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_an_event_and_its_job_vanish_with_the_action(cast: Cast) -> None:
    def jobs() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'folkmoot.reactions.react'")
            return int(cursor.fetchone()[0])

    before, count = jobs(), Event.objects.count()

    def fail_after_recording() -> None:
        with transaction.atomic():
            record("place.renamed", by=cast.standing("administrator"), now=AT, chain="places")
            assert (jobs(), Event.objects.count()) == (before + 1, count + 1)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail_after_recording()
    assert (jobs(), Event.objects.count()) == (before, count)


def test_events_without_a_case_have_a_chain_too(cast: Cast) -> None:
    for _ in range(3):
        record("place.renamed", by=cast.standing("administrator"), now=AT, chain="of a test")
    assert list(Event.objects.filter(chain="of a test").values_list("seq", flat=True).order_by("seq")) == [1, 2, 3]
    assert chain_fault("of a test") is None


def test_many_rows_go_on_in_their_chains_as_one_after_the_other_would(cast: Cast, now: datetime) -> None:
    one, two = (filed_on_the_web(cast, now).case_id for _ in range(2))
    by = cast.standing("automation")
    happened = [
        Happened(one, "case.warned", {"n": 1, "name": "南昌市"}),
        Happened(two, "case.warned", {"n": 2}),
        Happened(one, "case.warning_ended"),
    ]
    with seeing(of_post(by)):
        ids = record_many(happened, by=by, now=now)
        rows = list(Event.objects.filter(pk__in=ids).order_by("pk"))
        assert [(row.case_id, row.kind, row.data) for row in rows] == [(h.case_id, h.kind, h.data) for h in happened]
        assert [row.seq for row in rows] == [2, 2, 3]
        assert (chain_fault(f"case:{one}"), chain_fault(f"case:{two}")) == (None, None)
        record("case.noted", by=by, now=now, case_id=one)
        assert chain_fault(f"case:{one}") is None


def test_many_rows_set_off_one_job_and_none_of_them_none(cast: Cast, now: datetime) -> None:
    def jobs() -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE task_name LIKE '%react_to_many'")
            return [row[0] for row in cursor.fetchall()]

    case_id, by = filed_on_the_web(cast, now).case_id, cast.standing("automation")
    with seeing(of_post(by)):
        assert record_many([], by=by, now=now) == []
        assert jobs() == []
        ids = record_many([Happened(case_id, "case.warned")] * 3, by=by, now=now)
    assert [json.loads(args) for args in jobs()] == [{"event_ids": ids}]


def test_many_rows_of_a_case_out_of_sight_are_refused(cast: Cast, now: datetime) -> None:
    case_id = filed_on_the_web(cast, now).case_id
    with pytest.raises(ProgrammingError, match="row-level security"), cast.seeing("stranger"):
        record_many([Happened(case_id, "case.warned")], by=cast.standing("stranger"), now=now)
