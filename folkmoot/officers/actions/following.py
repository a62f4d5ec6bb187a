"""Units follow their places through mergers, moves and new names, with their posts and whoever holds them."""

from datetime import datetime

from django.db import transaction

from folkmoot.ledger.actions import record
from folkmoot.officers.actions.units import CHAIN, unit_code
from folkmoot.officers.models import Unit
from folkmoot.officers.rules.naming import renamed
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.models import Place, PlaceChange
from folkmoot.places.rules.paths import ancestors, code
from folkmoot.places.rules.pinyin import reading
from folkmoot.places.rules.spelling import spelled


@transaction.atomic
def follow_merger(place_code: str, *, by: Standing, now: datetime) -> int:
    """The units of a merged place go on at the place that took it in; returns how many there were.

    Whoever leads a case keeps sight of it. Which of two committees stays is for an administrator to say.
    """
    place = Place.objects.select_related("merged_into").get(code=place_code)
    if place.merged_into is None:
        return 0
    moved = Unit.objects.filter(place=place).update(place=place.merged_into)
    if moved:
        record("units.followed", by=by, now=now, chain=CHAIN, place=place.merged_into.code, units=moved)
    return moved


@transaction.atomic
def follow_rename(place_code: str, *, by: Standing, now: datetime) -> int:
    """The units of a place bear its name of today in their titles; returns how many had another one there."""
    place = Place.objects.select_for_update().get(code=place_code)
    names = [place.name, *PlaceChange.objects.filter(place=place).values_list("name", flat=True)]
    in_latin = [_latin(name) for name in names]
    changed = 0
    for unit in Unit.objects.filter(place=place):
        # A title made before English ones were spelled in Latin letters holds the Chinese name.
        en = renamed(unit.title_en, known=[*names, *in_latin], name=in_latin[0] or place.name)
        zh = renamed(unit.title_zh, known=names, name=place.name)
        if (en, zh) != (unit.title_en, unit.title_zh):
            Unit.objects.filter(pk=unit.pk).update(title_en=en, title_zh=zh)
            changed += 1
    if changed:
        record("units.followed", by=by, now=now, chain=CHAIN, place=place.code, units=changed)
    return changed


@transaction.atomic
def follow_move(place_code: str, *, by: Standing, now: datetime) -> int:
    """The units of a moved place get the like unit at the nearest new place above as their parent; returns how many.

    A complaint about the new township then bars the village's committee, and one about the old township no longer does.
    """
    place = Place.objects.get(code=place_code)
    nearest_first = [code(path) for path in reversed(ancestors(place.path))]
    changed = 0
    for unit in Unit.objects.filter(place=place, parent__isnull=False).select_related("parent__place"):
        if unit.parent is None or unit.parent.place_id == place.pk:
            continue
        kind = unit.parent.code.partition(".")[2]
        like = {u.code: u for u in Unit.objects.filter(code__in=[unit_code(c, kind) for c in nearest_first])}
        heir = next((like[unit_code(c, kind)] for c in nearest_first if unit_code(c, kind) in like), None)
        if heir is not None and heir.pk != unit.parent_id:
            Unit.objects.filter(pk=unit.pk).update(parent=heir)
            changed += 1
    if changed:
        record("units.followed", by=by, now=now, chain=CHAIN, place=place.code, units=changed)
    return changed


def _latin(name: str) -> str:
    read = reading(name)
    return spelled(name, pinyin=read.pinyin, initials=read.initials)
