"""A public page for each place: who answers for it, and how to get past them. It counts no cases."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.opendata.queries import lowest_depths
from folkmoot.places.models import Place
from folkmoot.places.queries import find_places
from folkmoot.procedures.queries import newest_pack
from folkmoot.web.doors import PageRequest, public_page
from folkmoot.web.residents.answering import desks_of
from folkmoot.web.residents.choosing_place import places_above, places_below, with_places_above


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def places(request: PageRequest) -> HttpResponse:
    """Finding a place. The word is posted, so that it stands in no address."""
    query = request.POST.get("query", "").strip()[:80]
    found = find_places(query, today=request.today) if query else []
    root = request.region.root
    told = {
        "query": query,
        "has_searched": request.method == "POST",
        "found": with_places_above(found, root=root),
        "opened": root,
        "below": places_below(root, request),
    }
    return render(request, "residents/places.html", told)


@require_safe
@public_page
def place(request: PageRequest, code: str) -> HttpResponse:
    """Who answers for a place, who mediates there, to whom a complaint about them goes."""
    found = Place.objects.current(request.today).filter(code=code).first()
    if found is None:
        raise Http404
    told = {
        "place": found,
        "level": next((each for each in request.region.levels if each["code"] == found.level), None),
        "above": places_above(found),
        "below": places_below(found, request),
        "has_statistics": found.depth <= lowest_depths(request.region).yearly,
        "desks": desks_of(found, pack=newest_pack(request.region.pack), today=request.today),
    }
    return render(request, "residents/place.html", told)
