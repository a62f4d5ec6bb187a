"""A page behind each door, for the tests of the doors and the frame."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import include, path

from folkmoot.cases.models import Case
from folkmoot.officers.models import Unit
from folkmoot.officers.rules.authority import Power
from folkmoot.urls import handler403, handler404, handler500
from folkmoot.urls import urlpatterns as product
from folkmoot.web.doors import (
    OfficerRequest,
    PageRequest,
    ResidentRequest,
    officer_page,
    officer_page_with,
    public_page,
    resident_page,
)
from folkmoot.web.forms import PageForm

__all__ = ["handler403", "handler404", "handler500"]


class Fault(Exception):
    """What a view of these raises."""


class Question(PageForm):
    """A field of each kind."""

    words = forms.CharField(label="Your words", help_text="A few are enough.")
    choice = forms.ChoiceField(label="Which", choices=[("a", "One"), ("b", "Two")], widget=forms.RadioSelect)
    other = forms.CharField(label="Anything else", required=False)


@officer_page
def cases(request: OfficerRequest) -> HttpResponseBase:
    """The references that this officer sees, written late."""
    template = engines["django"].from_string("{% for case in cases %}{{ case.reference }} {% endfor %}")
    return TemplateResponse(request, template, {"cases": Case.objects.order_by("pk")})


@officer_page
def desk(request: OfficerRequest) -> HttpResponseBase:
    """The frame of the desk."""
    template = engines["django"].from_string('{% extends "base/desk.html" %}{% block title %}Desk{% endblock %}')
    return TemplateResponse(request, template)


@officer_page_with(Power.VERIFY_LEDGER)
def ledger(request: OfficerRequest) -> HttpResponseBase:
    """For some posts only."""
    return HttpResponse("ledger")


@officer_page
def failing(request: OfficerRequest) -> HttpResponseBase:
    """Writes, then fails."""
    Unit.objects.update(title_en="Half done")
    raise Fault


@resident_page
def mine(request: ResidentRequest) -> HttpResponseBase:
    """The one case."""
    seen = list(Case.objects.values_list("reference", flat=True))
    assert seen == [request.case.reference]
    return HttpResponse(f"{request.case.reference} {request.resident.hand}")


@public_page
def anybody(request: PageRequest) -> HttpResponseBase:
    """No case at all, and a form."""
    form = Question(request.POST or None)
    template = engines["django"].from_string(
        '{% extends "base/resident.html" %}{% block title %}Ask{% endblock %}'
        '{% block content %}{{ count }} cases{% include "base/form.html" %}{% endblock %}'
    )
    return TemplateResponse(request, template, {"form": form, "count": Case.objects.count()})


def follow(request: HttpRequest) -> HttpResponse:
    """Where a resident without a code is sent."""
    return HttpResponse("follow")


residents = ([path("follow/", follow, name="follow"), path("leave/", follow, name="leave")], "residents")
desk_pages = (
    [path(f"{name}/", view, name=name) for name, view in (("queue", desk), ("search", desk), ("ledger", ledger))],
    "desk",
)

urlpatterns = [
    path("cases/", cases),
    path("failing/", failing),
    path("mine/", mine),
    path("anybody/", anybody),
    path("desk/", include(desk_pages)),
    path("", include(residents)),
    *product,
]
