"""Cases as the tests of warnings set them up, and what the sweep made of them."""

from datetime import datetime, timedelta

from folkmoot.cases.models import Case
from folkmoot.earlywarning.actions.sweeping import Swept, sweep
from folkmoot.earlywarning.models import CaseWarning
from tests.cast import Cast


def swept(cast: Cast, now: datetime) -> Swept:
    """One sweep under the automatic post."""
    return sweep(by=cast.standing("automation"), now=now)


def warnings_in(cast: Cast, case_id: int, *, seen_by: str = "province_coordinator") -> dict[str, CaseWarning]:
    """The open warnings of a case by their kind."""
    with cast.seeing(seen_by):
        found = CaseWarning.objects.filter(case=case_id, ended_at=None).select_related("case__casekey")
        return {warning.kind: warning for warning in found}


def ended_in(cast: Cast, case_id: int) -> dict[str, str]:
    """Why the warnings of a case ended, by their kind."""
    with cast.seeing("province_coordinator"):
        found = CaseWarning.objects.filter(case=case_id).exclude(ended_at=None)
        return dict(found.values_list("kind", "ended_why"))


def changed(cast: Cast, case_id: int, **values: object) -> None:
    """Writes into a case what would take many moves to come about."""
    with cast.seeing("province_coordinator"):
        assert Case.objects.filter(pk=case_id).update(**values) == 1


def days(number: float) -> timedelta:
    """So many days."""
    return timedelta(days=number)
