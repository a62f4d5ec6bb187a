"""What happens to one place: renamed, moved, merged, ended. What it was before is kept; cases are not rewritten."""

from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from folkmoot.ledger.actions import record
from folkmoot.places.actions.regions import CHAIN
from folkmoot.places.errors import LevelNotBelow, MayNotKeepPlaces, PlaceGone, RootStays, StillHasPlaces, WithinItself
from folkmoot.places.models import Place, PlaceChange, Region
from folkmoot.places.rules.paths import path
from folkmoot.places.rules.pinyin import reading


class Keeper(Protocol):
    """Who acts: a post with its appointment, which knows where it may keep places. None is the operator's command."""

    @property
    def post_id(self) -> int | None: ...
    @property
    def appointment_id(self) -> int | None: ...
    def keeps_places_at(self, path: str, /) -> bool: ...


class Change(StrEnum):
    """What befell a place."""

    RENAMED = "renamed"
    MOVED = "moved"
    MERGED = "merged"
    ENDED = "ended"


@transaction.atomic
def rename(place: Place, *, name: str, on: date, by: Keeper | None, now: datetime, reason: str = "") -> Place:
    """The place under its new name; it is found by its old one too. Raises MayNotKeepPlaces, PlaceGone."""
    current = _locked(place, by=by)
    _keep(current, kind=Change.RENAMED, on=on, reason=reason)
    read = reading(name)
    current.aliases = "|".join(dict.fromkeys([*filter(None, current.aliases.split("|")), current.name]))
    current.name, current.pinyin, current.initials = name, read.pinyin, read.initials
    current.save(update_fields=["name", "pinyin", "initials", "aliases"])
    record("place.renamed", by=by, now=now, chain=CHAIN, place=current.code, on=on.isoformat())
    return current


@transaction.atomic
def move(place: Place, *, parent: Place, on: date, by: Keeper | None, now: datetime, reason: str = "") -> Place:
    """
    The place below another one, and all within it with it.

    Raises MayNotKeepPlaces, PlaceGone, RootStays, WithinItself, LevelNotBelow.
    """
    current, above = _locked(place, by=by), _locked(parent, by=by)
    _require_not_root(current)
    if above.path.startswith(current.path):
        raise WithinItself(code=current.code)
    _require_below(current, above=above)
    _shift(current, above=above, on=on, reason=reason)
    record_move(current, old=current.path, above=above, by=by, now=now)
    return Place.objects.get(pk=current.pk)


@transaction.atomic
def merge(place: Place, *, into: Place, on: date, by: Keeper | None, now: datetime, reason: str = "") -> Place:
    """
    The place that took another one in. What lay in the other lies in it; the other's name finds it.

    Raises MayNotKeepPlaces, PlaceGone, RootStays, WithinItself, LevelNotBelow.
    """
    current, heir = _locked(place, by=by), _locked(into, by=by)
    _require_not_root(current)
    if heir.path.startswith(current.path):
        raise WithinItself(code=current.code)
    for child in current.children.filter(merged_into=None, valid_until=None).order_by("code"):
        _require_below(child, above=heir)
        _shift(child, above=heir, on=on, reason=reason)
    _keep(current, kind=Change.MERGED, on=on, reason=reason)
    # Whoever was merged into it before goes on with it: one step always leads to a place that exists.
    Place.objects.filter(merged_into=current).update(merged_into=heir)
    Place.objects.filter(pk=current.pk).update(merged_into=heir, valid_until=on)
    record("place.merged", by=by, now=now, chain=CHAIN, place=current.code, into=heir.code, on=on.isoformat())
    return Place.objects.get(pk=heir.pk)


@transaction.atomic
def end(place: Place, *, on: date, by: Keeper | None, now: datetime, reason: str = "") -> Place:
    """The place with its last day. Raises MayNotKeepPlaces, PlaceGone, RootStays, StillHasPlaces."""
    current = _locked(place, by=by)
    _require_not_root(current)
    if current.children.filter(merged_into=None, valid_until=None).exists():
        raise StillHasPlaces(code=current.code)
    _keep(current, kind=Change.ENDED, on=on, reason=reason)
    current.valid_until = on
    current.save(update_fields=["valid_until"])
    record("place.ended", by=by, now=now, chain=CHAIN, place=current.code, on=on.isoformat())
    return current


def record_move(place: Place, *, old: str, above: Place, by: Keeper | None, now: datetime) -> None:
    """Records that a place and all within it have another path."""
    record("place.moved", by=by, now=now, chain=CHAIN, place=place.code, old=old, new=above.path + path([place.code]))


def lock_tree() -> None:
    """Waits until nobody else changes the tree; paths are rewritten whole subtrees at a time."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE places_place IN SHARE ROW EXCLUSIVE MODE")


def _locked(place: Place, *, by: Keeper | None) -> Place:
    lock_tree()
    current = Place.objects.get(pk=place.pk)
    if current.merged_into_id is not None or current.valid_until is not None:
        raise PlaceGone(code=current.code)
    require_keeper(by, path=current.path)
    return current


def require_keeper(by: Keeper | None, *, path: str) -> None:
    """Raises MayNotKeepPlaces unless the post may change places there."""
    if by is not None and not by.keeps_places_at(path):
        raise MayNotKeepPlaces


def _require_not_root(place: Place) -> None:
    if place.parent_id is None:
        raise RootStays(code=place.code)


def _require_below(place: Place, *, above: Place) -> None:
    levels = [level["code"] for level in Region.objects.get().levels]
    if levels.index(place.level) <= levels.index(above.level):
        raise LevelNotBelow(code=place.code)


def _keep(place: Place, *, kind: Change, on: date, reason: str) -> None:
    PlaceChange.objects.create(
        place=place, kind=kind.value, name=place.name, path=place.path, until_on=on, reason=reason
    )


def _shift(place: Place, *, above: Place, on: date, reason: str) -> None:
    """Puts a place and all within it below another one, keeping where each was."""
    subtree = Place.objects.within(place.path)
    PlaceChange.objects.bulk_create(
        PlaceChange(place_id=pk, kind=Change.MOVED.value, name=name, path=old, until_on=on, reason=reason)
        for pk, name, old in subtree.values_list("pk", "name", "path")
    )
    new = above.path + path([place.code])
    subtree.update(path=Concat(Value(new), Substr(F("path"), len(place.path) + 1)))
    Place.objects.filter(pk=place.pk).update(parent=above)
