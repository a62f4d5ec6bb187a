"""What the page of a case reads: the clocks that run, whether it was rated, who leads."""

from dataclasses import dataclass
from datetime import date

from folkmoot.cases.models import Clock, Rating
from folkmoot.cases.queries import handling_units, intake_post
from folkmoot.officers.models import Appointment, Post
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.steps import Step
from folkmoot.web.doors import ResidentRequest
from folkmoot.web.residents.hands import Hand
from folkmoot.web.residents.outlook import PAUSES
from folkmoot.web.residents.possible import Possible, possible_now


def running_clocks(request: ResidentRequest) -> list[Clock]:
    """The clocks of the case that run, each with all pauses of the case. One statement."""
    return list(Clock.objects.filter(case=request.case, stopped_at=None).annotate(stood=PAUSES))


def open_to(request: ResidentRequest, *, clocks: list[Clock] | None = None) -> list[Possible]:
    """What the party may do now; two statements at most."""
    running = running_clocks(request) if clocks is None else clocks
    case = request.case
    is_rated = (
        case.at is Step.CLOSED
        and Rating.objects.filter(case=case, party_id=request.resident.party_id, at__gte=case.closed_at).exists()
    )
    # A right of the filer's is over with its clock, which nobody stops.
    in_time = {c.name for c in running if c.due_at > request.now}
    return possible_now(case, request.resident, running=in_time, is_rated=is_rated)


@dataclass(frozen=True)
class Responsible:
    """Who leads a case, or answers for it before it is led."""

    post: Post
    #: who holds the post or stands in today, "" where it is vacant
    holder: str
    #: the post that takes its work while it is vacant
    falls_to: Post | None


def responsible_for(request: ResidentRequest, own: Hand) -> Responsible:
    """Who leads the case or answers for it, as `own` says; some statements where that post is vacant."""
    case, post = request.case, own.post
    if own.holder:
        return Responsible(post, own.holder, None)
    units = handling_units(
        case.sight_path, category=case.category, pack=pack_of(case), about_unit_id=case.about_unit_id
    )
    falls_to = intake_post(units, today=request.today)
    return Responsible(post, "", falls_to if falls_to != post else None)


def holder_of(post: Post, *, today: date) -> str:
    """The name of who holds a post today, else of who stands in; "" where it is vacant."""
    # "holder" comes after "deputy".
    held = Appointment.objects.current(today).filter(post=post).select_related("user").order_by("kind").last()
    return str(held.user) if held else ""
