"""Who may enter a page. Every view of ours carries exactly one door, and `view.door` names it.

A door opens one transaction under the scope of the one who looks, sets the region's clock on the request, and writes
the page before the transaction ends, so that nothing is read outside it. What is raised inside rolls everything back.
"""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

from folkmoot.cases.models import Case
from folkmoot.cases.queries import with_joined_cases
from folkmoot.cases.rules.people import Resident
from folkmoot.officers.queries import officer_of
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Officer
from folkmoot.officers.scope import of_code, of_filing, of_officer, seeing
from folkmoot.places.models import Region
from folkmoot.places.queries import region
from folkmoot.web.residents import session

P = ParamSpec("P")


class Door(StrEnum):
    """Who passes."""

    OFFICER = "officer"
    RESIDENT = "resident"
    PUBLIC = "public"


class PageRequest(HttpRequest):
    """A request that has passed a door: with the region and its time."""

    region: Region
    zone: ZoneInfo
    now: datetime
    #: the day in the region's zone
    today: date


class OfficerRequest(PageRequest):
    """Somebody at the desk who holds a post today."""

    officer: Officer


class ResidentRequest(PageRequest):
    """A party who came in with a reference and a code."""

    resident: Resident
    case: Case


Page = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
OfficerView = Callable[Concatenate[OfficerRequest, P], HttpResponseBase]
ResidentView = Callable[Concatenate[ResidentRequest, P], HttpResponseBase]
PublicView = Callable[Concatenate[PageRequest, P], HttpResponseBase]


def officer_page(view: OfficerView[P]) -> Page[P]:
    """For whoever is signed in and holds a post today; `request.officer` says who. Others are sent to sign in."""

    @wraps(view)
    def entered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        page = cast("OfficerRequest", request)
        with timezone.override(_set_clock(page)):
            page.officer = with_joined_cases(officer_of(request.user, today=page.today))
            if not page.officer.standings:
                return render(request, "base/no_standing.html", status=403)
            with seeing(of_officer(page.officer)):
                return _written(view(page, *args, **kwargs))

    return _marked(entered, Door.OFFICER)


def officer_page_with(power: Power) -> Callable[[OfficerView[P]], Page[P]]:
    """As `officer_page`, for posts that have a power. To the others the page is absent: 404."""

    def door(view: OfficerView[P]) -> Page[P]:
        @wraps(view)
        def with_power(request: OfficerRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.officer.may(power):
                raise Http404
            return view(request, *args, **kwargs)

        return officer_page(with_power)

    return door


def resident_page(view: ResidentView[P]) -> Page[P]:
    """For whoever came in with a reference and a code: `request.resident` and `request.case` say which.

    Others are sent to the page that asks for the two.
    """

    @wraps(view)
    def entered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        page = cast("ResidentRequest", request)
        with timezone.override(_set_clock(page)):
            key = session.key_of(request, now=page.now)
            if key is None:
                return _to_follow(request)
            with seeing(of_code(key.reference, key.digest)):
                found = session.holder_of(key)
                if found is None:
                    session.leave(request)
                    return _to_follow(request)
                page.case, page.resident = found
                return _written(view(page, *args, **kwargs))

    return _marked(entered, Door.RESIDENT)


def public_page(view: PublicView[P]) -> Page[P]:
    """For anybody. No case is seen but the one that is being filed."""

    @wraps(view)
    def entered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        page = cast("PageRequest", request)
        with timezone.override(_set_clock(page)), seeing(of_filing()):
            return _written(view(page, *args, **kwargs))

    return _marked(entered, Door.PUBLIC)


def _set_clock(request: PageRequest) -> ZoneInfo:
    request.region = region()
    request.zone = ZoneInfo(request.region.time_zone)
    request.now = timezone.now()
    request.today = request.now.astimezone(request.zone).date()
    return request.zone


def _written(response: HttpResponseBase) -> HttpResponseBase:
    # A template response is written late, after the scope is gone: then it would find nothing.
    render_now = getattr(response, "render", None)
    if render_now is not None and not getattr(response, "is_rendered", True):
        render_now()
    # A part of a page and the page itself have one address.
    patch_vary_headers(cast("HttpResponse", response), ["HX-Request"])
    return response


def _marked(page: Page[P], door: Door) -> Page[P]:
    vars(page)["door"] = door
    return page


def _is_part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    # A part is only told so: the page that asked keeps what was typed in it, and says where to sign in.
    return HttpResponse(status=401) if _is_part(request) else redirect_to_login(request.get_full_path())


def _to_follow(request: HttpRequest) -> HttpResponseBase:
    response = redirect("residents:follow")
    return HttpResponseClientRedirect(response["Location"]) if _is_part(request) else response
