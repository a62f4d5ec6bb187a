"""`record`: the only way into the ledger, and from there to every reaction."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol

from django.db import connection, transaction
from procrastinate.contrib.django import app as jobs

from folkmoot.ledger.models import Event
from folkmoot.ledger.rules import GENESIS, Entry, entry_hash
from folkmoot.lib.copying import copy_rows, draw_ids

#: The tasks above that read a recorded event, or many. Only their names are known here.
REACT = "folkmoot.reactions.react"
REACT_TO_MANY = "folkmoot.reactions.react_to_many"


_LAST: Final = """
SELECT chains.name, last.seq, last.hash
FROM unnest(%s::text[]) chains (name),
    LATERAL (SELECT seq, hash FROM ledger_event WHERE chain = chains.name ORDER BY seq DESC LIMIT 1) last
"""
# COPY is refused on a table with row-level security.
_MANY: Final = """
CREATE TEMPORARY TABLE ledger_many (
    id bigint, chain text COLLATE "C", seq integer, kind text, case_id bigint, post_id bigint, appointment_id bigint,
    at timestamptz, data jsonb, hash bytea
) ON COMMIT DROP
"""
_COLUMNS: Final = ("id", "chain", "seq", "kind", "case_id", "post_id", "appointment_id", "at", "data", "hash")
_WRITE: Final = """
INSERT INTO ledger_event (id, chain, seq, kind, case_id, post_id, appointment_id, at, data, hash)
SELECT id, chain, seq, kind, case_id, post_id, appointment_id, at, data, hash FROM ledger_many ORDER BY id
"""


@dataclass(frozen=True)
class Happened:
    """One thing that happened in one case, to be recorded with many others."""

    case_id: int
    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)


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


def record_many(happened: Sequence[Happened], *, by: By | None, now: datetime) -> list[int]:
    """
    Writes what happened in many cases, each in its case's chain and in the order given; returns the rows' numbers.

    As with `record`, the caller holds the lock of every case. One `react_to_many` job is deferred for all.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Events are recorded in the transaction of their action.")
    if not happened:
        return []
    chains = list({case_chain(each.case_id) for each in happened})
    with connection.cursor() as cursor:
        cursor.execute(_LAST, [chains])
        ends = {chain: (seq, bytes(digest)) for chain, seq, digest in cursor.fetchall()}
        cursor.execute(_MANY)
    ids = draw_ids(Event._meta.db_table, count=len(happened))
    copy_rows("ledger_many", columns=_COLUMNS, rows=_rows(happened, ids=ids, ends=ends, by=by, now=now))
    with connection.cursor() as cursor:
        cursor.execute(_WRITE)
        cursor.execute("DROP TABLE ledger_many")
    jobs.configure_task(REACT_TO_MANY, allow_unknown=True).defer(event_ids=[*ids])
    return ids


def _rows(
    happened: Sequence[Happened],
    *,
    ids: Sequence[int],
    ends: dict[str, tuple[int, bytes]],
    by: By | None,
    now: datetime,
) -> Iterator[tuple[Any, ...]]:
    """The rows of `ledger_many`; `ends` holds the last place and hash of each chain that has begun."""
    post_id, appointment_id = (by.post_id, by.appointment_id) if by else (None, None)
    for number, each in zip(ids, happened, strict=True):
        chain = case_chain(each.case_id)
        seq, previous = ends.get(chain, (0, GENESIS))
        entry = Entry(chain, seq + 1, each.kind, post_id, appointment_id, now, dict(each.data))
        digest = entry_hash(entry, previous=previous)
        ends[chain] = (entry.seq, digest)
        data = json.dumps(entry.data)
        yield number, chain, entry.seq, each.kind, each.case_id, post_id, appointment_id, now, data, digest


def first_entries(entries: Iterable[Entry]) -> Iterable[tuple[Entry, bytes]]:
    """The hashes of rows that each begin a chain of their own, for an import that writes them by `COPY`."""
    return ((entry, entry_hash(entry, previous=GENESIS)) for entry in entries)
