"""Who takes warnings at each level, and what stands where."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from django.db import connection, models

from folkmoot.cases.models import Case
from folkmoot.cases.models.case import CaseQuerySet
from folkmoot.earlywarning.models import CaseWarning
from folkmoot.earlywarning.rules.climbing import Rung
from folkmoot.earlywarning.rules.kinds import Colour
from folkmoot.officers.models import ALL, Appointment, Post, Unit
from folkmoot.officers.queries import turn
from folkmoot.officers.rules.authority import Power, Reach, Role, reach
from folkmoot.officers.rules.standing import Officer
from folkmoot.places.models import Place

#: Roles that take the warnings of a whole area, the first one first.
IN_CHARGE: Final = tuple(
    role for role in sorted(Role, key=partial(turn, beside=list(Role))) if reach(role, Power.TAKE_WARNING) is Reach.AREA
)

_ABOVE: Final = """
WITH RECURSIVE above (id) AS (
    SELECT unnest(%s::bigint[])
    UNION
    SELECT u.parent_id FROM officers_unit u JOIN above ON u.id = above.id WHERE u.parent_id IS NOT NULL
)
SELECT u.id, u.parent_id, p.path FROM above
JOIN officers_unit u ON u.id = above.id JOIN places_place p ON p.id = u.place_id
"""


@dataclass(frozen=True)
class Ladder:
    """Units with those above them, and who takes warnings in each today."""

    parents: dict[int, int | None]
    paths: dict[int, str]
    posts: dict[int, int]

    def from_unit(self, unit_id: int) -> Iterator[Rung]:
        """The unit itself and all above it, the lowest first."""
        at: int | None = unit_id
        while at is not None:
            yield Rung(at, self.paths[at], self.posts.get(at))
            at = self.parents[at]

    def above(self, unit_id: int) -> Iterator[Rung]:
        """Those above a unit, the lowest first."""
        rungs = self.from_unit(unit_id)
        next(rungs)
        return rungs


def ladder(unit_ids: Iterable[int], *, today: date) -> Ladder:
    """The chains of these units. Two statements, however many they are."""
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, [sorted(set(unit_ids))])
        rows = cursor.fetchall()
    held = Appointment.objects.current(today).filter(
        post__unit__in=[unit for unit, _parent, _path in rows], post__role__in=[role.value for role in IN_CHARGE]
    )
    candidates: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for unit, post, role in held.values_list("post__unit_id", "post_id", "post__role"):
        candidates[unit].append((IN_CHARGE.index(Role(role)), post))
    return Ladder(
        parents={unit: parent for unit, parent, _path in rows},
        paths={unit: path for unit, _parent, path in rows},
        posts={unit: min(found)[1] for unit, found in candidates.items()},
    )


def held_posts(post_ids: Iterable[int], *, today: date) -> frozenset[int]:
    """Which of these posts somebody holds or stands in for today."""
    found = Appointment.objects.current(today).filter(post__in=set(post_ids))
    return frozenset(found.values_list("post_id", flat=True))


def units_in_charge(areas: Iterable[str]) -> dict[str, int]:
    """The unit at each of these places whose posts take the warnings of the whole area.

    Only one that handles every matter: no warning of a place goes to a department, and so none to the police.
    """
    posts = Post.objects.filter(
        unit__place__path__in=set(areas),
        unit__valid_until=None,
        unit__competences__contains=[ALL],
        role__in=[role.value for role in IN_CHARGE],
    )
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for path, role, unit in posts.values_list("unit__place__path", "role", "unit_id"):
        found[path].append((IN_CHARGE.index(Role(role)), unit))
    return {path: min(units)[1] for path, units in found.items()}


def unit_paths(unit_ids: Iterable[int]) -> dict[int, str]:
    """The path of the place of each unit."""
    return dict(Unit.objects.filter(pk__in=set(unit_ids)).values_list("pk", "place__path"))


#: how many warnings a digest shows; the rest is counted
SHOWN: Final = 50
#: 0 for red, and so on
BY_URGENCY: Final = models.Case(
    *(models.When(colour=colour.value, then=place) for place, colour in enumerate(reversed(Colour))),
    output_field=models.IntegerField(),
)


@dataclass(frozen=True)
class Digest:
    """What waits for one officer: warnings with case, post and unit, and how many came in their area, by colour."""

    to_take: list[CaseWarning]
    #: how many wait, also beyond those shown
    waiting: int
    #: taken by a post of theirs, and still true
    taken: list[CaseWarning]
    #: raised since this time yesterday
    news: Counter[str]


def warnings_to_take(officer: Officer, *, limit: int = SHOWN) -> list[CaseWarning]:
    """Those that name a post of the officer, the most urgent first, as the running scope sees them. One statement."""
    found = CaseWarning.objects.to_take(officer).filter(case__in=Case.objects.visible_to(officer))
    return list(loaded(found)[:limit])


def digest_of(officer: Officer, *, now: datetime) -> Digest:
    """The digest of one officer, under their own scope. Four statements."""
    seen = CaseWarning.objects.open().filter(case__in=Case.objects.visible_to(officer))
    posts = [standing.post_id for standing in officer.standings]
    news = seen.filter(raised_at__gt=now - timedelta(days=1)).order_by().values_list("colour")
    return Digest(
        to_take=warnings_to_take(officer),
        waiting=seen.filter(post__in=posts, taken_at=None).count(),
        taken=list(loaded(seen.filter(taken_by__in=posts))[:SHOWN]),
        news=Counter(dict(news.annotate(count=models.Count("pk")))),
    )


def loaded(found: models.QuerySet[CaseWarning]) -> models.QuerySet[CaseWarning]:
    """With case, place, post, unit and taker; the most urgent first, then what climbs first."""
    return found.select_related("case__place", "post", "unit", "taken_by").order_by(BY_URGENCY, "climbs_at", "pk")


def warned_below(cases: CaseQuerySet, place: Place) -> dict[str, int]:
    """How many of these cases an open warning speaks of, by the code right below a place, "" for the place itself."""
    found = cases if place.parent_id is None else cases.within(place.path)
    warned = found.filter(warnings__isnull=False, warnings__ended_at=None).order_by()
    part = models.Func(
        *(models.F("place_path"), models.Value("/"), models.Value(place.depth + 2)),
        function="split_part",
        output_field=models.CharField(),
    )
    return dict(warned.values_list(part).annotate(models.Count("pk", distinct=True)))
