"""How a case goes: a list of beats, each some time after the one before. Drawn, never judged: the rules judge."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Final


class Beat(StrEnum):
    """What may happen in a case, one thing at a time."""

    ACKNOWLEDGE = "acknowledge"
    ROUTE_UP = "route_up"
    DECLINE = "decline"
    REFER = "refer"
    ACCEPT = "accept"
    SUMMARISE = "summarise"
    ADD_PARTY = "add_party"
    NOTE = "note"
    FILE_MINUTES = "file_minutes"
    SET_TASK = "set_task"
    DO_TASK = "do_task"
    ASK = "ask"
    WRITE = "write"
    HAND_OVER = "hand_over"
    ESCALATE = "escalate"
    NAME_MEMBER = "name_member"
    SUPERVISE = "supervise"
    REPORT = "report"
    LIFT = "lift"
    UPHOLD = "uphold"
    SEND_BACK = "send_back"
    LET_STAND = "let_stand"
    ASK_FOR_TIME = "ask_for_time"
    DECIDE_ABOUT_TIME = "decide_about_time"
    PUT_UNDER = "put_under"
    PROPOSE = "propose"
    #: the software's, when a clock has run out
    FALL_SILENT = "fall_silent"
    CALL_BACK = "call_back"
    #: the resident's
    ANSWER = "answer"
    CONFIRM = "confirm"
    DISPUTE = "dispute"
    RATE = "rate"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    TAKE_UP = "take_up"
    ASK_REVIEW = "ask_review"
    SEND_PICTURE = "send_picture"
    #: two residents about the same matter
    MERGE = "merge"
    TELL_TOGETHER = "tell_together"
    AWAIT_SHARED = "await_shared"


BY_RESIDENT: Final = frozenset(
    {
        Beat.ANSWER,
        Beat.CONFIRM,
        Beat.DISPUTE,
        Beat.RATE,
        Beat.REOPEN,
        Beat.WITHDRAW,
        Beat.TAKE_UP,
        Beat.ASK_REVIEW,
        Beat.SEND_PICTURE,
    }
)


@dataclass(frozen=True, slots=True)
class Due:
    """A beat and how long after the one before it comes, before working hours are minded; or exactly when."""

    beat: Beat
    after: timedelta = timedelta()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Habits:
    """How a place works. `pace` 1 is ordinary, 2 takes twice as long."""

    pace: float = 1.0


class Ending(StrEnum):
    """How a course ends, before anybody reopens it."""

    RESOLVED = "resolved"
    SILENT = "silent"
    DECLINED = "declined"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"


ENDINGS: Final = {
    Ending.RESOLVED: 70,
    Ending.SILENT: 15,
    Ending.DECLINED: 6,
    Ending.REFERRED: 4,
    Ending.WITHDRAWN: 5,
}


def draw_course(habits: Habits, *, rng: Random) -> tuple[Due, ...]:
    """The whole life of a case that comes in, as it would go if nobody were interrupted."""
    ending = rng.choices(list(ENDINGS), weights=list(ENDINGS.values()))[0]
    return tuple(_beats(ending, habits, rng))


def draw_twin(habits: Habits, *, rng: Random) -> tuple[Due, ...]:
    """The life of a second concern about the same matter: read, joined to the first, answered with it."""
    return (
        _due(Beat.ACKNOWLEDGE, 8, rng, habits),
        _due(Beat.MERGE, 6, rng, habits),
        _due(Beat.AWAIT_SHARED, 0, rng, habits),
        _due(Beat.CONFIRM, 40, rng, Habits()),
    )


def draw_dissenter(habits: Habits, *, rng: Random) -> tuple[Due, ...]:
    """The life of a joined concern whose filer does not agree with what was proposed for all, and goes on alone."""
    return (
        _due(Beat.ACKNOWLEDGE, 8, rng, habits),
        _due(Beat.MERGE, 6, rng, habits),
        _due(Beat.AWAIT_SHARED, 0, rng, habits),
        _due(Beat.DISPUTE, 40, rng, Habits()),
        _due(Beat.ACCEPT, 20, rng, habits),
        _due(Beat.PROPOSE, 130, rng, habits),
        _due(Beat.CONFIRM, 40, rng, Habits()),
    )


def draw_group(habits: Habits, *, rng: Random) -> tuple[Due, ...]:
    """The life of a case that many others are joined to: somebody helps, and all are written to."""
    return (
        _due(Beat.ACKNOWLEDGE, 6, rng, habits),
        _due(Beat.ACCEPT, 14, rng, habits),
        _due(Beat.SUMMARISE, 1, rng, habits),
        _due(Beat.NAME_MEMBER, 130, rng, habits, spread=0.2),
        _due(Beat.TELL_TOGETHER, 40, rng, habits),
        _due(Beat.PROPOSE, 120, rng, habits),
        _due(Beat.CONFIRM, 40, rng, Habits()),
    )


def draw_plain(habits: Habits, *, rng: Random) -> tuple[Due, ...]:
    """The life of a case that others are joined to: accepted and resolved."""
    return (
        _due(Beat.ACKNOWLEDGE, 6, rng, habits),
        _due(Beat.ACCEPT, 14, rng, habits),
        _due(Beat.SUMMARISE, 1, rng, habits),
        _due(Beat.PROPOSE, 220, rng, habits),
        _due(Beat.CONFIRM, 40, rng, Habits()),
    )


def with_seen_code(course: tuple[Due, ...]) -> tuple[Due, ...]:
    """The same life where an officer knows the only code: what it cannot do ends in silence and a call-back."""
    found: list[Due] = []
    for due in course:
        if due.beat is Beat.RATE:
            continue
        if due.beat is Beat.WITHDRAW:
            found.append(Due(Beat.PROPOSE, due.after))
        if due.beat in {Beat.WITHDRAW, Beat.CONFIRM}:
            return (*found, Due(Beat.FALL_SILENT), Due(Beat.CALL_BACK, timedelta(days=4)))
        found.append(due)
    return tuple(found)


def _due(beat: Beat, median_hours: float, rng: Random, habits: Habits, *, spread: float = 0.7) -> Due:
    # Waiting times of offices are lognormal: most are short, some are very long.
    hours = median_hours * habits.pace * math.exp(rng.gauss(0, spread))
    return Due(beat, timedelta(hours=hours))


def _beats(ending: Ending, habits: Habits, rng: Random) -> Iterator[Due]:
    resident = Habits()
    yield _due(Beat.ACKNOWLEDGE, 7, rng, habits, spread=0.9)
    if ending is Ending.DECLINED:
        yield _due(Beat.DECLINE, 20, rng, habits)
        way = rng.random()
        if way >= 0.5:
            return
        if way >= 0.3:
            yield _due(Beat.ASK_REVIEW, 70, rng, resident)
            yield _due(Beat.UPHOLD, 200, rng, habits)
            return
        yield _due(Beat.TAKE_UP, 60, rng, resident)
    elif rng.random() < 0.08:
        yield _due(Beat.ROUTE_UP, 10, rng, habits)
    yield _due(Beat.ACCEPT, 16, rng, habits, spread=0.9)
    yield _due(Beat.SUMMARISE, 1, rng, habits)
    if ending is Ending.REFERRED:
        yield _due(Beat.REFER, 60, rng, habits)
        return
    yield from _work(habits, rng)
    if ending is Ending.WITHDRAWN:
        yield _due(Beat.WITHDRAW, 70, rng, resident)
        yield _due(Beat.CALL_BACK, 60, rng, habits)
        return
    yield _due(Beat.PROPOSE, 130, rng, habits)
    if rng.random() < 0.14:
        yield _due(Beat.DISPUTE, 50, rng, resident)
        yield _due(Beat.PROPOSE, 110, rng, habits)
    yield from _ending(ending, habits, rng)


def _sometimes(chance: float, beat: Beat, median_hours: float, rng: Random, habits: Habits) -> Iterator[Due]:
    if rng.random() < chance:
        yield _due(beat, median_hours, rng, habits)


def _clocks(habits: Habits, rng: Random) -> Iterator[Due]:
    yield from _sometimes(0.1, Beat.PUT_UNDER, 4, rng, habits)
    yield from _sometimes(0.1, Beat.LET_STAND, 24, rng, habits)
    if rng.random() < 0.08:
        yield _due(Beat.ASK_FOR_TIME, 40, rng, habits)
        yield _due(Beat.DECIDE_ABOUT_TIME, 20, rng, habits)


def _work(habits: Habits, rng: Random) -> Iterator[Due]:
    resident = Habits()
    yield from _clocks(habits, rng)
    if rng.random() < 0.35:
        yield _due(Beat.ADD_PARTY, 2, rng, habits)
    if rng.random() < 0.45:
        yield _due(Beat.NOTE, 14, rng, habits)
        yield from _sometimes(0.2, Beat.FILE_MINUTES, 1, rng, habits)
    if rng.random() < 0.33:
        yield _due(Beat.ASK, 10, rng, habits)
        yield _due(Beat.ANSWER, 26, rng, resident)
        yield from _sometimes(0.4, Beat.SEND_PICTURE, 0.1, rng, resident)
    if rng.random() < 0.22:
        yield _due(Beat.SET_TASK, 6, rng, habits)
        if rng.random() < 0.92:
            yield _due(Beat.DO_TASK, 50, rng, habits)
    if rng.random() < 0.25:
        yield _due(Beat.WRITE, 24, rng, habits)
    if rng.random() < 0.07:
        yield _due(Beat.HAND_OVER, 30, rng, habits)
    if rng.random() < 0.07:
        yield _due(Beat.ESCALATE, 80, rng, habits)
    yield from _many_hands(habits, rng)


def _many_hands(habits: Habits, rng: Random) -> Iterator[Due]:
    if rng.random() < 0.04:
        yield _due(Beat.NAME_MEMBER, 20, rng, habits)
        yield _due(Beat.DO_TASK, 60, rng, habits)
    if rng.random() < 0.03:
        yield from _supervision(habits, rng)


def _supervision(habits: Habits, rng: Random) -> Iterator[Due]:
    yield _due(Beat.SUPERVISE, 30, rng, habits)
    for _week in range(rng.randint(1, 2)):
        yield _due(Beat.REPORT, 140, rng, Habits(), spread=0.15)
    if rng.random() < 0.6:
        yield _due(Beat.LIFT, 20, rng, habits)


def _review(habits: Habits, rng: Random) -> Iterator[Due]:
    resident = Habits()
    if rng.random() < 0.7:
        yield _due(Beat.UPHOLD, 240, rng, habits)
        return
    yield _due(Beat.SEND_BACK, 240, rng, habits)
    yield _due(Beat.PROPOSE, 130, rng, habits)
    yield _due(Beat.CONFIRM, 40, rng, resident)


def _ending(ending: Ending, habits: Habits, rng: Random) -> Iterator[Due]:
    resident = Habits()
    if ending is Ending.SILENT:
        yield Due(Beat.FALL_SILENT, timedelta(minutes=rng.randint(0, 9)))
        if rng.random() < 0.15:
            yield _due(Beat.ASK_REVIEW, 150, rng, resident)
            yield from _review(habits, rng)
            return
        yield _due(Beat.CALL_BACK, 90, rng, habits)
    else:
        yield _due(Beat.CONFIRM, 40, rng, resident, spread=0.9)
        if rng.random() < 0.55:
            yield _due(Beat.RATE, 0.4, rng, resident)
    if rng.random() < 0.07:
        yield _due(Beat.REOPEN, 300, rng, resident, spread=0.6)
        yield _due(Beat.PROPOSE, 130, rng, habits)
        yield _due(Beat.CONFIRM, 40, rng, resident)
