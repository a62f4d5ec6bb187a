"""Tags of the demo: what its banner and its tour say on every page."""

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from folkmoot.web.demo.cast import cast_here
from folkmoot.web.demo.tour_stops import TOUR

register = template.Library()


@register.inclusion_tag("demo/banner.html", takes_context=True)
def demo_banner(context: Context) -> dict[str, Any]:
    """That everything here is made up, or which part of it, and who the visitor is."""
    request: HttpRequest | None = context.get("request")
    return {
        "reports": settings.DEMO_REPORTS,
        "who": _who(request),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("demo/tour.html", takes_context=True)
def demo_tour(context: Context) -> dict[str, Any]:
    """The step of the tour that the visitor is at; nothing where they are not on it."""
    request: HttpRequest | None = context.get("request")
    session = getattr(request, "session", None)
    number = session.get("tour", 0) if session else 0
    if not 1 <= number <= len(TOUR):
        return {}
    return {
        "stop": TOUR[number - 1],
        "number": number,
        "length": len(TOUR),
        "is_last": number == len(TOUR),
        "csrf_token": context.get("csrf_token"),
    }


def _who(request: HttpRequest | None) -> str | Promise:
    user = getattr(request, "user", None)
    if request is None or user is None:
        return ""
    if user.is_authenticated:
        known = (card.title for card in cast_here().values() if card.username == user.username)
        return next(known, str(user))
    return _("a resident with a receipt") if request.session.get("resident") else ""
