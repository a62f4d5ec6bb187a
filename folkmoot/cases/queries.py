"""Reads that join several models: who may handle, who may lead, how many cases stand where."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from django.db import connection
from django.db.models import CharField, Count, F, Func, Q, QuerySet, Value
from django.db.models.functions import TruncDate

from folkmoot.cases.models import Case
from folkmoot.cases.models.case import CaseQuerySet
from folkmoot.cases.rules.counting import Counts
from folkmoot.officers.models import Appointment, Post, Unit
from folkmoot.officers.queries import posts_with, unit_chain
from folkmoot.officers.rules.authority import Power, Role
from folkmoot.officers.rules.standing import Officer
from folkmoot.places.models import Place
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.steps import Step

NEW: Final = timedelta(days=7)
SOON: Final = timedelta(days=3)
LATELY: Final = timedelta(days=30)

_UNITS_BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT %s::bigint
    UNION
    SELECT u.id FROM officers_unit u JOIN below ON u.parent_id = below.id
)
SELECT id FROM below
"""
_ROLES = list(Role)


def with_joined_cases(officer: Officer) -> Officer:
    """The officer with the cases that their posts help with as named members. One statement."""
    posts = [standing.post_id for standing in officer.standings]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM folkmoot_joined_cases(%s, %s)", [posts, sorted(officer.barred_units)])
        rows = cursor.fetchall()
    if not rows:
        return officer
    joined: dict[int, set[int]] = defaultdict(set)
    for post_id, case_id in rows:
        joined[post_id].add(case_id)
    standings = (replace(each, joined=frozenset(joined.get(each.post_id, ()))) for each in officer.standings)
    return replace(officer, standings=tuple(standings))


def units_below(unit_id: int) -> frozenset[int]:
    """A unit and every unit under it: its chain, which never handles a complaint about it."""
    with connection.cursor() as cursor:
        cursor.execute(_UNITS_BELOW, [unit_id])
        return frozenset(row[0] for row in cursor.fetchall())


def handling_units(sight_path: str, *, category: str, pack: Pack, about_unit_id: int | None) -> list[Unit]:
    """Units that may handle a category at a place: the lowest place first, the nearest competence first.

    A unit that is complained about and its chain are left out, and so are units without a post that could accept.
    """
    lineage = pack.lineage(category)
    barred = units_below(about_unit_id) if about_unit_id else frozenset()
    units = unit_chain(sight_path).prefetch_related("posts")

    def rank(unit: Unit) -> tuple[int, int, int] | None:
        claims = [i for i, code in enumerate(lineage) if code in unit.competences]
        nearness = claims[0] if claims else (len(lineage) if "*" in unit.competences else None)
        roles = [_ROLES.index(Role(p.role)) for p in unit.posts.all() if p.role in posts_with(Power.ACCEPT)]
        if nearness is None or not roles or unit.pk in barred:
            return None
        # A unit that has only reviewers stands apart: it is asked where no other may.
        only_reviews = int(min(roles) >= _ROLES.index(Role.REVIEWER))
        return -unit.place.depth, only_reviews, nearness

    ranked = [(rank(unit), unit) for unit in units]
    return [unit for place, unit in sorted(((r, u) for r, u in ranked if r), key=lambda pair: pair[0])]


def intake_post(units: Iterable[Unit], *, today: date) -> Post | None:
    """Who answers for a concern that came in without an officer: the lowest appointed post, else the lowest vacant one.

    A post without an appointment is a vacancy, and its work falls to the level above.
    """
    candidates = [u.pk for u in units]
    posts = Post.objects.filter(unit__in=candidates, role__in=posts_with(Power.ACCEPT)).select_related("unit__place")
    held = set(Appointment.objects.current(today).filter(post__unit__in=candidates).values_list("post_id", flat=True))
    order = {pk: i for i, pk in enumerate(candidates)}
    ranked = sorted(posts, key=lambda p: (p.pk not in held, order[p.unit_id], _ROLES.index(Role(p.role)), p.pk))
    return ranked[0] if ranked else None


def possible_leads(case: Case, *, today: date, within: Unit | None = None) -> QuerySet[Appointment]:
    """Appointments that could lead a case today, at its place or above, or in one unit alone."""
    codes = [case.sight_path[: i + 1] for i, c in enumerate(case.sight_path) if c == "/"]
    found = (
        Appointment.objects.current(today)
        .filter(post__role__in=posts_with(Power.PROPOSE), post__unit__place__path__in=codes)
        .select_related("post__unit__place", "user")
        .order_by("-post__unit__place__path", "post__code", "kind")
    )
    if within is not None:
        found = found.filter(post__unit=within)
    if case.about_unit_id:
        found = found.exclude(post__unit__in=units_below(case.about_unit_id))
    return found


def counts_below(cases: CaseQuerySet, place: Place, *, now: datetime, zone: tzinfo) -> dict[str, Counts]:
    """
    Counts of the given cases by the code of the place right below `place` that they lie in, "" for `place` itself.

    Two statements: the open ones, which an index of theirs answers alone, and those that were closed lately.
    """
    found = (cases if place.parent_id is None else cases.within(place.path)).order_by()
    parts: dict[str, list[Counts]] = defaultdict(list)
    for code, counts in (*_open(found, place, now=now, zone=zone), *_lately(found, place, now=now)):
        parts[code].append(counts)
    return {code: Counts.total(several) for code, several in parts.items()}


def _part_of(place: Place) -> Func:
    return Func(F("place_path"), Value("/"), Value(place.depth + 2), function="split_part", output_field=CharField())


def _open(cases: CaseQuerySet, place: Place, *, now: datetime, zone: tzinfo) -> Iterator[tuple[str, Counts]]:
    """The open cases of each place below and each day of receipt, which give both counts and ages without sorting."""
    today = now.astimezone(zone).date()
    for row in (
        cases.open()
        .values(code=_part_of(place), day=TruncDate("received_at", tzinfo=zone))
        .annotate(
            n=Count("pk"),
            overdue=Count("pk", filter=Q(due_at__lt=now)),
            soon=Count("pk", filter=Q(due_at__gte=now, due_at__lt=now + SOON)),
            waiting=Count("pk", filter=Q(step__in=[Step.WAITING, Step.PROPOSED])),
            new=Count("pk", filter=Q(received_at__gt=now - NEW)),
        )
    ):
        yield (
            row["code"],
            Counts(
                open=row["n"],
                overdue=row["overdue"],
                soon=row["soon"],
                waiting=row["waiting"],
                new=row["new"],
                ages=Counter({(today - row["day"]).days: row["n"]}),
            ),
        )


def _lately(cases: CaseQuerySet, place: Place, *, now: datetime) -> Iterator[tuple[str, Counts]]:
    for row in (
        cases.filter(closed_at__gt=now - LATELY)
        .values(code=_part_of(place))
        .annotate(n=Count("pk"), new=Count("pk", filter=Q(received_at__gt=now - NEW)))
    ):
        yield row["code"], Counts(closed=row["n"], new=row["new"])
