"""Prepared cases in the cast's village: something fitting for each of them, and one for each resident to follow."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final

from folkmoot.demo.rules.course import Beat, Due
from folkmoot.demo.rules.plan import Span
from folkmoot.demo.rules.stories import CHINESE, ENGLISH


class Scene(StrEnum):
    """What a case is prepared for."""

    PROPOSAL = "proposal"
    QUESTION = "question"
    NEW = "new"
    SILENT = "silent"
    DECLINED = "declined"
    TO_ACCEPT = "to_accept"
    TO_PROPOSE = "to_propose"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    DISPUTED = "disputed"
    ESCALATED = "escalated"
    ROUTED = "routed"
    FALLEN = "fallen"
    AT_COUNTY = "at_county"
    TAKEN_UP = "taken_up"
    JOINT = "joint"
    SUPERVISED = "supervised"
    GROUP = "group"
    IN_REVIEW = "in_review"
    SENT_BACK = "sent_back"
    MORE_TIME = "more_time"
    STANDS_STILL = "stands_still"
    ABOUT_VILLAGE = "about_village"
    ABOUT_TOWNSHIP = "about_township"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A story, its language, how many days ago it came, and what happened how many days ago."""

    story: str
    came: int
    beats: tuple[tuple[Beat, int], ...]
    language: str = CHINESE
    own_code: str = ""
    #: of a concern about a unit, how many levels above the village it stands
    about: int | None = None
    #: so many others raised the same in the days after, and are joined to it
    joined: int = 0


B = Beat
_READ: Final = B.ACKNOWLEDGE


def _taken(days: int, *more: tuple[Beat, int]) -> tuple[tuple[Beat, int], ...]:
    return ((_READ, days), (B.ACCEPT, days), (B.SUMMARISE, days), *more)


SCENES: Final[dict[Scene, Prepared]] = {
    Scene.PROPOSAL: Prepared(
        "leak_below",
        9,
        _taken(8, (B.ADD_PARTY, 8), (B.ASK, 7), (B.ANSWER, 6), (B.WRITE, 4), (B.PROPOSE, 1)),
        language=ENGLISH,
        own_code="grey heron by the gate",
    ),
    Scene.QUESTION: Prepared("square_dance", 6, _taken(5, (B.ASK, 1)), own_code="white egret on the dike"),
    Scene.NEW: Prepared("potholes", 0, (), language=ENGLISH, own_code="kingfisher at the well"),
    Scene.SILENT: Prepared(
        "lift_broken",
        45,
        _taken(44, (B.NOTE, 42), (B.PROPOSE, 24), (B.FALL_SILENT, 0)),
        own_code="swallow under the eaves",
    ),
    Scene.DECLINED: Prepared(
        "prepaid_card", 5, ((_READ, 4), (B.DECLINE, 2)), language=ENGLISH, own_code="magpie on the old roof"
    ),
    Scene.TO_ACCEPT: Prepared("stairs_clutter", 2, ((_READ, 1),)),
    Scene.TO_PROPOSE: Prepared(
        "property_fee", 12, _taken(11, (B.NOTE, 9), (B.ASK, 8), (B.ANSWER, 1))
    ),
    Scene.DUE_TODAY: Prepared("renovation_noise", 21, _taken(19, (B.NOTE, 12), (B.SET_TASK, 3))),
    Scene.OVERDUE: Prepared("parking_row", 28, _taken(25, (B.NOTE, 20), (B.SET_TASK, 9))),
    Scene.DISPUTED: Prepared("barking", 20, _taken(18, (B.PROPOSE, 6), (B.DISPUTE, 1)), own_code="wren in the hedge"),
    Scene.ESCALATED: Prepared("flying_dust", 16, _taken(15, (B.NOTE, 12), (B.ESCALATE, 5), (B.SET_TASK, 4))),
    Scene.ROUTED: Prepared("bus_stop", 3, ((_READ, 2), (B.ROUTE_UP, 1))),
    Scene.FALLEN: Prepared("restaurant_fumes", 18, ((_READ, 17), (B.ROUTE_UP, 16), (B.ACCEPT, 15), (B.SUMMARISE, 15))),
    Scene.AT_COUNTY: Prepared(
        "ebike_charging", 17, _taken(16, (B.ESCALATE, 12), (B.NOTE, 10), (B.ESCALATE, 4), (B.SET_TASK, 3))
    ),
    Scene.TAKEN_UP: Prepared(
        "school_bus",
        14,
        (
            (_READ, 13), (B.ROUTE_UP, 12), (B.ROUTE_UP, 11), (B.ROUTE_UP, 10), (B.DECLINE, 6), (B.TAKE_UP, 2),
        ),
    ),
    Scene.JOINT: Prepared("sewer_smell", 14, _taken(13, (B.NAME_MEMBER, 9), (B.NAME_MEMBER, 8), (B.NOTE, 5))),
    Scene.SUPERVISED: Prepared("rubbish_point", 24, _taken(23, (B.SUPERVISE, 15), (B.REPORT, 9), (B.NOTE, 6))),
    Scene.GROUP: Prepared("power_cuts", 12, _taken(11, (B.NAME_MEMBER, 5), (B.TELL_TOGETHER, 3)), joined=9),
    Scene.IN_REVIEW: Prepared(
        "deposit", 30, _taken(29, (B.NOTE, 26), (B.PROPOSE, 20), (B.CONFIRM, 18), (B.ASK_REVIEW, 3))
    ),
    Scene.SENT_BACK: Prepared(
        "sewer_smell", 40, _taken(38, (B.PROPOSE, 30), (B.CONFIRM, 28), (B.ASK_REVIEW, 20), (B.SEND_BACK, 4))
    ),
    Scene.MORE_TIME: Prepared(
        "flying_dust",
        34,
        _taken(
            33, (B.PUT_UNDER, 32), (B.PROPOSE, 22), (B.DISPUTE, 18), (B.ESCALATE, 14), (B.ESCALATE, 12),
            (B.ASK_FOR_TIME, 1),
        ),
    ),
    Scene.STANDS_STILL: Prepared("leak_below", 11, _taken(10, (B.NOTE, 6), (B.LET_STAND, 1))),
    Scene.ABOUT_VILLAGE: Prepared(
        "hours_not_kept", 13, _taken(12, (B.ASK, 9), (B.ANSWER, 8), (B.PROPOSE, 3)),
        own_code="lark over the paddy", about=0,
    ),
    Scene.ABOUT_TOWNSHIP: Prepared(
        "form_lost", 8,
        _taken(7, (B.ASK, 5), (B.ANSWER, 4), (B.SEND_PICTURE, 4), (B.FILE_MINUTES, 2)),
        own_code="owl in the camphor tree", about=1,
    ),
}  # fmt: skip

#: Those that a resident of the cast follows.
FOLLOWED: Final = (Scene.PROPOSAL, Scene.QUESTION, Scene.NEW, Scene.SILENT, Scene.DECLINED)
_FIRST: Final = time(8, 40)
_STEP: Final = timedelta(minutes=37)


def course_of(prepared: Prepared, *, span: Span) -> tuple[Due, ...]:
    """Each beat on its day, in order, and never later than the end of the span."""
    return tuple(
        Due(beat, at=None if beat is Beat.FALL_SILENT else moment_ago(days, span=span, step=number + 1))
        for number, (beat, days) in enumerate(prepared.beats)
    )


def moment_ago(days: int, *, span: Span, step: int) -> datetime:
    """In the morning so many days before the end of the span; the later the higher the step."""
    day = (span.until.astimezone(span.zone) - timedelta(days=days)).date()
    at = datetime.combine(day, _FIRST, tzinfo=span.zone) + step * _STEP
    return min(at, span.until - timedelta(minutes=20) + timedelta(seconds=step))


def joined_course(number: int, *, span: Span, came: int) -> tuple[Due, ...]:
    """The life of one of those joined to a prepared case: read the day after it came, and joined to the first."""
    return (
        Due(Beat.ACKNOWLEDGE, at=moment_ago(came - 1, span=span, step=1)),
        Due(Beat.MERGE, at=moment_ago(came - 1, span=span, step=2) + timedelta(minutes=number)),
    )
