"""Parts of a page: forms that open in their place, and answers that take the place of all that stands there."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget


def is_part(request: HttpRequest) -> bool:
    """Whether a script asked, to put the answer into the page that stands."""
    return request.headers.get("HX-Request") == "true"


def in_place(request: HttpRequest, name: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """The page `desk/NAME.html`, or its part alone, `desk/NAME_part.html`, where a script asked."""
    part = is_part(request)
    template = f"desk/{name}_part.html" if part else f"desk/{name}.html"
    return render(request, template, {**context, "is_part": part, "level": 4 if part else 2}, status=status)


def as_a_whole(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same answer; where a script asked for a part, it takes the place of the whole content of the page."""
    if is_part(request):
        response.headers["HX-Reselect"] = "#main"
        return reswap(retarget(response, "#main"), "outerHTML")
    return response


def go_to(request: HttpRequest, name: str) -> HttpResponseBase:
    """Leads to another page, whoever asked."""
    answer = redirect(name)
    return HttpResponseClientRedirect(answer.url) if is_part(request) else answer
