"""Supervised cases: mine and those below me, since when, and when the next report is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.cases.models import Case, Reading, Report, Supervision
from folkmoot.officers.models import Appointment
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Officer
from folkmoot.places.models import Place
from folkmoot.web.doors import OfficerRequest, officer_page_with

SHOWN = 200
_WITH = ("case__place", "case__lead_post", "case__unit", "post__unit__place")
#: what a line of My day says: to ask for all columns takes longer than to write the line
_IN_A_LINE = ("case__reference", "case__summary", "post__title_en", "post__title_zh")


@dataclass(frozen=True)
class Level:
    """The cases that posts of one level supervise; `place` is one of that level, for its title."""

    place: Place
    supervisions: list[Supervision]


@officer_page_with(Power.SUPERVISE)
@require_safe
def supervised_page(request: OfficerRequest) -> HttpResponseBase:
    """Mine, then those of others below me by their level, what is overdue first; what is closed by itself."""
    mine = {standing.post_id for standing in request.officer.standings}
    found = list(running(request.officer)[: SHOWN + 1])
    shown = [each for each in found[:SHOWN] if each.case.is_open]
    context = {
        "own": [each for each in shown if each.post_id in mine],
        "levels": _by_level(each for each in shown if each.post_id not in mine),
        # What is closed waits for nothing but to be lifted.
        "closed": [each for each in found[:SHOWN] if not each.case.is_open],
        "is_more": len(found) > SHOWN,
        "count": len(found),
    }
    return render(request, "desk/supervised.html", context)


def running(officer: Officer) -> QuerySet[Supervision]:
    """Supervisions that are not lifted, of cases that the officer sees, each with `last_report_at`."""
    last = Report.objects.filter(supervision=OuterRef("pk")).order_by("-at").values("at")[:1]
    found = Supervision.objects.filter(lifted_at=None, case__in=_seen_by(officer)).select_related(*_WITH)
    return found.annotate(last_report_at=Subquery(last)).order_by("report_due_on", "pk")


def _seen_by(officer: Officer) -> QuerySet[Case]:
    return Case.objects.visible_to(officer).order_by()


def reports_due(officer: Officer, *, until: date) -> list[Supervision]:
    """Supervisions of cases that the officer's posts lead for which a report is due by a day. One statement."""
    mine = [standing.post_id for standing in officer.with_power(Power.REPORT)]
    found = Supervision.objects.filter(lifted_at=None, report_due_on__lte=until, case__lead_post__in=mine)
    found = found.select_related("case", "post").only("report_due_on", *_IN_A_LINE)
    return list(found.order_by("report_due_on", "pk")[:SHOWN])


def reports_to_read(officer: Officer, *, today: date) -> list[Report]:
    """Reports to the officer's posts that came after the case was last opened by one of them. One statement.

    With them those to a vacant post of the same place: somebody has to read them, and may lift the supervision.
    """
    mine = [standing.post_id for standing in officer.with_power(Power.SUPERVISE)]
    places = [standing.area for standing in officer.with_power(Power.SUPERVISE)]
    held = Appointment.objects.current(today).filter(post=OuterRef("supervision__post"))
    left = Q(~Exists(held), supervision__post__unit__place__path__in=places, case__in=_seen_by(officer))
    found = Report.objects.filter(Q(supervision__post__in=mine) | left, supervision__lifted_at=None)
    read = Reading.objects.filter(case=OuterRef("case"), post__in=mine, at__gte=OuterRef("at"))
    unread = found.filter(~Exists(read)).select_related("case", "post").only("at", *_IN_A_LINE)
    return list(unread.order_by("at", "pk")[:SHOWN])


def _by_level(supervisions: Iterable[Supervision]) -> list[Level]:
    def depth(each: Supervision) -> int:
        return each.post.unit.place.depth

    ranked = sorted(supervisions, key=lambda each: (depth(each), each.report_due_on, each.pk))
    groups = (list(group) for _depth, group in groupby(ranked, key=depth))
    return [Level(group[0].post.unit.place, group) for group in groups]
