"""Entering history from another system: all of a file or nothing of it, by COPY, and each row once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import transaction

from folkmoot.cases.actions.import_rows import Batch, Numbered, Terms, prepared
from folkmoot.cases.actions.import_tables import Tables
from folkmoot.cases.errors import NotAllowed
from folkmoot.cases.models import Import
from folkmoot.cases.rules.imported import ConcernRow, Refusal, RefusalReason, Report
from folkmoot.ledger.actions import record
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.officers.scope import of_post, seeing
from folkmoot.places.models import Place, Region
from folkmoot.procedures.queries import newest_pack

#: The chain of the ledger in which imports stand.
CHAIN = "imports"
BATCH = 4000
REFUSALS_KEPT = 1000

Progress = Callable[[int], None]


def import_concerns(
    rows: Iterable[ConcernRow | Refusal],
    *,
    source: str,
    by: Standing,
    now: datetime,
    progress: Progress | None = None,
) -> Report:
    """Enters concerns of another system as imported history and says what became of each row.

    One transaction: an error anywhere, in `rows` too, leaves nothing behind. A row whose id from this `source` is there
    already changes nothing and counts as known. No clock, lead, warning or job starts. `rows` is read in another thread
    and must not touch the database; `progress` is told how many rows were read. Raises NotAllowed.
    """
    with seeing(of_post(by)):
        return _enter(rows, source=source, by=by, now=now, progress=progress)


def rehearse_import(
    rows: Iterable[ConcernRow | Refusal],
    *,
    source: str,
    by: Standing,
    now: datetime,
    progress: Progress | None = None,
) -> Report:
    """Does all that `import_concerns` does, then undoes it: the same report, and nothing written."""
    with seeing(of_post(by)), transaction.atomic():
        report = _enter(rows, source=source, by=by, now=now, progress=progress)
        transaction.set_rollback(True)
    return report


def _enter(
    rows: Iterable[ConcernRow | Refusal], *, source: str, by: Standing, now: datetime, progress: Progress | None
) -> Report:
    if not by.has(Power.IMPORT):
        raise NotAllowed
    pack = newest_pack(Region.objects.get().pack)
    terms = Terms(source=source, by=by, now=now, pack=pack.name, pack_version=pack.version)
    gate = _Gate(by=by, categories=frozenset(category.code for category in pack.categories))
    with Tables.made(terms) as tables:
        for batch, entered in _written(iter(rows), terms=terms, tables=tables, gate=gate):
            gate.count(batch, entered=entered)
            if progress:
                progress(gate.report.read)
    _record(gate.report, terms=terms)
    return gate.report


def _written(
    rows: Iterator[ConcernRow | Refusal], *, terms: Terms, tables: Tables, gate: "_Gate"
) -> Iterator[tuple[Sequence[Numbered], frozenset[int]]]:
    """Each batch, with the numbers of the cases that entered.

    While PostgreSQL writes one batch, the thread beside reads the next but one and seals the next.
    """

    def read() -> list[ConcernRow | Refusal]:
        return list(islice(rows, BATCH))

    with ThreadPoolExecutor(max_workers=1) as beside:
        reading = beside.submit(read)
        sealing: Future[Batch] | None = None
        while batch := reading.result():
            reading = beside.submit(read)
            fresh = tables.numbered(gate.admit(batch, known=tables.known))
            sealed = beside.submit(prepared, fresh, terms=terms)
            if sealing:
                yield _write(sealing.result(), tables=tables)
            sealing = sealed
        if sealing:
            yield _write(sealing.result(), tables=tables)


def _write(batch: Batch, *, tables: Tables) -> tuple[Sequence[Numbered], frozenset[int]]:
    return batch.rows, tables.write(batch)


@dataclass
class _Gate:
    """Which rows of the file may enter, and the running report."""

    by: Standing
    categories: frozenset[str]
    report: Report = field(default_factory=Report)
    seen: set[str] = field(default_factory=set)
    places: dict[str, tuple[int, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found = Place.objects.within(self.by.area).values_list("code", "pk", "path")
        self.places = {code: (pk, path) for code, pk, path in found}

    def admit(
        self, batch: Iterable[ConcernRow | Refusal], *, known: Callable[[list[str]], set[str]]
    ) -> list[tuple[ConcernRow, tuple[int, str]]]:
        """The rows to write, each with its place's number and path. The others are counted."""
        fresh: list[ConcernRow] = []
        for row in batch:
            self.report.read += 1
            fault = row if isinstance(row, Refusal) else self._fault(row)
            if fault:
                self.report.refused.append(fault)
            elif isinstance(row, ConcernRow):
                fresh.append(row)
        there = known([row.source_id for row in fresh])
        self.report.known += len(there)
        return [(row, self.places[row.place]) for row in fresh if row.source_id not in there]

    def _fault(self, row: ConcernRow) -> Refusal | None:
        if row.source_id in self.seen:
            return Refusal(row.line, RefusalReason.REPEATED_ID)
        self.seen.add(row.source_id)
        if row.category not in self.categories:
            return Refusal(row.line, RefusalReason.UNKNOWN_CATEGORY)
        if row.place not in self.places:
            return Refusal(row.line, RefusalReason.OUTSIDE_AREA)
        return None

    def count(self, batch: Sequence[Numbered], *, entered: frozenset[int]) -> None:
        """Counts a written batch. A row that another import entered meanwhile is known."""
        report = self.report
        report.entered += len(entered)
        report.known += len(batch) - len(entered)
        report.unplaced += sum(1 for n in batch if n.case_id in entered and not n.row.is_placed)
        report.odd += sum(1 for n in batch if n.case_id in entered and n.row.has_odd_times)


def _record(report: Report, *, terms: Terms) -> None:
    kept = Import.objects.create(
        source=terms.source,
        post_id=terms.by.post_id,
        area=terms.by.area,
        at=terms.now,
        read_count=report.read,
        entered_count=report.entered,
        known_count=report.known,
        refused_count=len(report.refused),
        unplaced_count=report.unplaced,
        refused=[[r.line, r.reason.value, r.column, r.shape] for r in report.refused[:REFUSALS_KEPT]],
    )
    record(
        "cases.imported",
        by=terms.by,
        now=terms.now,
        chain=CHAIN,
        import_id=kept.pk,
        source=terms.source,
        read=report.read,
        entered=report.entered,
        known=report.known,
        refused=len(report.refused),
        unplaced=report.unplaced,
        odd=report.odd,
    )
