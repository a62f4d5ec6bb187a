"""The page for somebody in danger, and the page on what a browser may still keep. Neither knows who looks."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.web.doors import PageRequest, public_page
from folkmoot.web.residents.emergency import numbers_for


@require_safe
@public_page
def emergency(request: PageRequest) -> HttpResponse:
    """Whom to call."""
    return render(request, "residents/emergency_page.html", {"emergency": numbers_for(request.region.country)})


@require_safe
@public_page
def traces(request: PageRequest) -> HttpResponse:
    """What leaving does, and what it cannot do."""
    return render(request, "residents/traces.html")
