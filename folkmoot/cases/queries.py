"""Reads that join several models: who may handle, who may lead, how many cases stand where."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from django.db import connection
from django.db.models import CharField, Count, F, Func, Q, QuerySet, Value
from django.db.models.functions import TruncDate

from folkmoot.cases.models import Case, Hearing, Review, ReviewOutcome
from folkmoot.cases.models.case import CaseQuerySet
from folkmoot.cases.rules.counting import Counts
from folkmoot.cases.rules.reviewing import Seat, reviewing
from folkmoot.officers.models import Appointment, Post, Unit
from folkmoot.officers.queries import officer_of, posts_with, turn, unit_chain
from folkmoot.officers.rules.authority import Power, Role
from folkmoot.officers.rules.standing import Officer
from folkmoot.places.models import Place
from folkmoot.places.queries import region
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.levels import standing_of
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.reviews import Review as ReviewRule
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
    """The officer with the cases that they help with as named members. One statement."""
    held = [standing.appointment_id for standing in officer.standings]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM folkmoot_helped_cases(%s, %s)", [held, sorted(officer.barred_units)])
        rows = cursor.fetchall()
    if not rows:
        return officer
    joined: dict[int | None, set[int]] = defaultdict(set)
    for appointment_id, case_id in rows:
        joined[appointment_id].add(case_id)
    standings = (replace(each, joined=frozenset(joined.get(each.appointment_id, ()))) for each in officer.standings)
    return replace(officer, standings=tuple(standings))


def units_below(unit_id: int) -> frozenset[int]:
    """A unit and every unit under it: its chain, which never handles a complaint about it."""
    with connection.cursor() as cursor:
        cursor.execute(_UNITS_BELOW, [unit_id])
        return frozenset(row[0] for row in cursor.fetchall())


def handling_units(sight_path: str, *, category: str, pack: Pack, about_unit_id: int | None) -> list[Unit]:
    """Units that may handle a category at a place: the lowest place first, the nearest competence first.

    They begin at the lowest level that the pack lets handle the category; where none stands there or above, the lower
    ones are asked after all. A unit that is complained about and its chain are left out, and so are units without a
    post that could accept.
    """
    lineage = pack.lineage(category)
    barred = units_below(about_unit_id) if about_unit_id else frozenset()
    units = unit_chain(sight_path).prefetch_related("posts")

    def rank(unit: Unit) -> tuple[int, bool, int] | None:
        claims = [i for i, code in enumerate(lineage) if code in unit.competences]
        nearness = claims[0] if claims else (len(lineage) if "*" in unit.competences else None)
        takes_on = any(post.role in posts_with(Power.ACCEPT) for post in unit.posts.all())
        if nearness is None or not takes_on or unit.pk in barred:
            return None
        # A unit that has only reviewers stands apart: it is asked where no other may.
        return -unit.place.depth, _only_reviews(unit), nearness

    ranked = [(rank(unit), unit) for unit in units]
    found = [unit for place, unit in sorted(((r, u) for r, u in ranked if r), key=lambda pair: pair[0])]
    return _from_lowest_level(found, category=category, pack=pack) or found


def _from_lowest_level(units: list[Unit], *, category: str, pack: Pack) -> list[Unit]:
    lowest = pack.lowest_level(category).code
    if lowest == pack.levels[0].code:
        return units
    places = [level["code"] for level in reversed(region().levels)]
    standing = standing_of(lowest, levels=pack.levels, places=places)
    return [unit for unit in units if places.index(unit.place.level) >= standing]


def intake_post(units: Iterable[Unit], *, today: date) -> Post | None:
    """Who answers for a concern that came in without an officer: the lowest appointed post, else the lowest vacant one.

    A post without an appointment is a vacancy, and its work falls to the level above.
    """
    candidates = [u.pk for u in units]
    posts = Post.objects.filter(unit__in=candidates, role__in=posts_with(Power.ACCEPT)).select_related("unit__place")
    held = set(Appointment.objects.current(today).filter(post__unit__in=candidates).values_list("post_id", flat=True))
    order = {pk: i for i, pk in enumerate(candidates)}
    roles: dict[int, set[str]] = defaultdict(set)
    for post in posts:
        roles[post.unit_id].add(post.role)

    def rank(post: Post) -> tuple[bool, int, bool, int, int]:
        return post.pk not in held, order[post.unit_id], *turn(post.role, beside=roles[post.unit_id]), post.pk

    return min(posts, key=rank, default=None)


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


def reviewer_of(case: Case, review: ReviewRule, *, today: date) -> Appointment | None:
    """Who would hear a review of a case today: the nearest held post of a unit that may. None where none is left."""
    units = handling_units(
        case.sight_path, category=case.category, pack=pack_of(case), about_unit_id=case.about_unit_id
    )
    decided = _decided_by(case, review)
    hearings = Hearing.objects.filter(case=case).select_related("unit__place").prefetch_related("unit__posts")
    heard = [each.unit for each in hearings]
    seats = [_seat(unit) for unit in units]
    found = reviewing(seats, decided=_seat(decided), heard=[_seat(unit) for unit in heard], review=review)
    barred = {unit.pk for unit in heard} | {decided.pk}
    order = {seat.unit: place for place, seat in enumerate(found)}
    held = Appointment.objects.current(today).filter(
        post__unit__in=order, post__role__in=posts_with(Power.DECIDE_REVIEW)
    )
    for appointment in sorted(held.select_related("post__unit__place", "user"), key=lambda a: _nearness(a, order)):
        if _had_no_part(appointment, case, barred, today=today):
            return appointment
    return None


def next_reviewers(case: Case, *, today: date) -> list[Appointment]:
    """
    Who may take over the review that runs: the other reviewing posts of its unit.

    Where none of them is held, who would hear it next above; nobody where that is no one's either.
    """
    here = Appointment.objects.current(today).filter(
        post__unit=case.unit_id, post__role__in=posts_with(Power.DECIDE_REVIEW)
    )
    others = here.exclude(post=case.lead_post_id).select_related("post__unit__place", "user")
    barred = set(Hearing.objects.filter(case=case).exclude(unit=case.unit_id).values_list("unit", flat=True))
    free = [each for each in others.order_by("post__code", "kind") if _had_no_part(each, case, barred, today=today)]
    if free:
        return free
    running = Review.objects.filter(case=case, decided_at=None).values_list("code", flat=True).first()
    rule = next(each for each in pack_of(case).reviews if each.code == running)
    above = reviewer_of(case, rule, today=today)
    return [above] if above else []


def has_heard(case: Case, unit_id: int) -> bool:
    """Whether a unit led the case, decided about it, or helped with it."""
    return Hearing.objects.filter(case=case, unit=unit_id).exists()


def _had_no_part(appointment: Appointment, case: Case, barred: Set[int], *, today: date) -> bool:
    """All posts of the person count: nobody reviews what they led in another unit."""
    officer = officer_of(appointment.user, today=today)
    own = {standing.unit_id for standing in officer.standings}
    return case.about_unit_id not in officer.barred_units and not own & barred


def _decided_by(case: Case, review: ReviewRule) -> Unit:
    before = Review.objects.filter(
        case=case, code=review.follows or "", outcome__in=[ReviewOutcome.UPHELD, ReviewOutcome.CHANGED]
    )
    last = before.order_by("-decided_at").values_list("unit", flat=True).first()
    return Unit.objects.select_related("place").prefetch_related("posts").get(pk=last or case.unit_id)


def _seat(unit: Unit) -> Seat:
    return Seat(unit.pk, unit.place.path, is_apart=unit.parent_id is None and _only_reviews(unit))


def _nearness(appointment: Appointment, order: Mapping[int, int]) -> tuple[int, bool, bool, int]:
    """The nearest unit first, there a reviewer before others, a holder before a deputy."""
    post = appointment.post
    return order[post.unit_id], post.role != Role.REVIEWER, appointment.kind != "holder", appointment.pk


def _only_reviews(unit: Unit) -> bool:
    roles = [_ROLES.index(Role(post.role)) for post in unit.posts.all() if post.role in posts_with(Power.ACCEPT)]
    return min(roles, default=0) >= _ROLES.index(Role.REVIEWER)


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
