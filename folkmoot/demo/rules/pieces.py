"""The history is made piece by piece: the cast's own village first, their county next, then all the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from folkmoot.demo.rules.times import shares
from folkmoot.places.rules.paths import ancestors, code, subtree

#: Cases that come from the cast's village, from the rest of their township and of their county, and from elsewhere.
IN_VILLAGE: Final = 55
IN_TOWNSHIP: Final = 165
IN_COUNTY: Final = 430
ELSEWHERE: Final = 1320


@dataclass(frozen=True, slots=True)
class Piece:
    """The cases of one area, made together or not at all. `is_own` is the county of the cast."""

    code: str
    path: str
    count: int
    is_own: bool

    def rng(self, seed: int, purpose: str) -> Random:
        """A source of its own, so that pieces can be made in any order, by several at once."""
        return Random(f"{seed}/{self.code}/{purpose}")

    @property
    def bounds(self) -> tuple[str, str]:
        """The half-open range of the paths within it."""
        return subtree(self.path)


@dataclass(frozen=True, slots=True)
class Map:
    """The places that matter to the pieces: the paths of counties and of the townships of the cast's county."""

    village: str
    townships: Sequence[str]
    counties: Sequence[str]


def draw_pieces(places: Map, *, seed: int) -> list[Piece]:
    """Every piece, the cast's own first. Together about two thousand cases."""
    rng = Random(f"{seed}/pieces")
    own_county, own_township = ancestors(places.village)[-2:]
    others = [path for path in places.townships if path != own_township]
    far = [path for path in places.counties if path != own_county]
    return [
        Piece(code(places.village), places.village, IN_VILLAGE, is_own=True),
        Piece(code(own_township), own_township, IN_TOWNSHIP, is_own=True),
        *_spread(others, IN_COUNTY, is_own=True, rng=rng),
        *_spread(far, ELSEWHERE, is_own=False, rng=rng),
    ]


def _spread(paths: Sequence[str], total: int, *, is_own: bool, rng: Random) -> Iterator[Piece]:
    if not paths:
        return
    weights = [rng.uniform(0.5, 1.5) for _ in paths]
    for path, count in zip(paths, shares(total, weights=weights, rng=rng), strict=True):
        yield Piece(code(path), path, count, is_own=is_own)
