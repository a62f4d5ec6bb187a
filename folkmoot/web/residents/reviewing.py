"""What a resident sees of reviews: those there were, and the one that can be asked for now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from folkmoot.cases.models import Case, Clock, Review
from folkmoot.cases.queries import reviewer_of
from folkmoot.cases.rules.events import EVENT
from folkmoot.cases.rules.reviewing import review_open_to
from folkmoot.officers.models import Appointment, Post
from folkmoot.procedures.queries import calendar, pack_of
from folkmoot.procedures.rules.clocks import due
from folkmoot.procedures.rules.reviews import Review as ReviewRule
from folkmoot.procedures.rules.steps import Move
from folkmoot.procedures.rules.text import Text
from folkmoot.web.doors import ResidentRequest
from folkmoot.web.residents.history import Line


@dataclass(frozen=True)
class Heard:
    """One review of a case, with the name that the procedure gives it."""

    row: Review
    title: Text | None

    @property
    def post(self) -> Post:
        """Who hears it."""
        return self.row.reviewer


def reviews_of(case: Case, *, history: Iterable[Line]) -> list[Heard]:
    """The reviews of a case, the newest first. One statement, and none where its history tells of no review."""
    if all(line.kind != EVENT[Move.ASK_REVIEW] for line in history):
        return []
    titles = {each.code: each.title for each in pack_of(case).reviews}
    rows = (
        Review.objects.filter(case=case).select_related("reviewer__unit", "case__casekey").order_by("-asked_at", "-pk")
    )
    return [Heard(row, titles.get(row.code)) for row in rows]


@dataclass(frozen=True)
class Ahead:
    """The review that can be asked for: who would hear it (None where nobody is left) and the days that count."""

    rule: ReviewRule
    reviewer: Appointment | None
    ask_by: date
    decided_by: date


def review_ahead(request: ResidentRequest) -> Ahead | None:
    """The review that the filer may ask for now, as it would be if they asked today. None where there is none."""
    pack = pack_of(request.case)
    clocks = list(Clock.objects.filter(case=request.case, stopped_at=None))
    rule = review_open_to(request.case.at, clocks, pack=pack, now=request.now)
    if rule is None:
        return None
    end = due(
        pack.clock(rule.decided_within),
        started_at=request.now,
        zone=ZoneInfo(request.region.time_zone),
        calendar=calendar(),
    )
    return Ahead(
        rule=rule,
        reviewer=reviewer_of(request.case, rule, today=request.today),
        ask_by=next(clock.due_on for clock in clocks if clock.name == rule.asked_within),
        decided_by=end.on,
    )
