"""`record`: the only way into the ledger, and from there to every reaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction
from procrastinate.contrib.django import app as jobs

from folkmoot.ledger.models import Event
from folkmoot.ledger.rules import GENESIS, Entry, entry_hash

#: The task above that reads a recorded event. Only its name is known here.
REACT = "folkmoot.reactions.react"


class By(Protocol):
    """Who acts: a post with its appointment."""

    @property
    def post_id(self) -> int | None: ...
    @property
    def appointment_id(self) -> int | None: ...


def case_chain(case_id: int) -> str:
    """The name of a case's chain."""
    return f"case:{case_id}"


def record(
    kind: str, *, by: By | None, now: datetime, case_id: int | None = None, chain: str = "", **data: Any
) -> Event:
    """Writes what happened, in the running transaction, and defers one `react` job on the same connection.

    `kind` is a name listed in docs/reference/events.md. `by` is None for a resident, who has no post. `data` holds
    codes and numbers; what somebody wrote stands in it as a commitment only. A row of a case belongs to its chain and
    relies on the caller's lock on the case; other chains are named by `chain` and locked here.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An event is recorded in the transaction of its action.")
    name = case_chain(case_id) if case_id is not None else chain
    if case_id is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"ledger/{name}"])
    last = Event.objects.filter(chain=name).order_by("-seq").values_list("seq", "hash").first()
    seq, previous = (last[0] + 1, bytes(last[1])) if last else (1, GENESIS)
    entry = Entry(
        chain=name,
        seq=seq,
        kind=kind,
        post_id=by.post_id if by else None,
        appointment_id=by.appointment_id if by else None,
        at=now,
        data=data,
    )
    event = Event.objects.create(
        chain=name,
        seq=seq,
        kind=kind,
        case_id=case_id,
        post_id=entry.post_id,
        appointment_id=entry.appointment_id,
        at=now,
        data=data,
        hash=entry_hash(entry, previous=previous),
    )
    jobs.configure_task(REACT, allow_unknown=True).defer(event_id=event.pk)
    return event


def first_entries(entries: Iterable[Entry]) -> Iterable[tuple[Entry, bytes]]:
    """The hashes of rows that each begin a chain of their own, for an import that writes them by `COPY`."""
    return ((entry, entry_hash(entry, previous=GENESIS)) for entry in entries)
