"""Letting the cases of a piece live, in the order of time, until the end of the span."""

import heapq
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from folkmoot.demo.actions import clock_beats as clocks
from folkmoot.demo.actions import desk_beats as desk
from folkmoot.demo.actions import file_beats as files
from folkmoot.demo.actions import hands_beats as hands
from folkmoot.demo.actions import resident_beats as resident
from folkmoot.demo.actions import review_beats as review
from folkmoot.demo.actions.life import Life, Setting
from folkmoot.demo.rules.course import Beat, Due
from folkmoot.demo.rules.plan import Tale

BEATS: Final[Mapping[Beat, Callable[[Life, datetime], bool]]] = {
    Beat.ACKNOWLEDGE: desk.acknowledge,
    Beat.ROUTE_UP: desk.route_up,
    Beat.DECLINE: desk.decline,
    Beat.REFER: desk.refer,
    Beat.ACCEPT: desk.accept,
    Beat.SUMMARISE: desk.summarise,
    Beat.ADD_PARTY: desk.add_party,
    Beat.NOTE: desk.note,
    Beat.FILE_MINUTES: files.file_minutes,
    Beat.SET_TASK: desk.set_task,
    Beat.DO_TASK: desk.do_task,
    Beat.ASK: desk.ask,
    Beat.WRITE: desk.write,
    Beat.HAND_OVER: desk.hand_over,
    Beat.ESCALATE: desk.escalate,
    Beat.UPHOLD: review.uphold,
    Beat.SEND_BACK: review.send_back,
    Beat.LET_STAND: clocks.let_stand,
    Beat.ASK_FOR_TIME: clocks.ask_for_time,
    Beat.DECIDE_ABOUT_TIME: clocks.decide_about_time,
    Beat.PUT_UNDER: clocks.put_under,
    Beat.PROPOSE: desk.propose,
    Beat.MERGE: desk.merge,
    Beat.CALL_BACK: desk.call_back,
    Beat.NAME_MEMBER: hands.name_member,
    Beat.SUPERVISE: hands.supervise,
    Beat.REPORT: hands.report,
    Beat.LIFT: hands.lift,
    Beat.TELL_TOGETHER: hands.tell_together,
    Beat.FALL_SILENT: resident.fall_silent,
    Beat.ANSWER: resident.answer,
    Beat.CONFIRM: resident.confirm,
    Beat.DISPUTE: resident.dispute,
    Beat.RATE: resident.rate,
    Beat.REOPEN: resident.reopen,
    Beat.WITHDRAW: resident.withdraw,
    Beat.TAKE_UP: resident.take_up,
    Beat.ASK_REVIEW: review.ask_review,
    Beat.SEND_PICTURE: files.send_picture,
}
#: Without these what follows makes no sense: the case stays where it is.
NEEDED: Final = frozenset(
    {Beat.ACCEPT, Beat.PROPOSE, Beat.MERGE, Beat.REOPEN, Beat.TAKE_UP, Beat.CALL_BACK, Beat.ASK_REVIEW}
)

#: How a second concern goes on where the first was answered before they could be joined.
ALONE: Final = (
    Due(Beat.ACCEPT, timedelta(hours=5)),
    Due(Beat.SUMMARISE),
    Due(Beat.PROPOSE, timedelta(days=5)),
    Due(Beat.CONFIRM, timedelta(days=2)),
)


def live(tales: Sequence[Tale], *, setting: Setting, until: datetime) -> list[Life]:
    """Makes the cases; what would come after `until` has not happened yet."""
    lives = [Life(tale, setting, list(tale.course)) for tale in tales]
    for life in lives:
        if life.tale.twin_of is not None:
            life.original = lives[life.tale.twin_of]
    waiting = [(life.tale.received_at, number) for number, life in enumerate(lives)]
    numbers = {id(life): number for number, life in enumerate(lives)}
    heapq.heapify(waiting)
    while waiting:
        at, number = heapq.heappop(waiting)
        if at >= until:
            continue
        for moved in _happen(lives[number], at):
            coming = moved.next_at(at)
            if coming is not None:
                heapq.heappush(waiting, (coming, numbers[id(moved)]))
    return lives


def _happen(life: Life, at: datetime) -> list[Life]:
    """One beat of a life; whose next beat is to be awaited from here."""
    if life.receipt is None:
        resident.receive_concern(life, at)
        return [life]
    due = life.rest.pop(0)
    is_done = BEATS[due.beat](life, at)
    if not is_done and due.beat in NEEDED:
        life.rest = list(ALONE) if due.beat is Beat.MERGE else []
    if due.beat is not Beat.PROPOSE:
        return [life]
    told = resident.share_with_twins(life, at)
    for twin in told:
        twin.rest.pop(0)
    return [life, *told]
