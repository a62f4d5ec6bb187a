"""How often suggestions were taken and rejected, by month and category. No post stands anywhere in it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.http import HttpResponseBase
from django.shortcuts import render

from folkmoot.officers.rules.authority import Power
from folkmoot.places.models import Place
from folkmoot.procedures.queries import packs_here
from folkmoot.triage.queries import tally_of
from folkmoot.triage.rules.areas import county_of
from folkmoot.triage.rules.tallying import LEAST_FOR_A_SHARE, Line
from folkmoot.web.doors import OfficerRequest, officer_page_with
from folkmoot.web.words import wording

SHOWN: Final = timedelta(days=365)


@dataclass(frozen=True)
class Row:
    """A line with its category in the language of the page."""

    line: Line
    title: str
    #: the first day of its month, where it is the first row of one
    month: date | None


@officer_page_with(Power.OVERVIEW)
def suggestions_page(request: OfficerRequest) -> HttpResponseBase:
    """The last twelve months, of the counties in the officer's areas or around them. One statement for the figures."""
    areas = request.officer.areas(Power.OVERVIEW)
    lines, whole = tally_of(areas, since=request.today - SHOWN)
    titles = {each.code: wording(each.title) for pack in packs_here(request.region) for each in pack.categories}
    rows, before = [], None
    for line in lines:
        rows.append(Row(line, titles.get(line.category, line.category), line.month if line.month != before else None))
        before = line.month
    levels = len(request.region.levels)
    counties = Place.objects.filter(path__in={county_of(area, levels=levels) for area in areas}).order_by("path")
    context = {"rows": rows, "whole": whole, "places": counties, "least": LEAST_FOR_A_SHARE}
    return render(request, "desk/suggestions.html", context)
