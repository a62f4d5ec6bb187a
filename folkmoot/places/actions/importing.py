"""Bringing the tree to what a file of places says, all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from folkmoot.ledger.actions import record
from folkmoot.places.actions.changes import Keeper, end, lock_tree, merge, move, rename, require_keeper
from folkmoot.places.actions.regions import CHAIN, write_places
from folkmoot.places.errors import LevelNotBelow, RootMissing
from folkmoot.places.models import Place, Region
from folkmoot.places.rules.table import Row

#: What is taken over without a history, where the file says it.
FACTS = ("population", "lon", "lat", "valid_from")


@dataclass(frozen=True)
class Imported:
    """How many places were added, renamed, moved, merged and ended, or had only facts such as population corrected."""

    added: int
    renamed: int
    moved: int
    merged: int
    ended: int
    corrected: int


@transaction.atomic
def import_places(rows: Sequence[Row], *, on: date, by: Keeper | None, now: datetime) -> Imported:
    """
    Brings the tree to the rows of a file, as `read_places` gives them; places that it does not name stay as they are.

    A name, parent or successor that differs counts from `on`, or from the row's `valid_until` where it ends. A second
    import of the same file changes nothing. Raises MayNotKeepPlaces, RootMissing, LevelNotBelow, PlaceGone, RootStays,
    WithinItself, StillHasPlaces.
    """
    lock_tree()
    standing = {place.code: place for place in Place.objects.all()}
    added = _add([row for row in rows if row.code not in standing], standing=standing, by=by, now=now)
    known = [row for row in rows if row.code in standing]
    going = [row for row in known if row.valid_until is not None and standing[row.code].valid_until is None]
    staying = [row for row in known if row.valid_until is None and standing[row.code].valid_until is None]
    parents = dict(Place.objects.values_list("code", "parent__code"))
    new_names = [row for row in staying if row.name != standing[row.code].name]
    new_parents = [row for row in staying if row.parent != parents[row.code]]
    for row in new_names:
        rename(standing[row.code], name=row.name, on=on, by=by, now=now)
    for row in new_parents:
        move(standing[row.code], parent=_parent(row), on=on, by=by, now=now)
    # From the leaves up: what lies in an ending place may end with it.
    merged = sum(_merge(row, by=by, now=now) for row in reversed(going))
    ended = sum(_end(row, by=by, now=now) for row in reversed(going))
    corrected = _correct(staying, standing=standing)
    return Imported(
        added=added, renamed=len(new_names), moved=len(new_parents), merged=merged, ended=ended, corrected=corrected
    )


def _add(rows: Sequence[Row], *, standing: dict[str, Place], by: Keeper | None, now: datetime) -> int:
    levels = [level["code"] for level in Region.objects.get().levels]
    for row in rows:
        if row.parent is None:
            raise RootMissing(code=row.code)
        above = standing.get(row.parent)
        if above is None:
            continue
        require_keeper(by, path=above.path)
        if levels.index(row.level) <= levels.index(above.level):
            raise LevelNotBelow(code=row.code)
    if rows:
        write_places(rows, above=standing)
        record("place.added", by=by, now=now, chain=CHAIN, places=[row.code for row in rows])
    return len(rows)


def _parent(row: Row) -> Place:
    if row.parent is None:
        raise RootMissing(code=row.code)
    return Place.objects.get(code=row.parent)


def _merge(row: Row, *, by: Keeper | None, now: datetime) -> bool:
    if row.merged_into is None or row.valid_until is None:
        return False
    place, into = Place.objects.get(code=row.code), Place.objects.get(code=row.merged_into)
    merge(place, into=into, on=row.valid_until, by=by, now=now)
    return True


def _end(row: Row, *, by: Keeper | None, now: datetime) -> bool:
    if row.merged_into is not None or row.valid_until is None:
        return False
    end(Place.objects.get(code=row.code), on=row.valid_until, by=by, now=now)
    return True


def _correct(rows: Sequence[Row], *, standing: dict[str, Place]) -> int:
    changed = []
    for row in rows:
        place = standing[row.code]
        said = {name: getattr(row, name) for name in FACTS if getattr(row, name) is not None}
        if any(getattr(place, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(place, name, value)
            changed.append(place)
    return Place.objects.bulk_update(changed, FACTS, batch_size=500)
