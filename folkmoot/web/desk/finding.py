"""The one door of the desk to a case. Absent and forbidden look the same."""

from django.http import Http404

from folkmoot.cases.models import Case
from folkmoot.cases.permissions import post_for
from folkmoot.lib.reference import NotAReference, read_reference
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.web.doors import OfficerRequest

_WITH = (
    "casekey",
    "place__parent",
    "unit__place",
    "about_unit__place",
    "taken_by__unit",
    "lead_post__unit",
    "lead_appointment__user",
    "merged_into",
)


def find_case(request: OfficerRequest, reference: str) -> Case:
    """The case with its place, unit and lead loaded, by its reference in any spelling. One statement; Http404."""
    try:
        plain = read_reference(reference)
        return Case.objects.visible_to(request.officer).select_related(*_WITH).get(reference=plain)
    except (NotAReference, Case.DoesNotExist) as error:
        raise Http404 from error


def standing_for(request: OfficerRequest, power: Power, case: Case) -> Standing:
    """The officer's post that has a power over a case. Http404 without one."""
    standing = post_for(request.officer, power, case)
    if standing is None:
        raise Http404
    return standing
