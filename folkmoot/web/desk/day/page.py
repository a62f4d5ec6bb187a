"""The first page of an officer: what is due, what waits for them, what is new, their tasks. Nothing else."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.officers.rules.authority import Power
from folkmoot.web.desk.case.lines import CaseLines
from folkmoot.web.desk.changing import list_changes, list_tag
from folkmoot.web.desk.day.clocks import clocks_of
from folkmoot.web.desk.day.hands import hands_of
from folkmoot.web.desk.day.work import DayWork, day_versions, day_work
from folkmoot.web.desk.signals.lines import signals_of_day
from folkmoot.web.desk.warnings.lines import warnings_of_day
from folkmoot.web.desk.warnings.rows import rows_of
from folkmoot.web.doors import OfficerRequest, officer_page, officer_page_with


@officer_page
def day_page(request: OfficerRequest) -> HttpResponseBase:
    """My day."""
    may_read = request.officer.may(Power.READ)
    work = day_work(request.officer, now=request.now, today=request.today)
    context = {
        "work": work,
        "lines": _lines(work, request),
        "hands": hands_of(request.officer, lines=CaseLines(request), today=request.today) if may_read else None,
        "warnings": rows_of(warnings_of_day(request.officer)) if may_read else [],
        "signals": signals_of_day(request.officer) if may_read else [],
        "clocks": clocks_of(request.officer, lines=CaseLines(request), today=request.today) if may_read else None,
        "may_read": may_read,
        "tag": list_tag(day_versions(request.officer)) if may_read else "",
    }
    return render(request, "desk/day.html", context)


def _lines(work: DayWork, request: OfficerRequest) -> dict[str, SafeString]:
    """The cases of each list, written."""
    lines = CaseLines(request)
    return {
        "due": lines.of(work.due),
        "reviews": lines.of(work.reviews, why=_("A review that you decide")),
        "heard": lines.heard(work.heard),
        "routed": lines.of(work.routed, why=_("To be accepted by your unit")),
        "fallen_to_me": lines.of(work.fallen_to_me, why=_("Its lead's post is vacant: the work falls to you")),
        "new": lines.of(work.new),
    }


@officer_page_with(Power.READ)
@require_safe
def day_changes(request: OfficerRequest) -> HttpResponseBase:
    """How many of the officer's cases came, went or changed since My day was shown; 304 where none did."""
    return list_changes(request, day_versions(request.officer), show=reverse("desk:day"))
