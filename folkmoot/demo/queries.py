"""What of the demo stands, and who may act where."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Self

from django.db.models import Q

from folkmoot.cases.models import Case
from folkmoot.cases.permissions import is_at_its_level, may
from folkmoot.demo.rules.pieces import Map, Piece
from folkmoot.demo.rules.plan import Span
from folkmoot.demo.rules.scenes import Scene
from folkmoot.ledger.models import Event
from folkmoot.lib.reference import reference_from
from folkmoot.officers.models import Appointment
from folkmoot.officers.queries import standing_of
from folkmoot.officers.rules.authority import Power, Role
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.models import Place, Region
from folkmoot.places.queries import zone
from folkmoot.places.rules.paths import ancestors

#: The chain of the ledger in which the making of the demo stands.
CHAIN: Final = "demo"
#: Who acts where several may: mediators are there for it, secretaries where nobody mediates or coordinates.
_FIRST: Final = (Role.MEDIATOR, Role.COORDINATOR)
_ROLES: Final = [*_FIRST, *(role for role in Role if role not in _FIRST)]


@dataclass(frozen=True, slots=True)
class Begun:
    """How this demo was begun: what is drawn follows from it alone."""

    seed: int
    span: Span
    #: the path of the cast's village
    village: str


def begun() -> Begun | None:
    """How the demo of this installation was begun; None where it was not, or only by an earlier version."""
    data = _data_of("demo.begun")
    if not data:
        return None
    since, until = (datetime.fromisoformat(data[0][name]) for name in ("since", "until"))
    return Begun(data[0]["seed"], Span(since, until, zone()), data[0]["village"])


def made_places() -> frozenset[str]:
    """Codes of the places whose pieces are made."""
    return frozenset(data["place"] for data in _data_of("demo.made"))


def staffed_places() -> frozenset[str]:
    """Codes of the places to which made-up people were appointed."""
    return frozenset(data["place"] for data in _data_of("demo.staffed"))


def references() -> dict[Scene, str]:
    """The references of the prepared cases; empty until they are made."""
    return {Scene(data["scene"]): reference_from(data["case"]) for data in _data_of("demo.scene_made")}


def has_nights() -> bool:
    """Whether the cast's past nights were looked at."""
    return bool(_data_of("demo.nights_run"))


def has_suggestions() -> bool:
    """Whether the desk took and rejected suggested categories."""
    return bool(_data_of("demo.suggestions_answered"))


def has_history() -> bool:
    """Whether the region's cases are made up: they are written for China, in Chinese and English."""
    return Region.objects.get().country == "CN"


def has_reports() -> bool:
    """Whether the region's real reports are entered."""
    return bool(_data_of("demo.reports_entered"))


def _data_of(kind: str) -> list[dict[str, Any]]:
    return list(Event.objects.filter(chain=CHAIN, kind=kind).order_by("seq").values_list("data", flat=True))


def map_of(village: str) -> Map:
    """The places that the pieces are made of; by how deep they lie, as regions name their levels differently."""
    own_county = ancestors(village)[-2]
    levels = [level["code"] for level in Region.objects.get().levels]
    places = Place.objects.filter(merged_into=None, valid_until=None).order_by("path")
    townships = places.filter(level=levels[-2]).within(own_county)
    counties = places.filter(level=levels[-3])
    return Map(village, list(townships.values_list("path", flat=True)), list(counties.values_list("path", flat=True)))


@dataclass(frozen=True, slots=True)
class Held:
    """A post and from when until when (which no longer counts) somebody holds it."""

    standing: Standing
    user_id: int
    from_on: date
    until_on: date | None

    def is_held(self, on: date) -> bool:
        """Whether somebody held it on a day."""
        return self.from_on <= on and (self.until_on is None or on < self.until_on)


@dataclass(frozen=True, slots=True)
class Desk:
    """Everybody who could have to do with the cases of a piece, the lowest first."""

    held: tuple[Held, ...]

    @classmethod
    def of(cls, path: str) -> Self:
        """Who holds a post at a place, within it or above it, at any time."""
        low, high = Piece("", path, 0, is_own=False).bounds
        there = Q(post__unit__place__path__gte=low, post__unit__place__path__lt=high)
        found = Appointment.objects.filter(there | Q(post__unit__place__path__in=ancestors(path)))
        held = [
            Held(standing_of(each.post, each), each.user_id, each.from_on, each.until_on)
            for each in found.select_related("post__unit__place")
        ]
        held.sort(key=lambda h: (-len(h.standing.area), _ROLES.index(h.standing.role), h.standing.post_id))
        return cls(tuple(held))

    def along(self, path: str, *, on: date) -> list[Standing]:
        """Who holds a post at a place or above it on a day, the lowest first."""
        return [h.standing for h in self.held if path.startswith(h.standing.area) and h.is_held(on)]

    def who_may(self, power: Power, case: Case, *, on: date) -> Standing | None:
        """The lead where they may, else the lowest post that may; None where nobody does."""
        along = self.along(case.sight_path, on=on)
        able = [each for each in along if may(each, power, case) and is_at_its_level(each, case)]
        lead = next((standing for standing in able if standing.post_id == case.lead_post_id), None)
        return lead or next(iter(able), None)

    def user_of(self, standing: Standing) -> int:
        """Who holds it."""
        return next(h.user_id for h in self.held if h.standing == standing)
