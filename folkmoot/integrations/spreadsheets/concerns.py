"""Concerns from a file: entered, rehearsed, or shown before."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

from folkmoot.cases.actions.importing import Progress, import_concerns, rehearse_import
from folkmoot.cases.rules.imported import ConcernRow, Refusal, Report
from folkmoot.integrations.spreadsheets.map_table import MapError, MapFault
from folkmoot.integrations.spreadsheets.mapping import concern_rows
from folkmoot.integrations.spreadsheets.placing import Placer
from folkmoot.integrations.spreadsheets.reading import Sheet, open_sheet
from folkmoot.integrations.spreadsheets.source_map import SourceMap
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.models import Region
from folkmoot.procedures.queries import newest_pack

#: How many rows a page shows before an import.
PREVIEWED: Final = 20


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a file as they would enter. It holds what residents said: show it, keep it nowhere."""

    header: tuple[str, ...]
    rows: tuple[ConcernRow | Refusal, ...]


def import_file(
    path: Path, *, source_map: SourceMap, by: Standing, now: datetime, progress: Progress | None = None
) -> Report:
    """Enters the concerns of a CSV or XLSX file, all or none, each once.

    `progress` is told how many rows were read. Raises MapError, SheetError, NotAllowed; then nothing is written.
    """
    with _rows(path, source_map=source_map) as (_, rows):
        return import_concerns(rows, source=source_map.source, by=by, now=now, progress=progress)


def rehearse_file(
    path: Path, *, source_map: SourceMap, by: Standing, now: datetime, progress: Progress | None = None
) -> Report:
    """The report that `import_file` would give, with nothing written. Raises the same."""
    with _rows(path, source_map=source_map) as (_, rows):
        return rehearse_import(rows, source=source_map.source, by=by, now=now, progress=progress)


def preview(path: Path, *, source_map: SourceMap, limit: int = PREVIEWED) -> Preview:
    """The first `limit` rows as the map reads them. Raises MapError, SheetError."""
    with _rows(path, source_map=source_map) as (sheet, rows):
        return Preview(header=sheet.header, rows=tuple(islice(rows, limit)))


@contextmanager
def _rows(path: Path, *, source_map: SourceMap) -> Iterator[tuple[Sheet, Iterator[ConcernRow | Refusal]]]:
    _check_categories(source_map)
    placer = Placer.of_region()
    with open_sheet(path) as sheet:
        yield sheet, concern_rows(sheet, source_map=source_map, placer=placer)


def _check_categories(source_map: SourceMap) -> None:
    pack = newest_pack(Region.objects.get().pack)
    known = {category.code for category in pack.categories}
    rule = source_map.category
    if rule.default and rule.default not in known:
        key = "category.default" if rule.column else "category.always"
        raise MapError(key, MapFault.UNKNOWN_CATEGORY, value=rule.default)
    for value, code in rule.values.items():
        if code not in known:
            raise MapError(f'category.values."{value}"', MapFault.UNKNOWN_CATEGORY, value=code)
