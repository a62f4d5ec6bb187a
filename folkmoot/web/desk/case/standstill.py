"""What keeps a case from going on. It is said loudly on its page: what stands still unseen is forgotten."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from folkmoot.cases.models import Case
from folkmoot.officers.models import Appointment
from folkmoot.procedures.rules.steps import Step
from folkmoot.web.desk.case.parts import CaseFile


@dataclass(frozen=True)
class Standstill:
    """Reasons why nothing may be happening; None and False where there is none."""

    #: since when whoever led it has left the post
    vacant_since: date | None
    #: who holds that post since, and has not taken the case up yet; "" where nobody does
    successor: str
    #: days since the resident was asked something that they have not answered; the clock goes on meanwhile
    unanswered_days: int | None
    #: open, and yet nothing is due
    has_no_clock: bool


def standstill_of(case: Case, file: CaseFile, *, today: date) -> Standstill:
    """Why a case may stand still. `case.lead_appointment` is loaded; one statement where who led it has left."""
    held = case.lead_appointment
    is_vacant = held is not None and held.until_on is not None and held.until_on <= today
    return Standstill(
        vacant_since=held.until_on if held is not None and is_vacant else None,
        successor=_holder(case, today=today) if is_vacant else "",
        unanswered_days=_unanswered_days(case, file, today=today),
        has_no_clock=case.is_open and case.due_at is None and case.at is not Step.MERGED,
    )


def _holder(case: Case, *, today: date) -> str:
    """Who holds the post that leads today, else who stands in. One statement."""
    # "holder" comes after "deputy".
    held = Appointment.objects.current(today).filter(post=case.lead_post_id or 0).select_related("user")
    found = held.order_by("kind").last()
    return str(found.user) if found else ""


def _unanswered_days(case: Case, file: CaseFile, *, today: date) -> int | None:
    asked = [each.at for each in file.history if each.kind == "case.asked"]
    if case.at is not Step.WAITING or not asked:
        return None
    return (today - timezone.localtime(asked[-1]).date()).days
