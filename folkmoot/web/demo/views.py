"""The entrance of the demo, and its tour."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from folkmoot.demo.actions.making import pending_pieces
from folkmoot.demo.queries import Begun, begun, has_history, made_places, references
from folkmoot.demo.rules.scenes import SCENES
from folkmoot.lib.reference import spoken
from folkmoot.officers.models import User
from folkmoot.web.demo.cast import Card, cast_here
from folkmoot.web.demo.entering import enter, go_to_stop, tour_stop
from folkmoot.web.demo.tour_stops import TOUR
from folkmoot.web.doors import Page, PageRequest, public_page


def demo_page(view: Callable[[PageRequest], HttpResponseBase]) -> Page[[]]:
    """A public page of the demo; in an installation for service it is absent."""
    opened = public_page(view)

    @wraps(opened)
    def entered(request: HttpRequest) -> HttpResponseBase:
        if not settings.DEMO:
            raise Http404
        return opened(request)

    return entered


@dataclass(frozen=True, slots=True)
class Entry:
    """A card, with reference and code where a case is prepared for it."""

    who: str
    card: Card
    reference: str = ""
    code: str = ""


@demo_page
@require_safe
def home(request: PageRequest) -> HttpResponse:
    """Everybody whom a visitor can be here."""
    found = begun()
    entries = _entries()
    told = {
        "residents": [entry for entry in entries if not entry.card.username],
        "officers": [entry for entry in entries if entry.card.username],
        "has_history": has_history(),
        "has_tour": bool(references()),
        "tour_length": len(TOUR),
        "unmade": _unmade(found) if found else 0,
        "begun": found,
    }
    return render(request, "demo/home.html", told)


def _unmade(found: Begun) -> int:
    """How many made-up cases are still to come; 0 where there are none to be made."""
    if not has_history() or not made_places():
        return 0
    return sum(piece.count for piece in pending_pieces(found, is_own=False))


def _entries() -> list[Entry]:
    known = references()
    cast = cast_here()
    names = [card.username for card in cast.values() if card.username]
    there = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    return [
        Entry(who, card, *_receipt(card, known[card.scene] if card.scene else ""))
        for who, card in cast.items()
        if (card.scene in known if card.scene else not card.username or card.username in there)
    ]


def _receipt(card: Card, reference: str) -> tuple[str, str]:
    return (spoken(reference), SCENES[card.scene].own_code) if card.scene else ("", "")


@demo_page
@require_POST
def enter_page(request: PageRequest) -> HttpResponse:
    """Becomes the one who was pressed."""
    page = enter(request, request.POST.get("who", ""))
    return redirect(page)


@demo_page
@require_POST
def tour(request: PageRequest) -> HttpResponse:
    """Goes on to the next step of the tour, or leaves it."""
    number = tour_stop(request) + 1 if request.POST.get("go") == "next" else 1
    if request.POST.get("go") == "skip" or number > len(TOUR):
        go_to_stop(request, 0)
        return redirect("demo:home")
    return _stop(request, number)


def _stop(request: PageRequest, number: int) -> HttpResponse:
    stop = TOUR[number - 1]
    known = references()
    if not known:
        raise Http404
    enter(request, stop.who)
    go_to_stop(request, number)
    if stop.scene is None:
        return redirect(stop.page)
    return redirect(stop.page, reference=known[stop.scene])
