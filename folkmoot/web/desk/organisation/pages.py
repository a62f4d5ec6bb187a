"""Units and posts of an area, who holds them, and which are vacant."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from folkmoot.officers.actions import accounts
from folkmoot.officers.errors import OfficerError
from folkmoot.officers.models import Appointment, AppointmentKind, Post, Unit, User
from folkmoot.officers.queries import Staffing, staffing_below
from folkmoot.officers.rules.authority import Power, Role
from folkmoot.officers.rules.standing import Officer, Standing
from folkmoot.places.models import Place
from folkmoot.places.queries import around, find_places
from folkmoot.web.desk.organisation.forms import AccountForm, AppointForm, EndForm, show_refusal
from folkmoot.web.doors import OfficerRequest, officer_page, officer_page_with

#: places that a search shows
SHOWN: Final = 20


@dataclass(frozen=True)
class Line:
    """A place below with its staffing."""

    place: Place
    staffing: Staffing


@officer_page
def officers_page(request: OfficerRequest, code: str = "") -> HttpResponseBase:
    """The units at one place with their posts, and the places below with how many posts are vacant there.

    A place is searched for by POST: its name stands in no address.
    """
    areas = _areas(request.officer)
    place = _place(code, areas)
    query = request.POST.get("query", "").strip()[:80]
    found = _found(query, areas, today=request.today)
    if len(found) == 1:
        return redirect("desk:officers_at", code=found[0].code)
    near = around(place, today=request.today)
    staffing = staffing_below(place, today=request.today)
    units = list(_units(place, today=request.today))
    here = [post for unit in units for post in unit.posts.all()]
    context = {
        "place": place,
        "above": [each for each in near.above if _is_within(each, areas)],
        "units": units,
        "posts": len(here),
        "vacant": sum(not vars(post)["held"] for post in here),
        "below": [Line(each, staffing.get(each.code, Staffing())) for each in near.below],
        "keeper": _keeper(request.officer, place),
        "query": query,
        "found": found,
    }
    return render(request, "desk/officers.html", context)


def _units(place: Place, *, today: date) -> QuerySet[Unit]:
    """The units at a place; each post carries who holds it today as `held`."""
    held = Appointment.objects.current(today).select_related("user").order_by("-kind", "from_on")
    posts = Post.objects.exclude(role=Role.AUTOMATION).order_by("code")
    posts = posts.prefetch_related(Prefetch("appointments", held, to_attr="held"))
    return Unit.objects.filter(place=place, valid_until=None).prefetch_related(Prefetch("posts", posts)).order_by("pk")


def _place(code: str, areas: tuple[str, ...]) -> Place:
    wanted = Place.objects.filter(code=code) if code else Place.objects.filter(path__in=areas[:1])
    place = wanted.first()
    if place is None or not _is_within(place, areas):
        raise Http404
    return place


def _is_within(place: Place, areas: tuple[str, ...]) -> bool:
    return any(place.path.startswith(area) for area in areas)


def _found(query: str, areas: tuple[str, ...], *, today: date) -> list[Place]:
    if not query:
        return []
    found = [place for area in areas for place in find_places(query, today=today, within=area, limit=SHOWN)]
    return found[:SHOWN]


@officer_page_with(Power.KEEP_OFFICERS)
def appoint_page(request: OfficerRequest, post_id: int) -> HttpResponseBase:
    """Appoints somebody to a post."""
    post = Post.objects.select_related("unit__place").exclude(role=Role.AUTOMATION).filter(pk=post_id).first()
    by = _keeper(request.officer, post.unit.place) if post else None
    if post is None or by is None:
        raise Http404
    form = AppointForm(request.POST or None, initial={"from_on": request.today})
    if form.is_valid():
        given = form.cleaned_data
        try:
            accounts.appoint(
                post,
                user=given["username"],
                from_on=given["from_on"],
                until_on=given["until_on"],
                kind=AppointmentKind(given["kind"]),
                by=by,
                now=request.now,
            )
        except OfficerError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The appointment is made."))
            return redirect("desk:officers_at", code=post.unit.place.code)
    held = Appointment.objects.current(request.today).filter(post=post).select_related("user").order_by("-kind")
    context = {"form": form, "post": post, "place": post.unit.place, "held": held}
    return render(request, "desk/appoint.html", context, status=422 if form.errors else 200)


@officer_page_with(Power.KEEP_OFFICERS)
def end_page(request: OfficerRequest, appointment_id: int) -> HttpResponseBase:
    """Ends an appointment from a day on."""
    found = Appointment.objects.current(request.today).select_related("post__unit__place", "user")
    appointment = found.filter(pk=appointment_id).first()
    by = _keeper(request.officer, appointment.post.unit.place) if appointment else None
    if appointment is None or by is None:
        raise Http404
    form = EndForm(request.POST or None, initial={"until_on": request.today})
    if form.is_valid():
        try:
            accounts.end_appointment(appointment, until_on=form.cleaned_data["until_on"], by=by, now=request.now)
        except OfficerError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The appointment ends then. Its post is shown as vacant from that day on."))
            return redirect("desk:officers_at", code=appointment.post.unit.place.code)
    post = appointment.post
    context = {"form": form, "appointment": appointment, "post": post, "place": post.unit.place}
    return render(request, "desk/end_appointment.html", context, status=422 if form.errors else 200)


@officer_page_with(Power.KEEP_OFFICERS)
def account_page(request: OfficerRequest) -> HttpResponseBase:
    """Makes an account, which may do nothing until it is appointed."""
    form = AccountForm(request.POST or None)
    if form.is_valid():
        by = next(request.officer.with_power(Power.KEEP_OFFICERS))
        try:
            user: User = accounts.make_account(**form.cleaned_data, by=by, now=request.now)
        except OfficerError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(
                request, _("The account %(name)s is made. Appoint it to a post.") % {"name": user.username}
            )
            return redirect("desk:officers")
    return render(request, "desk/account.html", {"form": form}, status=422 if form.errors else 200)


def _areas(officer: Officer) -> tuple[str, ...]:
    keeping = officer.areas(Power.KEEP_OFFICERS)
    return keeping or officer.areas(Power.READ)


def _keeper(officer: Officer, place: Place) -> Standing | None:
    return next((s for s in officer.with_power(Power.KEEP_OFFICERS) if s.covers(place.path)), None)
