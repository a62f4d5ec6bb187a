"""Who acts: an officer with the posts that are theirs today, and one post of them at a time."""

from collections.abc import Iterator
from dataclasses import dataclass

from folkmoot.officers.rules.authority import Power, Role, reach


@dataclass(frozen=True)
class Standing:
    """One post held today. `area` is the path of its unit's place: where the post's powers reach."""

    post_id: int
    role: Role
    unit_id: int
    area: str
    #: None for the automatic post only
    appointment_id: int | None
    title: str = ""
    title_zh: str = ""
    #: cases outside or inside its area that the post helps with as a named member
    joined: frozenset[int] = frozenset()
    #: whether its unit handles every matter: a department, the police among them, handles only its own
    handles_all: bool = True

    def has(self, power: Power) -> bool:
        """Whether the role has the power at all, wherever."""
        return reach(self.role, power) is not None

    def covers(self, path: str) -> bool:
        """Whether a place lies in the post's area."""
        return path.startswith(self.area)

    def keeps_places_at(self, path: str, /) -> bool:
        """Whether it may change the place at `path`: what `places` asks, which does not know the table of authority."""
        return self.has(Power.KEEP_PLACES) and self.covers(path)


@dataclass(frozen=True)
class Officer:
    """A person at the desk today: the union of their posts, never more."""

    user_id: int
    name: str
    standings: tuple[Standing, ...] = ()
    #: units whose complaints this person may never see: their own and every unit above it
    barred_units: frozenset[int] = frozenset()

    @property
    def joined(self) -> frozenset[int]:
        """The cases that any of the posts helps with as a named member."""
        return frozenset().union(*(s.joined for s in self.standings))

    def areas(self, power: Power = Power.READ) -> tuple[str, ...]:
        """The paths under which this person has a power, without those that lie within another."""
        paths = sorted({s.area for s in self.standings if s.has(power)})
        return tuple(p for p in paths if not any(p != q and p.startswith(q) for q in paths))

    def with_power(self, power: Power) -> Iterator[Standing]:
        """The posts that have a power, in the order of appointment."""
        return (s for s in self.standings if s.has(power))

    def may(self, power: Power) -> bool:
        """Whether any post has the power, wherever."""
        return next(self.with_power(power), None) is not None
