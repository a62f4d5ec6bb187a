"""What keeps a case from going on. It is said loudly on its page: what stands still unseen is forgotten."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from folkmoot.cases.models import Case
from folkmoot.procedures.rules.steps import Step
from folkmoot.web.desk.case_parts import CaseFile


@dataclass(frozen=True)
class Standstill:
    """Reasons why nothing may be happening; None and False where there is none."""

    #: since when nobody holds the post that leads
    vacant_since: date | None
    #: days since the resident was asked something that they have not answered; the clock goes on meanwhile
    unanswered_days: int | None
    #: open, and yet nothing is due
    has_no_clock: bool


def standstill_of(case: Case, file: CaseFile, *, today: date) -> Standstill:
    """Why a case may stand still. `case.lead_appointment` is loaded."""
    held = case.lead_appointment
    is_vacant = held is not None and held.until_on is not None and held.until_on <= today
    return Standstill(
        vacant_since=held.until_on if held is not None and is_vacant else None,
        unanswered_days=_unanswered_days(case, file, today=today),
        has_no_clock=case.is_open and case.due_at is None and case.at is not Step.MERGED,
    )


def _unanswered_days(case: Case, file: CaseFile, *, today: date) -> int | None:
    asked = [each.at for each in file.history if each.kind == "case.asked"]
    if case.at is not Step.WAITING or not asked:
        return None
    return (today - timezone.localtime(asked[-1]).date()).days
