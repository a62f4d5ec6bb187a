"""Beginning a demo: the cast takes its seats, and from where everything else is drawn is written down."""

from datetime import datetime
from random import Random
from typing import Final

from django.db import transaction

from folkmoot.demo.actions.opening import open_units
from folkmoot.demo.actions.people import LEFT_AGO, Seat, cities_of, seat
from folkmoot.demo.queries import CHAIN, Begun, begun, has_history
from folkmoot.ledger.actions import record
from folkmoot.officers.models import Post
from folkmoot.officers.rules.authority import Role
from folkmoot.places.models import Place, Region
from folkmoot.places.rules.paths import ancestors, depth

#: A different one makes different cases.
SEED: Final = 2026
_AT_EVERY_LEVEL: Final = (Role.COORDINATOR, Role.SECRETARY, Role.CALL_BACK, Role.REVIEWER)


@transaction.atomic
def begin(*, password: str, since: datetime, now: datetime) -> Begun:
    """Appoints the cast from `since` on, all or none. Does nothing where it was done before."""
    found = begun()
    if found is not None:
        return found
    rng = Random(f"{SEED}/cast")
    village = _village()
    seat(_seats(village), password=password, since=since, rng=rng)
    if has_history():
        open_units()
        others = [Seat(post, post.code) for post in cities_of(village.path)]
        seat([*others, *_gone(village, now=now)], password="", since=since, rng=rng)
    record(
        "demo.begun", by=None, now=now, chain=CHAIN,
        seed=SEED, village=village.path, since=since.isoformat(), until=now.isoformat(),
    )  # fmt: skip
    made = begun()
    if made is None:
        raise LookupError("The demo was begun, but the ledger does not say so.")
    return made


def _village() -> Place:
    """The cast's: the first of the lowest places."""
    lowest = Region.objects.get().levels[-1]["code"]
    return Place.objects.filter(level=lowest, merged_into=None, valid_until=None).order_by("path")[0]


def _seats(village: Place) -> list[Seat]:
    """Every post on the way from the village up to the root, once a role and unit, and a stranger elsewhere."""
    chain = (*ancestors(village.path), village.path)
    posts = Post.objects.filter(unit__place__path__in=chain).exclude(role__in=[Role.AUTOMATION, Role.ADMINISTRATOR])
    taken: set[str] = set()
    seats = []
    for post in posts.select_related("unit__place").order_by("-unit__place__path", "pk"):
        username = _username(post, taken)
        if username not in taken:
            taken.add(username)
            seats.append(Seat(post, username))
    return [*seats, *_stranger(chain)]


def _username(post: Post, taken: set[str]) -> str:
    plain = post.role.replace("_", "-")
    if plain in taken and post.role in _AT_EVERY_LEVEL:
        return f"{plain}-{post.unit.place.level}"
    return plain


def _stranger(chain: tuple[str, ...]) -> list[Seat]:
    """The coordinator of the township of the last village: as far from the cast as can be."""
    lowest = Region.objects.get().levels[-1]["code"]
    last = Place.objects.filter(level=lowest).order_by("path").last()
    paths = (*ancestors(last.path), last.path) if last else ()
    posts = Post.objects.filter(unit__place__path__in=paths, role=Role.COORDINATOR)
    found = (
        posts.exclude(unit__place__path__in=chain).select_related("unit__place").order_by("unit__place__path").last()
    )
    return [Seat(found, "stranger")] if found else []


def _gone(village: Place, *, now: datetime) -> list[Seat]:
    """The township's mediator has left: what they had in hand falls to the coordinator."""
    township = ancestors(village.path)[-1]
    post = Post.objects.filter(unit__place__path=township, role=Role.MEDIATOR, appointments=None)
    found = post.select_related("unit__place").first()
    is_deep = depth(village.path) >= 3
    return [Seat(found, found.code, until=now - LEFT_AGO)] if found and is_deep else []
