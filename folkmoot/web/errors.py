"""What a page says that cannot be shown, and the ways on from there."""

import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: what begins so belongs to officers, who find their way back to the desk
DESK: Final = ("/desk/", "/account/")
RETRY_SECONDS: Final = 30

#: names of addresses, in the order in which they are offered
WAYS_OF_OFFICERS: Final[Mapping[str, Promise]] = MappingProxyType(
    {"desk:day": gettext_lazy("My day"), "desk:queue": gettext_lazy("Queue")}
)
WAYS_OF_RESIDENTS: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        "residents:home": gettext_lazy("To the first page"),
        "residents:raise_what": gettext_lazy("Raise a concern"),
        "residents:follow": gettext_lazy("Follow a concern"),
    }
)


def _page(request: HttpRequest, *, status: int, title: str, advice: str) -> HttpResponse:
    is_desk = request.path.startswith(DESK)
    told = {
        "title": title,
        "advice": advice,
        "status": status,
        "frame": "base/desk.html" if is_desk else "base/resident.html",
        "ways": (WAYS_OF_OFFICERS if is_desk else WAYS_OF_RESIDENTS).items(),
    }
    return render(request, "errors/error.html", told, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 where too much was sent at once."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    return _page(
        request,
        status=400,
        title=_("This request could not be understood"),
        advice=_("Go back and try again. If it happens once more, begin anew from one of these pages."),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """413."""
    return _page(
        request,
        status=413,
        title=_("That was too much at once"),
        advice=_(
            "Nothing was kept. Go back, send fewer or smaller files, or a shorter text, and send the rest after it."
        ),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _page(
        request,
        status=403,
        title=_("You cannot do this"),
        advice=_("This page is not open to you. If you think it should be, ask the office you belong to."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403, where a form was open for too long or the browser keeps no cookies."""
    return _page(
        request,
        status=403,
        title=_("This form can no longer be sent"),
        advice=_(
            "It was open for too long, or your browser keeps no cookies. Go back, load the page anew and send it again."
        ),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _page(
        request,
        status=404,
        title=_("There is no such page"),
        advice=_("Check the address, or start again from one of these pages."),
    )


def too_many(request: HttpRequest) -> HttpResponse:
    """429."""
    return _page(
        request,
        status=429,
        title=_("Too many attempts"),
        advice=_("Wait for 15 minutes, then try again. What has already been sent is not lost."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the database does not answer. In both languages, and without reading what may have failed."""
    is_away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    page = render_to_string("errors/bare.html", {"is_away": is_away, "is_demo": settings.DEMO})
    if is_away:
        return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_SECONDS)})
    return HttpResponse(page, status=500)
