"""How a row of the ledger is bound to the one before it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

GENESIS: Final = bytes(32)


@dataclass(frozen=True)
class Entry:
    """One row: what happened, by which post, when. `data` holds codes and numbers only, never what somebody said."""

    chain: str
    seq: int
    kind: str
    post_id: int | None
    appointment_id: int | None
    at: datetime
    data: dict[str, Any]


def entry_hash(entry: Entry, *, previous: bytes) -> bytes:
    """SHA-256 over the canonical JSON of the row (sorted keys, no spaces, UTC microseconds) and the previous hash."""
    canonical = json.dumps(
        [
            entry.chain,
            entry.seq,
            entry.kind,
            entry.post_id,
            entry.appointment_id,
            entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            entry.data,
        ],
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return hashlib.sha256(previous + canonical.encode()).digest()


def first_fault(rows: Iterable[tuple[Entry, bytes]]) -> int | None:
    """The `seq` of the first row of a chain that was changed, is missing or out of order; None for a whole chain.

    `rows` are one chain's entries with their stored hashes, in order.
    """
    previous, expected = GENESIS, 1
    for entry, stored in rows:
        if entry.seq != expected or entry_hash(entry, previous=previous) != stored:
            return expected
        previous, expected = stored, expected + 1
    return None
