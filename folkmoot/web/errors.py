"""What a page says that cannot be shown. None of them reads the database, which may be what has failed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def _page(request: HttpRequest, *, status: int, title: str, advice: str) -> HttpResponse:
    return render(request, "errors/error.html", {"title": title, "advice": advice}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(
        request,
        status=400,
        title=_("This request could not be understood"),
        advice=_("Go back and try again. If you sent files, there may have been too many, or one was too large."),
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
        advice=_("Check the address, or start again from the first page."),
    )


def too_many(request: HttpRequest) -> HttpResponse:
    """429."""
    return _page(
        request,
        status=429,
        title=_("Too many attempts"),
        advice=_("Wait for 15 minutes, then try again."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return _page(
        request,
        status=500,
        title=_("Something went wrong here"),
        advice=_("It is our mistake and has been noted. Nothing you sent was half saved. Please try again later."),
    )
