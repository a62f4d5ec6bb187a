"""Who is who today."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db.models import CharField, Count, Exists, F, Func, OuterRef, QuerySet, Value
from django.db.models.expressions import RawSQL

from folkmoot.officers.models import ALL, Appointment, Post, Unit, User
from folkmoot.officers.rules.authority import Power, Role, reach
from folkmoot.officers.rules.standing import Officer, Standing
from folkmoot.places.models import Place
from folkmoot.places.rules.paths import subtree

#: in the order of Standing's fields
_OF_STANDING: Final = (
    *("post_id", "post__role", "post__unit_id", "post__unit__place__path"),
    *("pk", "post__title_en", "post__title_zh"),
)
#: the number of a unit and of every unit above it
_WITH_ABOVE: Final = """ARRAY(
    WITH RECURSIVE above(id, parent_id) AS (
        SELECT first.id, first.parent_id FROM officers_unit first WHERE first.id = {unit}
        UNION
        SELECT next.id, next.parent_id FROM officers_unit next JOIN above ON next.id = above.parent_id
    )
    SELECT id FROM above
)"""


def _with_above(unit: str) -> RawSQL:
    # The column is one of ours; nothing of it comes from outside.
    return RawSQL(_WITH_ABOVE.format(unit=unit), [])  # noqa: S611


def units_above(unit_ids: Iterable[int]) -> frozenset[int]:
    """The units and every unit above them."""
    above = _with_above("officers_unit.id")
    found = Unit.objects.filter(pk__in=list(unit_ids)).values_list(above, flat=True)
    return frozenset(unit for units in found for unit in units)


def standing_of(post: Post, appointment: Appointment | None) -> Standing:
    """A post as the rules see it. Reads nothing where post.unit.place is loaded."""
    return Standing(
        post_id=post.pk,
        role=Role(post.role),
        unit_id=post.unit_id,
        area=post.unit.place.path,
        appointment_id=appointment.pk if appointment else None,
        title=post.title_en,
        title_zh=post.title_zh,
        handles_all=ALL in post.unit.competences,
    )


def officer_of(user: User, *, today: date) -> Officer:
    """The posts that a person holds or stands in for today. One statement: every page at the desk begins with it."""
    held = Appointment.objects.current(today).filter(user=user).order_by("from_on", "pk")
    rows = list(held.values_list(*_OF_STANDING, "post__unit__competences", _with_above("officers_post.unit_id")))
    standings = tuple(
        replace(Standing(post, Role(role), *rest), handles_all=ALL in competences)
        for post, role, *rest, competences, _units in rows
    )
    barred = frozenset(unit for row in rows for unit in row[-1])
    return Officer(user_id=user.pk, name=str(user), standings=standings, barred_units=barred)


def with_vacancy(posts: QuerySet[Post], *, today: date) -> QuerySet[Post]:
    """Posts with `is_vacant`: nobody holds them or stands in today."""
    return posts.annotate(is_vacant=~Exists(Appointment.objects.current(today).filter(post=OuterRef("pk"))))


def current_appointment(post_id: int, *, today: date, own: int | None = None) -> Appointment | None:
    """The appointment numbered `own` where it is one of the post's, else the holder's, else a deputy's.

    None where the post is vacant.
    """
    found = Appointment.objects.current(today).filter(post_id=post_id).select_related("post__unit__place")
    return min(found, key=lambda each: (each.pk != own, each.kind != "holder", each.from_on), default=None)


def automatic_post() -> Standing:
    """The post under which the software itself acts. Every installation has one, at the root."""
    post = Post.objects.select_related("unit__place").filter(role=Role.AUTOMATION).order_by("pk").first()
    if post is None:
        raise Post.DoesNotExist("The automatic post is missing: run `folkmoot init`.")
    return standing_of(post, None)


def unit_chain(path: str) -> QuerySet[Unit]:
    """Units at a place and at every place above it, the lowest first."""
    codes = [path[: i + 1] for i, c in enumerate(path) if c == "/"]
    return (
        Unit.objects.filter(place__path__in=codes, valid_until=None)
        .select_related("place")
        .order_by("-place__path", "pk")
    )


def posts_with(power: Power) -> list[str]:
    """The roles that have a power, for filtering posts."""
    return [role.value for role in Role if reach(role, power) is not None]


def appointed_post(unit: Unit, power: Power, *, today: date) -> Appointment | None:
    """Who in a unit may do something today: the first appointed post whose role has the power, its head last."""
    return next(iter(appointments_with(power, unit=unit, today=today)), None)


def appointments_with(power: Power, *, unit: Unit, today: date) -> list[Appointment]:
    """All in a unit who may do something today, in the order in which they are asked, with their accounts."""
    appointments = (
        Appointment.objects.current(today)
        .filter(post__unit=unit, post__role__in=posts_with(power))
        .select_related("post__unit__place", "user")
    )
    roles = {Role(each.post.role) for each in appointments}
    return sorted(appointments, key=lambda a: (*turn(a.post.role, beside=roles), a.kind != "holder", a.pk))


def turn(role: str, *, beside: Collection[str]) -> tuple[bool, int]:
    """When a post of a unit is asked: in the order of the roles, and who heads a unit after those who coordinate it."""
    is_head = role == Role.SECRETARY and Role.COORDINATOR in beside
    return is_head, list(Role).index(Role(role))


@dataclass(frozen=True)
class Staffing:
    """How many posts there are, and how many of them nobody holds or stands in for."""

    posts: int = 0
    vacant: int = 0


def staffing_below(place: Place, *, today: date) -> dict[str, Staffing]:
    """The staffing of each place right below one, with all places within it, by its code. Two statements."""
    low, high = subtree(place.path)
    posts = Post.objects.exclude(role=Role.AUTOMATION).filter(unit__valid_until=None)
    posts = posts.filter(unit__place__path__gt=low, unit__place__path__lt=high)
    part = Func(
        F("unit__place__path"),
        Value("/"),
        Value(place.depth + 2),
        function="split_part",
        output_field=CharField(),
    )
    held = posts.filter(pk__in=Appointment.objects.current(today).values("post"))
    counted = {row["below"]: row["n"] for row in held.order_by().values(below=part).annotate(n=Count("pk"))}
    return {
        row["below"]: Staffing(posts=row["n"], vacant=row["n"] - counted.get(row["below"], 0))
        for row in posts.order_by().values(below=part).annotate(n=Count("pk"))
    }
