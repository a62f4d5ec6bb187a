"""Taking up a case that came with the post, and stepping aside from one because of an interest of one's own."""

from datetime import datetime

from django.db import transaction

from folkmoot.cases.actions.leads import find_lead, hear_review
from folkmoot.cases.actions.moving import save, set_lead, touch
from folkmoot.cases.errors import LeadsAlready, Missing, NobodyElse
from folkmoot.cases.models import Case
from folkmoot.cases.rules.interests import Interest, aside_of
from folkmoot.cases.successors import next_lead
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.queries import local_day
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.steps import Step


@transaction.atomic
def take_up(case_id: int, *, interest: Interest, by: Standing, now: datetime, seen: int | None = None) -> Case:
    """Who came to the post that leads, or stands in there, leads the case from here: asked first as every lead is.

    Raises LeadsAlready, ConflictOfInterest, UnitStepsAside, CannotHandle.
    """
    case = touch(case_id, Power.TAKE_UP, by=by, seen=seen)
    if case.lead_appointment_id == by.appointment_id:
        raise LeadsAlready
    lead = find_lead(case, by.post_id, interest=interest, by=by, now=now)
    set_lead(case, lead, now=now)
    return save(case, "case.taken_up", by=by, now=now, lead=lead.post_id, appointment=lead.pk, interest=interest)


@transaction.atomic
def step_aside(case_id: int, *, interest: Interest, by: Standing, now: datetime, seen: int | None = None) -> Case:
    """Who leads, or came to the post that leads, has an interest of their own: from here another person leads.

    Who that is follows from the question of the pack that `interest` names; nobody chooses their own successor. The
    case stays at its step, and its clocks run on. Raises Missing where no interest is named, NobodyElse.
    """
    case = touch(case_id, Power.STEP_ASIDE, by=by, seen=seen)
    aside = aside_of(interest, pack=pack_of(case))
    if aside is None:
        raise Missing(field="interest")
    lead = next_lead(case, aside=aside, by=by, today=local_day(now))
    if lead is None:
        raise NobodyElse(field="interest")
    if case.at is Step.IN_REVIEW:
        hear_review(case, lead)
    set_lead(case, lead, now=now)
    return save(
        case, "case.stepped_aside", by=by, now=now, interest=interest, aside=aside.value, unit=case.unit_id,
        lead=lead.post_id, appointment=lead.pk,
    )  # fmt: skip
