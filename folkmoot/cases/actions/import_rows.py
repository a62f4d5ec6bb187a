"""Rows of an import as PostgreSQL's COPY takes them (text format). Nothing here reads or writes the database."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

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
    times = [_times(numbered.row) for numbered in rows]
    begun = first_entries(_entries(rows, times=times, terms=terms))
    for numbered, (opened, closed), (entry, digest) in zip(rows, times, begun, strict=True):
        key, wrapped = settings.INSTALLATION_KEY.new_file_key()
        cases.append(_case_line(numbered, opened=opened, closed=closed, wrapped=wrapped, entry=entry, digest=digest))
        for each in numbered.row.said:
            sealed = key.seal(each.text, place="message.body").hex()
            at = opened if each.at is numbered.row.received_at else each.at.isoformat()
            said.append(f"{numbered.case_id}\t{numbered.party_id}\t{each.kind}\t\\\\x{sealed}\t{at}\n")
    return Batch(rows=rows, cases="".join(cases).encode(), said="".join(said).encode())


def _times(row: ConcernRow) -> tuple[str, str | None]:
    """When it was opened and closed, written once for the case, its messages and the ledger."""
    opened = row.received_at.astimezone(UTC).isoformat()
    return opened, row.closed_at.astimezone(UTC).isoformat() if row.closed_at else None


def _entries(rows: Sequence[Numbered], *, times: Sequence[tuple[str, str | None]], terms: Terms) -> Iterator[Entry]:
    for numbered, (opened, closed) in zip(rows, times, strict=True):
        yield Entry(
            chain=case_chain(numbered.case_id),
            seq=1,
            kind="case.imported",
            post_id=terms.by.post_id,
            appointment_id=terms.by.appointment_id,
            at=terms.now,
            data={
                "source": terms.source,
                "opened": opened,
                "closed": closed,
                "odd": numbered.row.has_odd_times,
            },
        )


def _case_line(
    numbered: Numbered, *, opened: str, closed: str | None, wrapped: bytes, entry: Entry, digest: bytes
) -> str:
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
        opened,
        closed if row.is_closed and closed else _NULL,
        row.source_id.translate(_ESCAPED),
        "t" if row.has_odd_times else "f",
        row.language,
        f"\\\\x{wrapped.hex()}",
        json.dumps(entry.data, ensure_ascii=False).translate(_ESCAPED),
        f"\\\\x{digest.hex()}",
    )
    return "\t".join(fields) + "\n"
