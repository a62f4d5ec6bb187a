"""What is known that may explain more cases at a place: read once, when a signal is raised."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Min, Q

from folkmoot.cases.models import Import
from folkmoot.earlywarning.models import Campaign
from folkmoot.earlywarning.rules.known_reasons import BEFORE, KnownReason, ReasonKind, is_near
from folkmoot.officers.models import Unit
from folkmoot.places.models import PlaceChange
from folkmoot.places.queries import region, zone
from folkmoot.places.rules.paths import subtree
from folkmoot.procedures.queries import newest_pack
from folkmoot.procedures.rules.clocks import local_day


def known_reasons(path: str, *, group: str, since: date, until: date) -> list[KnownReason]:
    """Those that lie in a window or shortly before it, the newest first. Five statements."""
    near = {"since": since, "until": until}
    found = [
        *_imports(path, **near),
        *_openings(path, **near),
        *_campaigns(path, group=group, **near),
        *_changes(path, **near),
        *_procedures(**near),
    ]
    return sorted(found, key=lambda reason: (reason.on, reason.kind, reason.of), reverse=True)


def as_data(reason: KnownReason) -> dict[str, Any]:
    """As a signal keeps it."""
    return {"kind": reason.kind.value, "on": reason.on.isoformat(), "of": reason.of, "title": reason.title}


def _imports(path: str, *, since: date, until: date) -> Iterator[KnownReason]:
    here = zone()
    for pk, area, at, entered in Import.objects.values_list("pk", "area", "at", "entered_count"):
        on = local_day(at, zone=here)
        if entered and _touches(area, path) and is_near(on, since=since, until=until):
            yield KnownReason(ReasonKind.IMPORT, on, pk)


def _openings(path: str, *, since: date, until: date) -> Iterator[KnownReason]:
    low, high = subtree(path)
    units = Unit.objects.filter(place__path__gte=low, place__path__lt=high, valid_until=None)
    first = units.annotate(first_on=Min("posts__appointments__from_on"))
    opened = first.filter(first_on__range=(since - BEFORE, until)).order_by("place__path", "pk")
    # One line for the highest of them: a new county opens all its villages.
    for pk, on in opened.values_list("pk", "first_on")[:1]:
        yield KnownReason(ReasonKind.OFFICE_OPENED, on, pk)


def _campaigns(path: str, *, group: str, since: date, until: date) -> Iterator[KnownReason]:
    about = Campaign.objects.filter(Q(topic="") | Q(topic=group), from_on__lte=until).select_related("place")
    for each in about:
        if _touches(each.place.path, path) and is_near(each.from_on, since=since, until=until, ended_on=each.until_on):
            yield KnownReason(ReasonKind.CAMPAIGN, each.from_on, each.pk, each.title)


def _changes(path: str, *, since: date, until: date) -> Iterator[KnownReason]:
    # A renaming moves no case.
    changed = PlaceChange.objects.exclude(kind="renamed").filter(until_on__range=(since - BEFORE, until))
    for pk, old, now, heir, on in changed.values_list(
        "pk", "path", "place__path", "place__merged_into__path", "until_on"
    ):
        if any(_touches(each, path) for each in (old, heir or now)):
            yield KnownReason(ReasonKind.PLACE_CHANGED, on, pk)
            return


def _procedures(*, since: date, until: date) -> Iterator[KnownReason]:
    pack = newest_pack(region().pack)
    if is_near(pack.in_force_from, since=since, until=until):
        yield KnownReason(ReasonKind.NEW_PROCEDURE, pack.in_force_from, 0, f"{pack.name}/{pack.version}")


def _touches(area: str, path: str) -> bool:
    return area.startswith(path) or path.startswith(area)
