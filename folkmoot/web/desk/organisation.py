"""Units and posts of an area, who holds them, and which are vacant."""

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from folkmoot.officers.actions import accounts
from folkmoot.officers.errors import OfficerError
from folkmoot.officers.models import Appointment, AppointmentKind, Post, Unit, User
from folkmoot.officers.rules.authority import Power, Role
from folkmoot.officers.rules.standing import Officer, Standing
from folkmoot.places.models import Place
from folkmoot.places.rules.paths import ancestors
from folkmoot.web.desk.organisation_forms import AccountForm, AppointForm, EndForm, show_refusal
from folkmoot.web.doors import OfficerRequest, officer_page, officer_page_with


@officer_page
def officers_page(request: OfficerRequest, code: str = "") -> HttpResponseBase:
    """The units at one place with their posts, and the places below with how many posts are vacant there."""
    areas = _areas(request.officer)
    wanted = Place.objects.filter(code=code) if code else Place.objects.filter(path__in=areas[:1])
    place = wanted.first()
    if place is None or not any(place.path.startswith(area) for area in areas):
        raise Http404
    held = Appointment.objects.current(request.today)
    posts = Post.objects.exclude(role=Role.AUTOMATION).order_by("code")
    posts = posts.prefetch_related(Prefetch("appointments", held.select_related("user"), to_attr="held"))
    units = Unit.objects.filter(place=place, valid_until=None).prefetch_related(Prefetch("posts", posts)).order_by("pk")
    vacant = ~Exists(held.filter(post=OuterRef("units__posts"))) & ~Q(units__posts__role=Role.AUTOMATION)
    below = (
        Place.objects.filter(parent=place)
        .current(request.today)
        .annotate(vacancies=Count("units__posts", filter=Q(vacant, units__posts__isnull=False)))
        .order_by("code")
    )
    context = {
        "place": place,
        "above": _above(place, areas),
        "units": units,
        "below": below,
        "keeper": _keeper(request.officer, place),
    }
    return render(request, "desk/officers.html", context)


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
    return render(request, "desk/appoint.html", {"form": form, "post": post}, status=422 if form.errors else 200)


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
    context = {"form": form, "appointment": appointment, "post": appointment.post}
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


def _above(place: Place, areas: tuple[str, ...]) -> list[Place]:
    paths = [path for path in ancestors(place.path) if any(path.startswith(area) for area in areas)]
    return list(Place.objects.filter(path__in=paths).order_by("path")) if paths else []


def _keeper(officer: Officer, place: Place) -> Standing | None:
    return next((s for s in officer.with_power(Power.KEEP_OFFICERS) if s.covers(place.path)), None)
