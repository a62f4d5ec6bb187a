"""What is suggested for a text, and which earlier disputes are near a case."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import DateTimeField, ExpressionWrapper, F, Q, Sum

from folkmoot.cases.models import Case
from folkmoot.cases.rules.names import names_in
from folkmoot.lib.home import home_path
from folkmoot.officers.queries import automatic_post
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Officer
from folkmoot.officers.scope import of_post, seeing
from folkmoot.places.queries import region
from folkmoot.places.rules.paths import ancestors, subtree
from folkmoot.procedures.queries import pack_of, packs_here, published_pack
from folkmoot.procedures.rules.pack import Pack, UnknownCategoryError
from folkmoot.triage.models import Tally
from folkmoot.triage.rules.advice import Advice, State
from folkmoot.triage.rules.advice import advise as advise_by
from folkmoot.triage.rules.areas import county_of
from folkmoot.triage.rules.file_format import ModelFault, path_in, unpacked
from folkmoot.triage.rules.model import Model, Suggestion
from folkmoot.triage.rules.model import suggest as suggest_by
from folkmoot.triage.rules.nearness import Dispute, Nearness, nearest
from folkmoot.triage.rules.samples import Sample
from folkmoot.triage.rules.tallying import Counted, Line, lines_of

#: An older dispute was handled by other people under other rules.
YEARS: Final = timedelta(days=5 * 365)
#: that are compared, whatever the size of the county
CANDIDATES: Final = 600
#: what is compared of a case
_PARTS: Final = ("pk", "place_path", "pack", "pack_version", "category", "summary", "received_at")


def model() -> Model | None:
    """The model of today, None before the first training. Raises ModelFault for a file that is none."""
    path = path_in(home_path())
    try:
        changed_at = path.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    return _read(path, changed_at)


# One is in use; another one appears when somebody trains anew.
@lru_cache(maxsize=1)
def _read(path: Path, changed_at: int) -> Model:
    return unpacked(path.read_bytes())


def suggest(text: str, *, officer: Officer, among: Collection[str] | None = None) -> tuple[Suggestion, ...]:
    """At most three categories for a text, the likeliest first, with confidence and the words behind each.

    `among` are the categories that may be offered, as the case's pack has them; None offers all the model knows. There
    are none before the first training, nor for an officer who sorts no concerns. Nothing is kept of the text.
    """
    known = model() if officer.may(Power.SUMMARISE) else None
    return suggest_by(known, text, among=among) if known else ()


def advise(text: str, *, officer: Officer, pack: Pack, names: Iterable[str] = ()) -> Advice | None:
    """What may be said about the category of a text under a pack; None for an officer who sorts no concerns.

    The names of the parties are taken out first: nobody is sorted by what they are called. Nothing is kept of the text.
    """
    if not officer.may(Power.SUMMARISE):
        return None
    try:
        known = model()
    except ModelFault:
        return Advice(State.BROKEN)
    if known is None:
        return Advice(State.NO_MODEL)
    choices = {category.code for category in pack.categories}
    everywhere = choices.union(category.code for each in packs_here(region()) for category in each.categories)
    return advise_by(known, _nameless(text, names), among=choices, known=everywhere)


def _nameless(text: str, names: Iterable[str]) -> str:
    """The text with each name a gap of the same length, so that what is found keeps its place."""
    for form in sorted(names_in(text, names=names), key=len, reverse=True):
        text = re.sub(re.escape(form), lambda found: " " * len(found[0]), text, flags=re.IGNORECASE)
    return text


def tally_of(areas: Collection[str], *, since: date) -> tuple[list[Line], Line]:
    """What became of suggestions in counties that lie in one of the places, or around it; a line each, and one for all.

    `areas` are paths of places: who looks after a township reads the figures of its county, which has no smaller ones.
    """
    wanted = Q(pk__in=[])
    for path in areas:
        low, high = subtree(path)
        wanted |= Q(area__gte=low, area__lt=high) | Q(area__in=ancestors(path))
    rows = Tally.objects.filter(wanted, month__gte=since.replace(day=1)).values("month", "category", "answer")
    return lines_of(Counted(**row) for row in rows.annotate(count=Sum("count")))


def own_samples() -> list[Sample]:
    """Summary and category of every case that has a summary, which stands in clear and without names.

    Read under the automatic post. What was said stays sealed.
    """
    post = automatic_post()
    everything = Officer(user_id=0, name="", standings=(post,))
    with seeing(of_post(post)):
        found = Case.objects.visible_to(everything).exclude(summary="").order_by("pk")
        return [Sample(summary, category) for summary, category in found.values_list("summary", "category")]


@dataclass(frozen=True)
class Neighbour:
    """An earlier dispute, with its place loaded, and how near it is."""

    case: Case
    nearness: Nearness


def neighbours(case: Case, *, officer: Officer, today: date) -> tuple[Neighbour, ...]:
    """The ten nearest earlier disputes of the case's county that the officer may see, nearest first.

    Found by place, time, category and summary, among at most CANDIDATES of the last five years. Three statements.
    """
    here = region()
    zone = ZoneInfo(here.time_zone)
    found = nearest(
        _dispute(attrgetter(*_PARTS)(case), zone),
        _candidates(case, officer=officer, today=today, levels=len(here.levels), zone=zone),
    )
    cases = Case.objects.visible_to(officer).select_related("place").in_bulk([near.dispute.id for near in found])
    return tuple(Neighbour(cases[near.dispute.id], near) for near in found if near.dispute.id in cases)


def _candidates(case: Case, *, officer: Officer, today: date, levels: int, zone: tzinfo) -> Iterable[Dispute]:
    """The latest earlier ones of the township, and of the county those whose category has the same top."""
    county = county_of(case.place_path, levels=levels)
    low, high = subtree(county_of(case.place_path, levels=levels + 1))
    alike = Q(place_path__gte=low, place_path__lt=high) | Q(category__in=_family(case))
    begin = datetime.combine(today, time.min, tzinfo=zone) - YEARS
    rows = (
        Case.objects.visible_to(officer)
        .within(county)
        .filter(alike, received_at__gt=begin, received_at__lt=case.received_at)
        .exclude(pk=case.pk)
        # Not the bare column: its index would be walked through the cases of the whole province.
        .order_by(ExpressionWrapper(F("received_at") + timedelta(0), output_field=DateTimeField()).desc())
        # Objects of so many cases would take longer to make than they take to compare.
        .values_list(*_PARTS)
    )
    return (_dispute(row, zone) for row in rows[:CANDIDATES])


def _family(case: Case) -> tuple[str, ...]:
    """Every category under the same top."""
    try:
        pack = pack_of(case)
        return pack.descendants(pack.lineage(case.category)[-1])
    except UnknownCategoryError:
        return (case.category,)


# A published version never changes.
@lru_cache(maxsize=4096)
def _lineage(pack: str, version: str, category: str) -> tuple[str, ...]:
    """The category and those above it; an import may have brought one that the pack does not know."""
    try:
        return published_pack(pack, version).lineage(category)
    except UnknownCategoryError:
        return (category,)


def _dispute(parts: tuple[int, str, str, str, str, str, datetime], zone: tzinfo) -> Dispute:
    number, path, pack, version, category, summary, received_at = parts
    return Dispute(
        id=number,
        path=path,
        lineage=_lineage(pack, version, category),
        summary=summary,
        received_on=received_at.astimezone(zone).date(),
    )
