"""Who comes to a post is asked before they lead what it led, and whoever has an interest steps aside."""

from collections.abc import Mapping
from datetime import datetime

import pytest

from folkmoot.cases.actions import joint, leads, recusing, reviews, routing, talking
from folkmoot.cases.actions.intake import Receipt
from folkmoot.cases.errors import (
    ConflictOfInterest,
    LeadsAlready,
    Missing,
    NobodyElse,
    NotAllowed,
    UnitStepsAside,
)
from folkmoot.cases.models import Case, Review, ReviewOutcome
from folkmoot.cases.queries import with_joined_cases
from folkmoot.cases.rules.interests import Interest
from folkmoot.ledger.models import Event
from folkmoot.officers.models import Appointment, AppointmentKind
from folkmoot.officers.queries import officer_of
from folkmoot.officers.scope import of_officer, seeing
from tests.cases.filing import case_of, seeing_with
from tests.cases.stages import closed, led_by_the_mediator, routed_to_the_village
from tests.cases.successors import successor_of
from tests.cast import Cast

OWN, UNIT = Interest("own_interest"), Interest("unit_complained_about")


def recorded(cast: Cast, receipt: Receipt, kind: str) -> Mapping[str, object]:
    """What the ledger keeps of the one event of a kind."""
    with cast.seeing("coordinator"):
        found: Mapping[str, object] = Event.objects.get(case_id=receipt.case_id, kind=kind).data
        return found


def test_who_comes_to_the_post_does_nothing_before_they_were_asked(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    officer = successor_of("mediator", cast, now)
    (by,) = officer.standings
    with seeing(of_officer(officer)), pytest.raises(NotAllowed):
        talking.ask(receipt.case_id, question="When?", by=by, now=now)
    with seeing(of_officer(officer)):
        case = recusing.take_up(receipt.case_id, interest=Interest.NONE, by=by, now=now)
        talking.ask(receipt.case_id, question="When?", by=by, now=now)
    assert (case.lead_post_id, case.lead_appointment_id) == (cast.post("mediator").pk, by.appointment_id)
    assert recorded(cast, receipt, "case.taken_up") == {
        "appointment": by.appointment_id,
        "interest": "none",
        "lead": by.post_id,
    }


def test_a_yes_does_not_take_a_case_up(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    officer = successor_of("mediator", cast, now)
    with seeing(of_officer(officer)), pytest.raises(ConflictOfInterest):
        recusing.take_up(receipt.case_id, interest=OWN, by=officer.standings[0], now=now)


def test_who_leads_has_nothing_to_take_up(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("mediator"), pytest.raises(LeadsAlready):
        recusing.take_up(receipt.case_id, interest=Interest.NONE, by=cast.standing("mediator"), now=now)


def test_who_stands_in_leads_what_they_accept_themselves(cast: Cast, now: datetime) -> None:
    receipt = routed_to_the_village(cast, now)
    post, user = cast.post("mediator"), cast.user("duty_officer")
    Appointment.objects.create(post=post, user=user, kind=AppointmentKind.DEPUTY, from_on=cast.today)
    officer = officer_of(user, today=cast.today)
    by = next(each for each in officer.standings if each.post_id == post.pk)
    with seeing(of_officer(officer)):
        routing.accept(receipt.case_id, interest=Interest.NONE, by=by, now=now)
        talking.ask(receipt.case_id, question="When?", by=by, now=now)
    assert case_of(cast, receipt).lead_appointment_id == by.appointment_id


def test_an_own_interest_gives_the_case_to_somebody_else_of_the_unit(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    before = case_of(cast, receipt)
    with cast.seeing("mediator"):
        case = recusing.step_aside(receipt.case_id, interest=OWN, by=cast.standing("mediator"), now=now)
    assert (case.lead_post, case.unit, case.step) == (cast.post("secretary"), before.unit, before.step)
    assert (case.due_clock, case.due_at) == (before.due_clock, before.due_at)
    told = recorded(cast, receipt, "case.stepped_aside")
    assert (told["interest"], told["aside"], told["lead"]) == ("own_interest", "officer", cast.post("secretary").pk)
    with cast.seeing("mediator"), pytest.raises(NotAllowed):
        talking.ask(receipt.case_id, question="When?", by=cast.standing("mediator"), now=now)


def test_an_interest_of_the_unit_gives_the_case_to_the_level_above(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("mediator"):
        case = recusing.step_aside(receipt.case_id, interest=UNIT, by=cast.standing("mediator"), now=now)
    assert (case.lead_post, case.unit) == (cast.post("coordinator"), cast.unit("coordinator"))


def test_nobody_follows_themselves_in_another_post(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    Appointment.objects.filter(post=cast.post("secretary")).update(user=cast.user("mediator"))
    with cast.seeing("mediator"):
        case = recusing.step_aside(receipt.case_id, interest=OWN, by=cast.standing("mediator"), now=now)
    assert case.lead_post == cast.post("coordinator")


def test_where_nobody_else_is_left_it_is_said(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    Appointment.objects.exclude(post=cast.post("mediator")).update(until_on=cast.today)
    with cast.seeing("mediator"), pytest.raises(NobodyElse):
        recusing.step_aside(receipt.case_id, interest=OWN, by=cast.standing("mediator"), now=now)


def test_stepping_aside_names_the_question(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("mediator"), pytest.raises(Missing):
        recusing.step_aside(receipt.case_id, interest=Interest.NONE, by=cast.standing("mediator"), now=now)


def test_only_the_post_that_leads_steps_aside(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("secretary"), pytest.raises(NotAllowed):
        recusing.step_aside(receipt.case_id, interest=OWN, by=cast.standing("secretary"), now=now)


def test_who_comes_to_the_post_can_step_aside_at_once(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    officer = successor_of("mediator", cast, now)
    with seeing(of_officer(officer)):
        case = recusing.step_aside(receipt.case_id, interest=OWN, by=officer.standings[0], now=now)
    assert case.lead_post == cast.post("secretary")


def in_review(cast: Cast, now: datetime) -> Case:
    receipt = closed(cast, now)
    with seeing_with(receipt):
        return reviews.ask_review(receipt.case_id, by=receipt.resident, now=now)


def who_hears(case: Case, cast: Cast) -> str:
    """The name in the cast of who leads a review."""
    names = {cast.post(name).pk: name for name in ("coordinator", "lead", "reviewer", "city_coordinator")}
    return names[case.lead_post_id or 0]


def test_a_reviewer_with_an_interest_decides_nothing_and_steps_aside(cast: Cast, now: datetime) -> None:
    case = in_review(cast, now)
    who = who_hears(case, cast)
    given = {"decision": "It stands.", "interest": OWN, "by": cast.standing(who), "now": now}
    with cast.seeing(who), pytest.raises(ConflictOfInterest):
        reviews.decide_review(case.pk, outcome=ReviewOutcome.UPHELD, **given)
    with cast.seeing(who), pytest.raises(ConflictOfInterest):
        reviews.send_back(case.pk, **given)
    with cast.seeing(who):
        after = recusing.step_aside(case.pk, interest=OWN, by=cast.standing(who), now=now)
        assert after.at == case.at
        assert after.lead_post_id != case.lead_post_id
        assert Review.objects.get(case=case).reviewer_id == after.lead_post_id


def test_a_unit_that_steps_aside_keeps_no_review(cast: Cast, now: datetime) -> None:
    case = in_review(cast, now)
    who = who_hears(case, cast)
    with cast.seeing(who):
        after = recusing.step_aside(case.pk, interest=UNIT, by=cast.standing(who), now=now)
        assert after.unit_id != case.unit_id
        assert Review.objects.get(case=case).unit_id == after.unit_id


def test_a_unit_that_is_too_near_is_told_to_pass_the_case_on(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    given = {"reason": "Leave.", "interest": UNIT, "by": cast.standing("mediator"), "now": now}
    with cast.seeing("mediator"), pytest.raises(UnitStepsAside):
        leads.hand_over(receipt.case_id, lead_post_id=cast.post("secretary").pk, **given)


def test_who_coordinates_can_name_the_one_who_came_to_the_post(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    officer = successor_of("mediator", cast, now)
    with cast.seeing("coordinator"):
        case = leads.hand_over(
            receipt.case_id, lead_post_id=cast.post("mediator").pk, reason="New here.", interest=Interest.NONE,
            by=cast.standing("coordinator"), now=now,
        )  # fmt: skip
    assert case.lead_appointment_id == officer.standings[0].appointment_id


def test_who_comes_to_the_post_of_a_member_is_named_anew(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    given = {"post_id": cast.post("stranger").pk, "task": "Ask there.", "interest": Interest.NONE}
    with cast.seeing("coordinator"):
        joint.name_member(receipt.case_id, by=cast.standing("coordinator"), now=now, **given)
    assert with_joined_cases(cast.officer("stranger")).joined == {receipt.case_id}
    officer = successor_of("stranger", cast, now)
    assert with_joined_cases(officer).joined == frozenset()
    with cast.seeing("coordinator"):
        joint.name_member(receipt.case_id, by=cast.standing("coordinator"), now=now, **given)
    assert with_joined_cases(officer).joined == {receipt.case_id}
