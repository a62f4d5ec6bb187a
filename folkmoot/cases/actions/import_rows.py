"""Rows of an import as PostgreSQL's COPY takes them (text format). Nothing here reads or writes the database."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from folkmoot.cases.rules.imported import ConcernRow
from folkmoot.ledger.actions import case_chain, first_entries
from folkmoot.ledger.rules import Entry
from folkmoot.lib.reference import reference_from
from folkmoot.officers.rules.standing import Standing
from folkmoot.procedures.rules.steps import Outcome, Step

_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
_NULL = r"\N"


@dataclass(frozen=True)
class Terms:
    """What every row of one import shares."""

    source: str
    by: Standing
    now: datetime
    pack: str
    pack_version: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row that will be written, with the numbers drawn for it and its place."""

    row: ConcernRow
    case_id: int
    party_id: int
    place_id: int
    place_path: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows made ready: lines for the two tables of `import_tables`."""

    rows: Sequence[Numbered]
    cases: bytes
    said: bytes


def prepared(rows: Sequence[Numbered], *, terms: Terms) -> Batch:
    """Seals what was said, each case under a key of its own, and begins each case's chain in the ledger."""
    cases: list[str] = []
    said: list[str] = []
    for numbered, (entry, digest) in zip(rows, first_entries(_entries(rows, terms=terms)), strict=True):
        key, wrapped = settings.INSTALLATION_KEY.new_file_key()
        cases.append(_case_line(numbered, wrapped=wrapped, entry=entry, digest=digest))
        said.extend(
            f"{numbered.case_id}\t{numbered.party_id}\t{each.kind}\t"
            f"\\\\x{key.seal(each.text, place='message.body').hex()}\t{each.at.isoformat()}\n"
            for each in numbered.row.said
        )
    return Batch(rows=rows, cases="".join(cases).encode(), said="".join(said).encode())


def _entries(rows: Sequence[Numbered], *, terms: Terms) -> Iterator[Entry]:
    for numbered in rows:
        row = numbered.row
        data: dict[str, Any] = {
            "source": terms.source,
            "opened": _utc(row.received_at),
            "closed": _utc(row.closed_at) if row.closed_at else None,
            "odd": row.has_odd_times,
        }
        yield Entry(
            chain=case_chain(numbered.case_id),
            seq=1,
            kind="case.imported",
            post_id=terms.by.post_id,
            appointment_id=terms.by.appointment_id,
            at=terms.now,
            data=data,
        )


def _case_line(numbered: Numbered, *, wrapped: bytes, entry: Entry, digest: bytes) -> str:
    row = numbered.row
    fields = (
        str(numbered.case_id),
        str(numbered.party_id),
        reference_from(numbered.case_id),
        row.channel,
        row.category,
        row.summary.translate(_ESCAPED),
        str(numbered.place_id),
        numbered.place_path.translate(_ESCAPED),
        row.happened_on.isoformat() if row.happened_on else _NULL,
        Step.CLOSED if row.is_closed else Step.IMPORTED,
        Outcome.UNCONFIRMED if row.is_closed else "",
        row.received_at.isoformat(),
        row.closed_at.isoformat() if row.is_closed and row.closed_at else _NULL,
        row.source_id.translate(_ESCAPED),
        "t" if row.has_odd_times else "f",
        row.language,
        f"\\\\x{wrapped.hex()}",
        json.dumps(entry.data, ensure_ascii=False).translate(_ESCAPED),
        f"\\\\x{digest.hex()}",
    )
    return "\t".join(fields) + "\n"


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
