"""Becoming one of the cast, without a password: in the demo alone."""

from django.contrib.auth import login, logout
from django.http import Http404

from folkmoot.cases.actions.codes import code_digest
from folkmoot.demo.queries import references
from folkmoot.demo.rules.scenes import SCENES, Scene
from folkmoot.officers.models import User
from folkmoot.web.demo.cast import Card, cast_here
from folkmoot.web.doors import PageRequest
from folkmoot.web.residents import session

_BACKEND = "django.contrib.auth.backends.ModelBackend"
_TOUR = "tour"


def enter(request: PageRequest, who: str) -> str:
    """Leaves whoever the visitor was, and the tour, and makes them one of the cast; the name of the page to begin at.

    Raises Http404 for nobody of the cast, and for one that this region's demo does not have.
    """
    card = cast_here().get(who)
    if card is None:
        raise Http404
    logout(request)
    return _become(request, card)


def _become(request: PageRequest, card: Card) -> str:
    if card.scene is not None:
        _come_in(request, card.scene)
        return "residents:case"
    if not card.username:
        return "residents:raise_what"
    user = User.objects.filter(username=card.username).first()
    if user is None:
        raise Http404
    login(request, user, backend=_BACKEND)
    return "desk:day"


def _come_in(request: PageRequest, scene: Scene) -> None:
    reference = references().get(scene)
    if reference is None:
        raise Http404
    key = session.Key(reference, code_digest(reference, SCENES[scene].own_code))
    session.remember(request, key, now=request.now)


def tour_stop(request: PageRequest) -> int:
    """At which step of the tour the visitor is, from 1; 0 where they are not on it."""
    return int(request.session.get(_TOUR, 0))


def go_to_stop(request: PageRequest, number: int) -> None:
    """Remembers the step; 0 ends the tour."""
    request.session[_TOUR] = number
