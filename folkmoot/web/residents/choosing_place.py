"""Choosing the place: by a word, or down the list."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from folkmoot.places.models import Place
from folkmoot.places.queries import find_places
from folkmoot.places.rules.paths import ancestors
from folkmoot.web.doors import PageRequest, public_page
from folkmoot.web.residents.draft import Page, draft_of, place_of
from folkmoot.web.residents.raising import ask
from folkmoot.web.residents.raising_forms import PlaceForm, place_choice


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def place(request: PageRequest) -> HttpResponse:
    """Where and when. Searching and opening the list keep what else was written on the page."""
    draft = draft_of(request, now=request.now)
    opened = _opened(request)
    query = request.POST.get("query", "").strip()
    found = find_places(query, today=request.today) if query else []
    chosen = place_of(draft, today=request.today)
    shown = [*([opened] if opened else []), *found, *([chosen] if chosen else [])]
    choices = _choices(shown, root=request.region.root)
    is_looking = "search" in request.POST or "open" in request.POST
    if is_looking or request.method != "POST":
        initial = {**vars(draft), **request.POST.dict()}
        initial["place"] = _preferred(opened, found, query=query, before=initial["place"])
        form = PlaceForm(initial=initial, places=choices, today=request.today)
    else:
        form = PlaceForm(request.POST, places=choices, today=request.today)
    return ask(
        request,
        Page.PLACE,
        draft,
        form,
        query=query,
        has_found=bool(found),
        has_searched="search" in request.POST,
        opened=opened,
        above=_above(opened) if opened else [],
        below=_below(opened or request.region.root, request),
    )


def _opened(request: PageRequest) -> Place | None:
    """The place whose list is open: the one just pressed, else the one that was open before."""
    code = request.POST.get("open") or request.POST.get("opened", "")
    if not code or code == request.region.root.code:
        return None
    return Place.objects.current(request.today).filter(code=code).first()


def _above(place: Place) -> list[Place]:
    return list(Place.objects.filter(path__in=ancestors(place.path)).order_by("path"))


def _below(place: Place, request: PageRequest) -> list[Place]:
    return list(Place.objects.current(request.today).filter(parent=place).order_by("code"))


def _preferred(opened: Place | None, found: list[Place], *, query: str, before: str) -> str:
    """What is chosen beforehand: the place just opened, the only one that was found, or what was chosen before."""
    if opened is not None and not query:
        return opened.code
    return found[0].code if len(found) == 1 else before


def _choices(places: Iterable[Place], *, root: Place) -> list[tuple[str, SafeString]]:
    """Each place once, with the places above it but the root. One statement."""
    distinct = {each.pk: each for each in places}
    paths = {path for each in distinct.values() for path in ancestors(each.path)}
    by_path = {each.path: each for each in Place.objects.filter(path__in=paths)} if paths else {}
    return [
        place_choice(
            each, above=[by_path[p] for p in reversed(ancestors(each.path)) if p in by_path and p != root.path]
        )
        for each in distinct.values()
    ]
