"""Cases into a table that a spreadsheet opens without running anything."""

import csv
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.writer.excel import save_workbook

from folkmoot.cases.actions.exporting import EVERY, ExportedCase, Selection, export_cases
from folkmoot.integrations.spreadsheets.formats import TableFormat
from folkmoot.lib.formulas import guard_row
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.models import Region

HEADER: Final = tuple(field.name for field in fields(ExportedCase))

WriteRow = Callable[[Sequence[object]], object]


def export_file(
    path: Path,
    *,
    kind: TableFormat,
    by: Standing,
    within: str,
    now: datetime,
    selection: Selection = EVERY,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Writes the cases within a place (by path), or a selection of them, to a new file and returns how many.

    Times are the region's. The file appears whole or not at all, readable by its owner alone. `progress` is told of
    each case. Raises NotAllowed, OSError, FileExistsError.
    """
    if path.exists():
        raise FileExistsError(path)
    zone = ZoneInfo(Region.objects.get().time_zone)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as unfinished:
        written = Path(unfinished.name)
    try:
        with _OPEN[kind](written) as write_row:
            write_row(HEADER)
            write = partial(_write, write_row, zone, progress)
            count = export_cases(write, by=by, within=within, now=now, kind=kind, selection=selection)
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)
    return count


def _write(write_row: WriteRow, zone: tzinfo, progress: Callable[[int], None], case: ExportedCase) -> None:
    values = (getattr(case, name) for name in HEADER)
    # XLSX knows no zones.
    local = [v.astimezone(zone).replace(tzinfo=None, microsecond=0) if isinstance(v, datetime) else v for v in values]
    write_row(guard_row(local))
    progress(1)


@contextmanager
def _csv(path: Path) -> Iterator[WriteRow]:
    # With a byte order mark, or Excel takes it for an old code page.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        yield csv.writer(file).writerow
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _xlsx(path: Path) -> Iterator[WriteRow]:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("cases")
    yield lambda row: sheet.append(list(row))
    save_workbook(book, path)


_OPEN: Final = {TableFormat.CSV: _csv, TableFormat.XLSX: _xlsx}
