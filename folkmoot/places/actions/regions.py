"""Writing places: a region whole."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from folkmoot.ledger.actions import record
from folkmoot.lib.copying import copy_rows, draw_ids
from folkmoot.places.errors import RegionStands, RootMissing
from folkmoot.places.models import Place, Region
from folkmoot.places.rules import region as rules
from folkmoot.places.rules.outlines import Outlines
from folkmoot.places.rules.paths import path
from folkmoot.places.rules.table import Row, read_places

#: The chain of the ledger in which the tree's history stands.
CHAIN = "places"

PLACE_COLUMNS = (
    "id", "code", "name", "level", "parent_id", "path", "population", "lon", "lat", "pinyin", "initials", "aliases",
    "valid_from", "valid_until",
)  # fmt: skip


@transaction.atomic
def load_region(region: rules.Region, *, now: datetime, progress: Callable[[int], None] | None = None) -> Region:
    """
    Makes the installation's region with its places and outlines, and returns it.

    `progress` is told how many more places were written. Raises RegionStands, RootMissing, PlaceFileError,
    OutlineFileError.
    """
    if Region.objects.exists():
        raise RegionStands
    with region.places_file.open(encoding="utf-8-sig", newline="") as file:
        rows = read_places(file, levels=region.level_codes)
    if [row.code for row in rows if row.parent is None] != [region.root]:
        raise RootMissing
    ids = write_places(rows, above={}, progress=progress)
    _write_outlines(region, ids=ids)
    written = Region.objects.create(
        name=region.name,
        title_en=region.title.en,
        title_zh=region.title.zh,
        country=region.country,
        subdivision=region.subdivision,
        time_zone=region.time_zone,
        pack=region.pack,
        packs=list(region.packs),
        levels=[{"code": level.code, "en": level.title.en, "zh": level.title.zh} for level in region.levels],
        attribution_en=region.attribution.en,
        attribution_zh=region.attribution.zh,
        root_id=ids[region.root],
    )
    record("region.loaded", by=None, now=now, chain=CHAIN, region=region.name, places=len(rows))
    return written


def write_places(
    rows: Sequence[Row], *, above: Mapping[str, Place], progress: Callable[[int], None] | None = None
) -> dict[str, int]:
    """Writes new places, parents first, and returns their numbers by code; `above` are parents that stand already."""
    ids = dict(zip((row.code for row in rows), draw_ids(Place._meta.db_table, count=len(rows)), strict=True))
    cells = _cells(rows, ids=ids, above=above, progress=progress)
    copy_rows(Place._meta.db_table, columns=PLACE_COLUMNS, rows=cells)
    return ids


def _cells(
    rows: Sequence[Row], *, ids: dict[str, int], above: Mapping[str, Place], progress: Callable[[int], None] | None
) -> Iterator[tuple[Any, ...]]:
    paths = {code: place.path for code, place in above.items()}
    known = {code: place.pk for code, place in above.items()} | ids
    for row in rows:
        parent = row.parent or ""
        paths[row.code] = paths.get(parent, "") + path([row.code])
        yield (
            ids[row.code], row.code, row.name, row.level, known.get(parent), paths[row.code], row.population,
            row.lon, row.lat, row.pinyin, row.initials, "|".join(row.aliases), row.valid_from, row.valid_until,
        )  # fmt: skip
        if progress:
            progress(1)


def _write_outlines(region: rules.Region, *, ids: dict[str, int]) -> None:
    if region.outlines_file is None:
        return
    outlines = Outlines.load(region.outlines_file)
    rows = ((ids[code], json.dumps(outlines.geometry(code))) for code in outlines.codes if code in ids)
    copy_rows("places_outline", columns=("place_id", "geometry"), rows=rows)
