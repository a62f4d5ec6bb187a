"""Units follow their places through mergers and moves, with their posts and whoever holds them."""

from datetime import datetime

from django.db import transaction

from folkmoot.ledger.actions import record
from folkmoot.officers.actions.units import CHAIN, unit_code
from folkmoot.officers.models import Unit
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.models import Place
from folkmoot.places.rules.paths import ancestors, code


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
