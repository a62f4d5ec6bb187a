"""Which unit hears a review: one above who decided, and never one whose level has heard the case."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from folkmoot.places.rules.paths import depth
from folkmoot.procedures.rules.citations import Basis
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.reviews import Review
from folkmoot.procedures.rules.steps import Move, Step, moves_from


@dataclass(frozen=True, slots=True)
class Seat:
    """A unit at the place of `path`. `is_apart`: it only reviews and stands under no other unit."""

    unit: int
    path: str
    is_apart: bool = False


def reviewing(seats: Iterable[Seat], *, decided: Seat, heard: Collection[Seat], review: Review) -> list[Seat]:
    """
    The seats that may hear a review of what `decided` decided, the nearest level first.

    `heard` are the units that led the case or decided about it. A level is a place; the unit that stands apart is a
    level of its own, except under a law, which asks for the body next above and is not satisfied by one beside.
    """
    is_law = review.grounds.basis is Basis.LAW
    places = {seat.path for seat in heard if is_law or not seat.is_apart} | {decided.path}
    units = {seat.unit for seat in heard} | {decided.unit}
    highest = depth(decided.path) - review.levels_up

    def is_above(seat: Seat) -> bool:
        return depth(seat.path) <= highest and decided.path.startswith(seat.path) and seat.path not in places

    def may_hear(seat: Seat) -> bool:
        if seat.unit in units:
            return False
        if seat.is_apart and not is_law:
            return decided.path.startswith(seat.path)
        return is_above(seat)

    return sorted(filter(may_hear, seats), key=lambda seat: (-depth(seat.path), seat.is_apart, seat.unit))


class Running(Protocol):
    """A clock that runs."""

    @property
    def name(self) -> str: ...
    @property
    def due_at(self) -> datetime: ...


def review_open_to(step: Step, clocks: Iterable[Running], *, pack: Pack, now: datetime) -> Review | None:
    """The review that the filer may ask for now: its time has begun and is not over. None where there is none."""
    if Move.ASK_REVIEW not in moves_from(step):
        return None
    running = {clock.name for clock in clocks if clock.due_at > now}
    return next((each for each in reversed(pack.reviews) if each.asked_within in running), None)
