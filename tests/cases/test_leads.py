"""One lead: who it may be, how it changes hands, and where a case goes that a unit refuses."""

from datetime import datetime

import pytest

from folkmoot.cases.actions import leads, routing, talking
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.errors import (
    CannotHandle,
    ConflictOfInterest,
    Missing,
    NotAllowed,
    TopLevel,
)
from folkmoot.cases.models import Clock, Note
from folkmoot.procedures.rules.steps import Step
from tests.cases.filing import (
    filed_on_the_web,
    seeing_with,
)
from tests.cases.stages import led_by_the_mediator, routed_to_the_village
from tests.cast import Cast


def test_a_lead_who_is_close_to_the_matter_is_refused(cast: Cast, now: datetime) -> None:
    receipt = routed_to_the_village(cast, now)
    with cast.seeing("mediator"), pytest.raises(ConflictOfInterest):
        routing.accept(receipt.case_id, interest=Interest("own_interest"), by=cast.standing("mediator"), now=now)


def test_handing_over_names_the_next_lead_and_why(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    me, next_lead = cast.standing("mediator"), cast.post("coordinator")
    with cast.seeing("mediator"), pytest.raises(Missing):
        leads.hand_over(receipt.case_id, lead_post_id=next_lead.pk, reason=" ", interest=Interest.NONE, by=me, now=now)
    with cast.seeing("mediator"):
        case = leads.hand_over(
            receipt.case_id, lead_post_id=next_lead.pk, reason="Two villages.", interest=Interest.NONE, by=me, now=now
        )
        assert (case.lead_post_id, case.unit) == (next_lead.pk, next_lead.unit)
        assert [n.body for n in Note.objects.select_related("case__casekey")] == ["Two villages."]
    with cast.seeing("mediator"), pytest.raises(NotAllowed):
        talking.ask(receipt.case_id, question="When?", by=me, now=now)


def test_a_refusal_says_why_and_can_be_taken_to_the_level_above(cast: Cast, now: datetime) -> None:
    receipt = routed_to_the_village(cast, now)
    with cast.seeing("secretary"), pytest.raises(Missing):
        routing.decline(receipt.case_id, reason="because", explanation="No.", by=cast.standing("secretary"), now=now)
    with cast.seeing("secretary"):
        routing.decline(
            receipt.case_id,
            reason="before_a_court",
            explanation="A court has decided it.",
            by=cast.standing("secretary"),
            now=now,
        )
    with seeing_with(receipt):
        case = leads.escalate(receipt.case_id, reason="It has not.", by=receipt.resident, now=now)
    assert (case.step, case.unit) == (Step.ROUTED, cast.unit("coordinator"))
    with cast.seeing("coordinator"):
        running = Clock.objects.filter(case=case, stopped_at=None).order_by("due_at")
        assert [clock.name for clock in running] == ["route", "answer"]
        assert (case.due_clock, case.due_at) == ("route", running[0].due_at)


def test_a_lead_takes_a_case_to_a_lead_at_the_level_above(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("mediator"):
        case = leads.escalate(receipt.case_id, reason="Too large.", by=cast.standing("mediator"), now=now)
    assert (case.step, case.lead_post_id) == (Step.ACCEPTED, cast.post("coordinator").pk)


def test_there_is_nothing_above_the_independent_unit(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now, about_unit=cast.unit("province_coordinator"))
    with seeing_with(receipt), pytest.raises(TopLevel):
        leads.escalate(receipt.case_id, reason="Higher.", by=receipt.resident, now=now)


def test_a_unit_elsewhere_cannot_be_given_a_case(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("secretary"), pytest.raises(CannotHandle):
        routing.route(receipt.case_id, unit=cast.unit("stranger"), by=cast.standing("secretary"), now=now)
