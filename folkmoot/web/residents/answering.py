"""Who answers for a place, by the posts of its units; and to whom a complaint about a unit goes, past it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from folkmoot.cases.queries import handling_units, intake_post
from folkmoot.cases.rules.sight import sight_path
from folkmoot.officers.models import Appointment, Post, Unit
from folkmoot.officers.queries import posts_with
from folkmoot.officers.rules.authority import Power, Role
from folkmoot.places.models import Place
from folkmoot.procedures.rules.pack import Pack
from folkmoot.web.words import wording

_ROLES: Final = list(Role)


@dataclass(frozen=True)
class Seat:
    """A post that takes concerns on, and who holds it or stands in today; "" where nobody does."""

    post: Post
    holder: str


@dataclass(frozen=True)
class Desk:
    """A unit of a place: its seats, what it handles ("" is everything), and who takes complaints about it."""

    unit: Unit
    seats: tuple[Seat, ...]
    matters: tuple[str, ...]
    #: takes what comes in while nobody sits here; None where somebody does
    falls_to: Post | None
    past: Unit | None

    @property
    def mediators(self) -> tuple[Seat, ...]:
        """Those among the seats who mediate."""
        return tuple(seat for seat in self.seats if seat.post.role == Role.MEDIATOR)

    @property
    def others(self) -> tuple[Seat, ...]:
        """The other seats."""
        return tuple(seat for seat in self.seats if seat.post.role != Role.MEDIATOR)


def desks_of(place: Place, *, pack: Pack, today: date) -> list[Desk]:
    """The units at a place that take concerns on."""
    units = Unit.objects.filter(place=place, valid_until=None).select_related("place").order_by("pk")
    seats = _seats(units, today=today)
    return [_desk(unit, place, seats[unit.pk], pack=pack, today=today) for unit in units if unit.pk in seats]


def _seats(units: Iterable[Unit], *, today: date) -> dict[int, list[Seat]]:
    """By unit, in the order of the roles. Two statements."""
    posts = Post.objects.filter(unit__in=units, role__in=posts_with(Power.ACCEPT)).select_related("unit")
    current = Appointment.objects.current(today).filter(post__in=posts).select_related("user").order_by("kind")
    # Holders come last and win over deputies: "deputy" sorts before "holder".
    holders = {each.post_id: str(each.user) for each in current}
    found: dict[int, list[Seat]] = {}
    for post in sorted(posts, key=lambda p: (_ROLES.index(Role(p.role)), p.pk)):
        found.setdefault(post.unit_id, []).append(Seat(post, holders.get(post.pk, "")))
    return found


def _desk(unit: Unit, place: Place, seats: list[Seat], *, pack: Pack, today: date) -> Desk:
    codes = [code for code in unit.competences if code != "*"]
    category = codes[0] if codes else pack.categories[0].code
    falls_to = None
    if not any(seat.holder for seat in seats):
        here = handling_units(place.path, category=category, pack=pack, about_unit_id=None)
        falls_to = intake_post(here, today=today)
    past = handling_units(sight_path(place.path, about=place.path), category=category, pack=pack, about_unit_id=unit.pk)
    return Desk(unit, tuple(seats), _titles(codes, pack), falls_to, past[0] if past else None)


def _titles(codes: Iterable[str], pack: Pack) -> tuple[str, ...]:
    known = {each.code: each for each in pack.categories}
    return tuple(wording(known[code].title) for code in codes if code in known)
