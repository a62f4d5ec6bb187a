"""A ledger row binds the one before it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.ledger.actions import record
from folkmoot.ledger.models import Event
from folkmoot.ledger.queries import chain_fault
from folkmoot.ledger.rules import GENESIS, Entry, entry_hash, first_fault
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
