"""Making the history of the demo, piece by piece: each is there whole, with a row in the ledger, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

from django.db import connection, transaction

from folkmoot.demo.actions.life import Life, Setting
from folkmoot.demo.actions.living import live
from folkmoot.demo.actions.people import names, staff
from folkmoot.demo.library import phrases, stories
from folkmoot.demo.queries import CHAIN, Begun, Desk, made_places, map_of, staffed_places
from folkmoot.demo.rules.bursts import burst_tales
from folkmoot.demo.rules.pieces import Piece, draw_pieces
from folkmoot.demo.rules.plan import Spot, Tale, plan_tales
from folkmoot.demo.rules.scenes import SCENES, Prepared, course_of, joined_course, moment_ago
from folkmoot.demo.rules.stories import CHINESE, tell
from folkmoot.ledger.actions import record
from folkmoot.officers.queries import automatic_post
from folkmoot.places.models import Place
from folkmoot.places.rules.paths import depth
from folkmoot.procedures.queries import calendar

#: Concerns of a piece come from so many of its lowest places.
SPOTS: Final = 24
#: A place with a mediator of its own hears more than one without.
WITH_MEDIATOR: Final = 8.0


def make_next_piece(begun: Begun, *, is_own: bool) -> Piece | None:
    """Makes the first piece that stands nowhere yet and that nobody else is making; None where all are taken.

    `is_own` leaves out what lies outside the cast's county.
    """
    for piece in pending_pieces(begun, is_own=is_own):
        with _claimed(piece) as is_ours:
            if is_ours and piece.code not in made_places():
                # Apart: appointments stand in one chain, for which the others would wait until the cases are made.
                if piece.code not in staffed_places():
                    staff(piece, begun=begun)
                _make(piece, begun=begun)
                return piece
    return None


def pending_pieces(begun: Begun, *, is_own: bool) -> list[Piece]:
    """The pieces that are not made yet, the cast's own first."""
    made = made_places()
    return [piece for piece in all_pieces(begun) if piece.code not in made and (piece.is_own or not is_own)]


def all_pieces(begun: Begun) -> list[Piece]:
    """Every piece, made or not, the cast's own first."""
    return draw_pieces(map_of(begun.village), seed=begun.seed)


@contextmanager
def _claimed(piece: Piece) -> Iterator[bool]:
    """Whether nobody else is making the piece; nobody will until this is left."""
    name = [f"demo/{piece.code}"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", name)
        (is_ours,) = cursor.fetchone()
        try:
            yield bool(is_ours)
        finally:
            if is_ours:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", name)


@transaction.atomic
def _make(piece: Piece, *, begun: Begun) -> None:
    # A crash of the machine may cost the last piece, which is then made anew.
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    places = _places(piece, begun=begun)
    setting = _setting(piece, begun=begun, places=places)
    tales = _tales(piece, _spots(places, setting.desk), begun=begun)
    if piece.path == begun.village:
        _make_scenes(begun, setting=setting)
    lives = live(tales, setting=setting, until=begun.span.until)
    count = sum(life.receipt is not None for life in lives)
    record("demo.made", by=None, now=begun.span.until, chain=CHAIN, place=piece.code, cases=count)


def _tales(piece: Piece, spots: list[Spot], *, begun: Begun) -> list[Tale]:
    """What is raised there from day to day, and what fails for many at once."""
    known: dict[str, Any] = {"stories": stories(), "names": names(), "span": begun.span}
    tales = plan_tales(spots, count=piece.count, rng=piece.rng(begun.seed, "tales"), **known)
    number = all_pieces(begun).index(piece)
    return tales + burst_tales(number, spots, rng=piece.rng(begun.seed, "bursts"), **known)


def _places(piece: Piece, *, begun: Begun) -> list[Place]:
    """Lowest places of the piece, those where somebody works first. The cast's village is a piece of its own."""
    low, high = piece.bounds
    found = Place.objects.filter(path__gte=low, path__lt=high, merged_into=None, valid_until=None)
    lowest = [place for place in found.order_by("path") if depth(place.path) == depth(begun.village)]
    if piece.path != begun.village:
        lowest = [place for place in lowest if place.path != begun.village]
    piece.rng(begun.seed, "places").shuffle(lowest)
    held = {each.standing.area for each in Desk.of(piece.path).held}
    lowest.sort(key=lambda place: place.path not in held)
    return lowest[:SPOTS]


def _spots(places: list[Place], desk: Desk) -> list[Spot]:
    held = {each.standing.area for each in desk.held}
    return [Spot(p.code, p.path, p.name, WITH_MEDIATOR if p.path in held else 1.0) for p in places]


def _setting(piece: Piece, *, begun: Begun, places: list[Place]) -> Setting:
    return Setting(
        desk=Desk.of(piece.path),
        phrases=phrases(),
        automation=automatic_post(),
        places={place.code: place for place in places},
        zone=begun.span.zone,
        calendar=calendar(),
        rng=piece.rng(begun.seed, "lives"),
    )


def _make_scenes(begun: Begun, *, setting: Setting) -> None:
    (place,) = setting.places.values()
    spot = Spot(place.code, place.path, place.name)
    tales = [_scene_tale(prepared, spot, begun=begun, setting=setting) for prepared in SCENES.values()]
    tales += _joined_tales(tales, begun=begun, setting=setting)
    lives: list[Life] = live(tales, setting=setting, until=begun.span.until)
    for scene, life in zip(SCENES, lives, strict=False):
        record(
            "demo.scene_made", by=None, now=begun.span.until, chain=CHAIN, scene=scene.value, case=life.received.case_id
        )


def _joined_tales(tales: list[Tale], *, begun: Begun, setting: Setting) -> list[Tale]:
    """Those who raised the same as a prepared case, a few a day from the day after it."""
    found = []
    for at, prepared in enumerate(SCENES.values()):
        for number in range(prepared.joined):
            came = prepared.came - 2 - number // 3
            tale = replace(
                tales[at],
                course=joined_course(number, span=begun.span, came=came),
                received_at=moment_ago(came, span=begun.span, step=number % 3),
                name=names().draw(prepared.language, rng=setting.rng),
                twin_of=at,
            )
            found.append(tale)
    return found


def _scene_tale(prepared: Prepared, spot: Spot, *, begun: Begun, setting: Setting) -> Tale:
    story = next(each for each in stories() if each.code == prepared.story)
    drawn = names()
    return Tale(
        spot=spot,
        telling=tell(story, language=prepared.language, rng=setting.rng),
        course=course_of(prepared, span=begun.span),
        received_at=moment_ago(prepared.came, span=begun.span, step=0),
        channel="web",
        name=drawn.draw(prepared.language, rng=setting.rng),
        respondent=drawn.draw(CHINESE, rng=setting.rng),
        own_code=prepared.own_code,
        about=prepared.about,
    )
