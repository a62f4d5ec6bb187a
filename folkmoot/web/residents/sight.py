"""What the page of a case reads: the clocks that run, whether it was rated, who leads."""

from folkmoot.cases.models import Clock, Rating
from folkmoot.officers.models import Post
from folkmoot.procedures.rules.steps import Step
from folkmoot.web.doors import ResidentRequest
from folkmoot.web.residents.possible import Possible, possible_now


def running_clocks(request: ResidentRequest) -> list[Clock]:
    """The clocks of the case that run."""
    return list(Clock.objects.filter(case=request.case, stopped_at=None))


def open_to(request: ResidentRequest, *, clocks: list[Clock] | None = None) -> list[Possible]:
    """What the party may do now; two statements at most."""
    running = running_clocks(request) if clocks is None else clocks
    case = request.case
    is_rated = (
        case.at is Step.CLOSED
        and Rating.objects.filter(case=case, party_id=request.resident.party_id, at__gte=case.closed_at).exists()
    )
    return possible_now(case, request.resident, running={c.name for c in running}, is_rated=is_rated)


def responsible_post(request: ResidentRequest) -> Post:
    """The post that leads, else the one that answers for it."""
    case = request.case
    return Post.objects.select_related("unit").get(pk=case.lead_post_id or case.taken_by_id)
