"""Which ways remain open to the filer after a decision: what the closing letter names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from folkmoot.cases.models import Case, Clock
from folkmoot.cases.queries import reviewer_of
from folkmoot.cases.rules.reviewing import review_open_to
from folkmoot.places.queries import local_day
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.limits import Bars
from folkmoot.procedures.rules.pack import ClockName, Pack
from folkmoot.procedures.rules.steps import Move, Step
from folkmoot.procedures.rules.text import Text


class WayKind(StrEnum):
    """What the filer can still do."""

    REVIEW = "review"
    #: no unit of the region may hear the review: `text` says who decides instead
    BEYOND = "beyond"
    DISPUTE = "dispute"
    REOPEN = "reopen"
    LEVEL_ABOVE = "level_above"
    #: another procedure, such as a court
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Way:
    """One way: `title` and `text` come from the pack, `until` is its last day; each None where there is none."""

    kind: WayKind
    title: Text | None = None
    text: Text | None = None
    until: date | None = None


REVIEWS: Final = frozenset({WayKind.REVIEW, WayKind.BEYOND})
#: What is excluded because of this procedure's own course leads nowhere else.
_OWN_COURSE: Final = frozenset({"already_decided", "under_review_elsewhere"})


def ways_on(case: Case, *, now: datetime) -> list[Way]:
    """Every way that is open after a decision, the nearest first. Empty while nothing is decided."""
    if case.at not in {Step.CLOSED, Step.DECLINED, Step.REFERRED, Step.PROPOSED}:
        return []
    return [*_within(case, now=now), *_elsewhere(pack_of(case))]


def _within(case: Case, *, now: datetime) -> Iterator[Way]:
    pack = pack_of(case)
    running = {each.name: each for each in Clock.objects.filter(case=case, stopped_at=None, due_at__gt=now)}
    review = review_open_to(case.at, running.values(), pack=pack, now=now)
    if review is not None:
        until = running[review.asked_within].due_on
        if reviewer_of(case, review, today=local_day(now)) is not None:
            yield Way(WayKind.REVIEW, review.title, review.grounds.source, until)
        else:
            yield Way(WayKind.BEYOND, review.title, review.beyond, until)
    if case.at is Step.PROPOSED and ClockName.CONFIRM in running:
        yield Way(WayKind.DISPUTE, until=running[ClockName.CONFIRM].due_on)
    if case.at in {Step.DECLINED, Step.REFERRED} and pack.is_available(Move.ESCALATE):
        yield Way(WayKind.LEVEL_ABOVE)
    if ClockName.REOPEN in running:
        yield Way(WayKind.REOPEN, until=running[ClockName.REOPEN].due_on)


def _elsewhere(pack: Pack) -> Iterator[Way]:
    for each in pack.exclusions:
        if each.bars is Bars.HANDLING and each.code not in _OWN_COURSE:
            yield Way(WayKind.ELSEWHERE, each.title, each.elsewhere)
