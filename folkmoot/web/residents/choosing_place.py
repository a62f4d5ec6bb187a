"""Choosing the place: by a word, on the map, or down the list."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse

from folkmoot.places.models import Place
from folkmoot.places.queries import find_places
from folkmoot.places.rules.paths import ancestors
from folkmoot.web.doors import PageRequest, public_page
from folkmoot.web.residents.asking import ask, asking, posted
from folkmoot.web.residents.draft import draft_of
from folkmoot.web.residents.pages import Page
from folkmoot.web.residents.raising_forms import PlaceForm


@dataclass(frozen=True)
class Found:
    """A place with the places that it lies in, the nearest first, without the root."""

    place: Place
    above: tuple[Place, ...]


@asking
@public_page
def place(request: PageRequest, code: str = "") -> HttpResponse:
    """Where it is. `code` is the place whose list is open; only a press chooses one."""
    opened = _opened(request, code)
    draft = draft_of(request, now=request.now)
    query = request.POST.get("query", "").strip()
    has_searched = "search" in request.POST
    # A search is no answer yet.
    form = PlaceForm(None if has_searched else posted(request), initial={"query": query}, today=request.today)
    found = find_places(query, today=request.today) if query else []
    return ask(
        request,
        Page.PLACE,
        draft,
        form,
        query=query,
        has_searched=has_searched,
        found=with_places_above(found, root=request.region.root),
        opened=opened,
        above=places_above(opened),
        below=places_below(opened, request),
    )


def _opened(request: PageRequest, code: str) -> Place:
    if not code:
        return request.region.root
    found = Place.objects.current(request.today).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def places_above(place: Place) -> list[Place]:
    """Those that a place lies in, the root first."""
    return list(Place.objects.filter(path__in=ancestors(place.path)).order_by("path"))


def places_below(place: Place, request: PageRequest) -> list[Place]:
    """Today's children; of each `has_below` says whether it has any itself."""
    further = Exists(Place.objects.current(request.today).filter(parent=OuterRef("pk")))
    return list(Place.objects.current(request.today).filter(parent=place).annotate(has_below=further).order_by("code"))


def with_places_above(places: Iterable[Place], *, root: Place) -> list[Found]:
    """Each with the places it lies in. One statement."""
    distinct = list(places)
    paths = {path for each in distinct for path in ancestors(each.path)}
    by_path = {each.path: each for each in Place.objects.filter(path__in=paths)} if paths else {}
    return [
        Found(
            each,
            tuple(by_path[p] for p in reversed(ancestors(each.path)) if p in by_path and p != root.path),
        )
        for each in distinct
    ]
