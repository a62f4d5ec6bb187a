"""The first page of an officer: what is due, what waits for them, what is new, their tasks. Nothing else."""

from django.http import HttpResponseBase
from django.shortcuts import render

from folkmoot.officers.rules.authority import Power
from folkmoot.web.desk.day_work import day_work
from folkmoot.web.doors import OfficerRequest, officer_page


@officer_page
def day_page(request: OfficerRequest) -> HttpResponseBase:
    """My day."""
    work = day_work(request.officer, now=request.now, today=request.today)
    context = {"work": work, "may_read": request.officer.may(Power.READ)}
    return render(request, "desk/day.html", context)
