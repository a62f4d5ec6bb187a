"""The pages of the open statistics: a place with its figures, how they are made, and the table to take along."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.earlywarning.topics import topics_by_group
from folkmoot.opendata.licences import licence
from folkmoot.opendata.queries import counts_at, lowest_depths, published_periods
from folkmoot.opendata.rules.calendar import MONTH_RIPENS, YEAR_RIPENS
from folkmoot.opendata.rules.suppression import BASE, SMALLEST
from folkmoot.opendata.rules.table import WHOLE_YEAR
from folkmoot.places.models import Place
from folkmoot.places.queries import around
from folkmoot.web.doors import PageRequest, public_page
from folkmoot.web.opendata.charts import chart_of_months, chart_of_years, lines_by_topic
from folkmoot.web.opendata.choosing import ChoiceForm, choice_of, period_name, topic_name, year_name
from folkmoot.web.opendata.table_file import TITLES, written_table
from folkmoot.web.opendata.whereabouts import whereabouts
from folkmoot.web.opendata.words import Figure

#: a chart of one bar says nothing
_FEWEST_BARS = 2


@require_safe
@public_page
def front_page(request: PageRequest) -> HttpResponse:
    """The figures of the region as a whole."""
    return _figures(request, request.region.root)


@require_safe
@public_page
def place_page(request: PageRequest, code: str) -> HttpResponse:
    """The figures of one place, from a township up."""
    return _figures(request, _place(request, code))


@require_safe
@public_page
def table(request: PageRequest, code: str, year: int) -> HttpResponse:
    """All that is published of a year for a place and all within it, as CSV."""
    place, periods = _place(request, code), published_periods()
    if not any(period.year == year for period in periods):
        raise Http404
    body = written_table(place, year, region=request.region, periods=periods)
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="folkmoot-statistics-{place.code}-{year}.csv"'
    return response


@require_safe
@public_page
def how_page(request: PageRequest) -> HttpResponse:
    """How the figures are made: what is counted, rounded, kept back, and when they are published."""
    depths, levels = lowest_depths(request.region), request.region.levels
    told = {
        "smallest": SMALLEST,
        "largest_small": SMALLEST - 1,
        "base": BASE,
        "month_days": MONTH_RIPENS.days,
        "year_days": YEAR_RIPENS.days,
        "lowest_of_year": levels[depths.yearly],
        "lowest_of_month": levels[depths.monthly],
        "licence": licence(settings.DATA_LICENCE),
        "topic_columns": ", ".join(("topic", *TITLES)),
    }
    return render(request, "opendata/how.html", told)


def _place(request: PageRequest, code: str) -> Place:
    found = Place.objects.current(request.today).filter(code=code).first()
    # Nothing smaller than a township has figures of its own.
    if found is None or found.depth > lowest_depths(request.region).yearly:
        raise Http404
    return found


def _figures(request: PageRequest, place: Place) -> HttpResponse:
    periods, counts, near = published_periods(), counts_at(place), around(place, today=request.today)
    has_months = place.depth <= lowest_depths(request.region).monthly
    counted = {each.year for each in counts}
    choice = choice_of(request.GET, periods=periods, has_months=has_months, counted=counted)
    told: dict[str, Any] = {"place": place, "above": near.above, "choice": choice}
    if choice is None:
        return render(request, "opendata/place.html", told)
    topics = list(topics_by_group())
    own = {each.topic: each.cases for each in counts if (each.year, each.month) == choice.period}
    years = chart_of_years(counts, choice, periods=periods)
    told |= {
        "form": ChoiceForm(choice, topics=topics),
        "topic": topic_name(choice.topic),
        "period": period_name(choice.period),
        "figure": Figure(own.get(choice.topic, 0)),
        "released_at": periods[choice.period],
        "months": chart_of_months(counts, choice) if has_months else None,
        "year_title": year_name(choice.period.year),
        "years": years if len(years.lines) >= _FEWEST_BARS else None,
        "topics": lines_by_topic(counts, choice, topics=topics),
        "where": whereabouts(request, near, choice),
        "whole_year": choice.period.month == WHOLE_YEAR,
        "licence": licence(settings.DATA_LICENCE),
        "base": BASE,
    }
    return render(request, "opendata/place.html", told)
