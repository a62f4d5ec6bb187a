"""The way of an import into the tables of cases: COPY into temporary tables, then INSERT under the policies.

PostgreSQL refuses COPY into a table with row-level security.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, Self

from django.db import connection

from folkmoot.cases.actions.import_rows import Batch, Numbered, Terms
from folkmoot.cases.models import Case, Party, PartyRole
from folkmoot.cases.rules.imported import ConcernRow
from folkmoot.lib.copying import draw_ids

_MAKE: Final = """
CREATE TEMPORARY TABLE import_case (
    id bigint, party_id bigint, reference text, channel text, category text, summary text, place_id bigint,
    place_path text, happened_on date, step text, outcome text, received_at timestamptz, closed_at timestamptz,
    source_id text COLLATE "C", has_odd_times boolean, language text, wrapped bytea, entry jsonb, digest bytea
) ON COMMIT DROP;
CREATE TEMPORARY TABLE import_said (
    case_id bigint, party_id bigint, kind text, sealed_body bytea, at timestamptz
) ON COMMIT DROP
"""

_DROP: Final = "DROP TABLE import_case, import_said"

# An id that another import enters at this moment is waited for, and then known.
_CASES: Final = """
INSERT INTO cases_case (
    id, reference, channel, category, summary, pack, pack_version, place_id, place_path, sight_path, happened_on, step,
    step_before_merge, outcome, outcome_reason, version, unit_id, taken_by_id, received_at, closed_at, changed_at,
    due_clock, reopened_count, passed_on_count, source, source_id, imported_at, has_odd_times
)
SELECT id, reference, channel, category, summary, %(pack)s, %(pack_version)s, place_id, place_path, place_path,
    happened_on, step, '', outcome, '', 1, %(unit)s, %(post)s, received_at, closed_at, %(now)s, '', 0, 0, %(source)s,
    source_id, %(now)s, has_odd_times
FROM import_case
ON CONFLICT (source, source_id) WHERE NOT (source = '') DO NOTHING
"""

_FORGET_KNOWN: Final = """
DELETE FROM import_case i WHERE NOT EXISTS (SELECT 1 FROM cases_case c WHERE c.id = i.id);
DELETE FROM import_said s WHERE NOT EXISTS (SELECT 1 FROM import_case i WHERE i.id = s.case_id)
"""

_KEYS: Final = "INSERT INTO cases_casekey (case_id, wrapped) SELECT id, wrapped FROM import_case"
_FILERS: Final = """
INSERT INTO cases_party (id, case_id, role, language) SELECT party_id, id, %(role)s, language FROM import_case
"""
_MESSAGES: Final = """
INSERT INTO cases_message (case_id, party_id, kind, sealed_body, at)
SELECT case_id, party_id, kind, sealed_body, at FROM import_said
"""
_EVENTS: Final = """
INSERT INTO ledger_event (chain, seq, kind, case_id, post_id, appointment_id, at, data, hash)
SELECT 'case:' || id, 1, 'case.imported', id, %(post)s, %(appointment)s, %(now)s, entry, digest FROM import_case
"""


@dataclass(frozen=True)
class Tables:
    """The tables of one import, in the running transaction."""

    terms: Terms

    @classmethod
    @contextmanager
    def made(cls, terms: Terms) -> Iterator[Self]:
        """Makes the temporary tables, and drops them where all went well; else the transaction takes them away."""
        with connection.cursor() as cursor:
            cursor.execute(_MAKE)
            # References are checked while the next batch is being sealed, not all together at the commit.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield cls(terms)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(_DROP)

    def known(self, source_ids: list[str]) -> set[str]:
        """Which ids of this source have been entered before, as far as the post can see."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT source_id FROM cases_case WHERE source = %s AND NOT (source = '') AND source_id = ANY(%s)",
                [self.terms.source, source_ids],
            )
            return {row[0] for row in cursor.fetchall()}

    def numbered(self, rows: Sequence[tuple[ConcernRow, tuple[int, str]]]) -> list[Numbered]:
        """The rows with numbers for their case and its filer, drawn for all of them at once."""
        case_ids = draw_ids(Case._meta.db_table, count=len(rows))
        party_ids = draw_ids(Party._meta.db_table, count=len(rows))
        return [
            Numbered(row=row, case_id=case_id, party_id=party_id, place_id=place_id, place_path=path)
            for (row, (place_id, path)), case_id, party_id in zip(rows, case_ids, party_ids, strict=True)
        ]

    def write(self, batch: Batch) -> frozenset[int]:
        """Writes a batch and returns the numbers of the cases that entered."""
        values = self._values()
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE import_case, import_said")
            for table, lines in (("import_case", batch.cases), ("import_said", batch.said)):
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(lines)
            cursor.execute(_CASES, values)
            entered = frozenset(numbered.case_id for numbered in batch.rows)
            if cursor.rowcount < len(batch.rows):
                cursor.execute(_FORGET_KNOWN)
                cursor.execute("SELECT id FROM import_case")
                entered = frozenset(row[0] for row in cursor.fetchall())
            for statement in (_KEYS, _FILERS, _MESSAGES, _EVENTS):
                cursor.execute(statement, values)
        return entered

    def _values(self) -> dict[str, Any]:
        terms = self.terms
        return {
            "pack": terms.pack,
            "pack_version": terms.pack_version,
            "unit": terms.by.unit_id,
            "post": terms.by.post_id,
            "appointment": terms.by.appointment_id,
            "now": terms.now,
            "source": terms.source,
            "role": PartyRole.FILER.value,
        }
