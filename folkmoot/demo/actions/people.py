"""Appointing made-up people: the cast, and those who work in the rest of the province."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from django.contrib.auth.hashers import make_password
from django.db import transaction

from folkmoot.demo.library import phrases
from folkmoot.demo.queries import CHAIN, Begun
from folkmoot.demo.rules.pieces import Piece
from folkmoot.demo.rules.plan import Names
from folkmoot.demo.rules.stories import CHINESE, ENGLISH
from folkmoot.ledger.actions import record
from folkmoot.officers.actions.accounts import appoint
from folkmoot.officers.actions.units import CHAIN as OFFICERS
from folkmoot.officers.models import Appointment, Post, User
from folkmoot.officers.queries import standing_of
from folkmoot.officers.rules.authority import Role
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.models import Region
from folkmoot.places.queries import local_day
from folkmoot.places.rules.paths import ancestors, depth

#: Out of a hundred posts of a role at a level (counted from the lowest), those that are held. The rest are vacancies.
HELD_NEAR: Final = {
    (0, Role.MEDIATOR): 45, (0, Role.SECRETARY): 25, (1, Role.COORDINATOR): 85, (1, Role.MEDIATOR): 50,
}  # fmt: skip
HELD_FAR: Final = {
    (0, Role.MEDIATOR): 3, (0, Role.SECRETARY): 1, (1, Role.COORDINATOR): 12, (2, Role.COORDINATOR): 92,
    (2, Role.CALL_BACK): 35, (3, Role.COORDINATOR): 100, (3, Role.CALL_BACK): 100,
}  # fmt: skip
#: The township's mediator of the cast left so many days before today: the cases in hand fall to the coordinator.
LEFT_AGO: Final = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Seat:
    """A post and the name of the account that is to hold it."""

    post: Post
    username: str
    until: datetime | None = None


def names() -> Names:
    """The made-up names."""
    found = phrases()
    return Names(found.family_names, found.given_names, found.english_names)


def seat(seats: Sequence[Seat], *, password: str, since: datetime, rng: Random) -> None:
    """Appoints somebody made up to each seat. `password` opens all of the accounts, "" none of them."""
    by = administrator()
    language = CHINESE if Region.objects.get().country == "CN" else ENGLISH
    # One hash for all: everybody may know the password, so nothing is gained by computing it anew for each.
    hashed = make_password(password or None)
    drawn = names()
    for each in seats:
        user = User(username=each.username, name=drawn.draw(language, rng=rng), language=language, password=hashed)
        user.save(force_insert=True)
        record("account.made", by=by, now=since, chain=OFFICERS, user=user.pk)
        until_on = local_day(each.until) if each.until else None
        appoint(each.post, user=user, from_on=local_day(since), until_on=until_on, by=by, now=since)


@transaction.atomic
def staff(piece: Piece, *, begun: Begun) -> None:
    """Appoints people in the area of a piece, above those whom it shares with others."""
    rng = piece.rng(begun.seed, "people")
    seats = list(_seats(piece, village=begun.village, rng=rng))
    seat(seats, password="", since=begun.span.since, rng=rng)
    record("demo.staffed", by=None, now=begun.span.until, chain=CHAIN, place=piece.code, posts=len(seats))


def _seats(piece: Piece, *, village: str, rng: Random) -> Iterator[Seat]:
    low, high = piece.bounds
    free = Post.objects.filter(unit__place__path__gte=low, unit__place__path__lt=high, appointments=None)
    chances = HELD_NEAR if piece.is_own else HELD_FAR
    for post in free.select_related("unit__place").order_by("unit__place__path", "pk"):
        height = depth(village) - depth(post.unit.place.path)
        if rng.randrange(100) < chances.get((height, Role(post.role)), 0):
            yield Seat(post, post.code)


def administrator() -> Standing:
    """Who appoints everybody, and keeps the places."""
    held = Appointment.objects.select_related("post__unit__place").filter(post__role=Role.ADMINISTRATOR)
    first = held.order_by("pk")[0]
    return standing_of(first.post, first)


def cities_of(village: str) -> list[Post]:
    """The posts on which the rest of the province leans: coordinators and call-backs of the other cities."""
    root, own_city = ancestors(village)[:2]
    posts = Post.objects.filter(unit__place__parent__path=root, role__in=[Role.COORDINATOR, Role.CALL_BACK])
    found: Iterable[Post] = posts.select_related("unit__place").order_by("pk")
    return [post for post in found if post.unit.place.path != own_city]
