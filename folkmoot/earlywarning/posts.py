"""Which post a signal names: in charge of the smallest unit whose place holds the cluster, or of the next one above."""

from dataclasses import dataclass
from datetime import date

from folkmoot.earlywarning.queries import IN_CHARGE, ladder, units_in_charge
from folkmoot.earlywarning.rules.climbing import Rung, first_held
from folkmoot.officers.models import Post
from folkmoot.places.rules.paths import ancestors


class NobodyInCharge(LookupError):
    """No unit at a place or above it has a post that takes the warnings of its area."""


@dataclass(frozen=True)
class InCharge:
    """A post with its unit and the path of the unit's place."""

    post_id: int
    unit_id: int
    path: str


def post_in_charge(path: str, *, today: date) -> InCharge:
    """The lowest post that somebody holds; where nobody holds one, the lowest vacant one. Raises NobodyInCharge."""
    units = units_in_charge((path, *ancestors(path)))
    lowest = max(units, key=len, default=None)
    if lowest is None:
        raise NobodyInCharge(path)
    found = _held(first_held(ladder([units[lowest]], today=today).from_unit(units[lowest])))
    return found or _vacant(units[lowest], lowest)


def post_above(unit_id: int, *, today: date) -> InCharge | None:
    """The lowest held post above a unit; None where there is none."""
    return _held(first_held(ladder([unit_id], today=today).above(unit_id)))


def _held(rung: Rung | None) -> InCharge | None:
    return InCharge(rung.post_id, rung.unit_id, rung.path) if rung and rung.post_id else None


def _vacant(unit_id: int, path: str) -> InCharge:
    posts = {post.role: post.pk for post in Post.objects.filter(unit=unit_id)}
    return InCharge(next(posts[role.value] for role in IN_CHARGE if role.value in posts), unit_id, path)
