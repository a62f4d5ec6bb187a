"""A decision is looked at again by a unit that had no part in it, in writing, and within its own clock."""

from datetime import datetime, timedelta

import pytest

from folkmoot.cases.actions import closing, leads, routing, talking
from folkmoot.cases.actions.intake import Receipt
from folkmoot.cases.actions.procedures import put_under
from folkmoot.cases.actions.reviews import ask_review, decide_review, send_back
from folkmoot.cases.errors import CannotHandle, Missing, NobodyReviews, NotAllowed, RefusalStands, TooLate
from folkmoot.cases.jobs import close_all_silent
from folkmoot.cases.models import Case, Clock, Hearing, Review, ReviewOutcome
from folkmoot.cases.rules.interests import Interest
from folkmoot.officers.models import Appointment
from folkmoot.procedures.rules.steps import ImpossibleMove, Outcome, Step
from tests.cases.filing import case_of, filed_on_the_web, seeing_with
from tests.cases.stages import closed, led_by_the_mediator, routed_to_the_village
from tests.cast import Cast

NONE = Interest.NONE
UPHELD, CHANGED = ReviewOutcome.UPHELD, ReviewOutcome.CHANGED


def with_a_written_opinion(cast: Cast, now: datetime) -> Receipt:
    """Under the law of petitions, where the opinion is what the lead proposes."""
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("coordinator"):
        by = cast.standing("coordinator")
        put_under(receipt.case_id, pack="cn-petition", category="traffic", reason="A petition.", by=by, now=now)
    with cast.seeing("mediator"):
        talking.propose(receipt.case_id, proposal="Our opinion.", by=cast.standing("mediator"), now=now)
    return receipt


def asked(cast: Cast, receipt: Receipt, now: datetime, reason: str = "") -> Case:
    with seeing_with(receipt):
        return ask_review(receipt.case_id, reason=reason, by=receipt.resident, now=now)


def decided(cast: Cast, case: Case, who: str, outcome: ReviewOutcome, now: datetime) -> Case:
    with cast.seeing(who):
        return decide_review(
            case.pk, outcome=outcome, decision="We looked.", interest=Interest.NONE, by=cast.standing(who), now=now
        )


def running(cast: Cast, case: Case) -> list[str]:
    with cast.seeing("province_coordinator"):
        found = Clock.objects.filter(case=case, stopped_at=None).order_by("name")
        return [clock.name for clock in found]


def declined_in_the_village(cast: Cast, now: datetime) -> Receipt:
    receipt = routed_to_the_village(cast, now)
    with cast.seeing("secretary"):
        by = cast.standing("secretary")
        routing.decline(receipt.case_id, reason="before_a_court", explanation="A court has it.", by=by, now=now)
    return receipt


def test_the_level_above_hears_the_review_and_the_case_then_stands_where_it_stood(cast: Cast, now: datetime) -> None:
    receipt = closed(cast, now)
    case = asked(cast, receipt, now + timedelta(days=3), "The water still stands there.")
    assert (case.at, case.lead_post_id, case.unit) == (
        Step.IN_REVIEW, cast.post("coordinator").pk, cast.unit("coordinator"),
    )  # fmt: skip
    assert (case.due_clock, case.closed_at, running(cast, case)) == ("review", None, ["reopen", "review"])
    case = decided(cast, case, "coordinator", UPHELD, now + timedelta(days=9))
    assert (case.at, case.outcome, case.closed_at) == (Step.CLOSED, Outcome.CONFIRMED, now)
    assert (case.unit, case.lead_post, case.due_at) == (cast.unit("mediator"), None, None)
    assert running(cast, case) == ["reopen"]
    with seeing_with(receipt):
        review = Review.objects.select_related("case__casekey").get()
        assert (review.reason, review.decision, review.outcome) == (
            "The water still stands there.", "We looked.", UPHELD,
        )  # fmt: skip


def test_after_its_review_a_case_is_opened_again_by_who_led_it(cast: Cast, now: datetime) -> None:
    receipt = closed(cast, now)
    decided(cast, asked(cast, receipt, now), "coordinator", UPHELD, now)
    with seeing_with(receipt):
        case = closing.reopen(receipt.case_id, by=receipt.resident, now=now + timedelta(days=30))
    assert (case.at, case.lead_post_id) == (Step.ACCEPTED, cast.post("mediator").pk)


def test_what_a_review_changed_is_unconfirmed_until_the_filer_confirms_it(cast: Cast, now: datetime) -> None:
    receipt = closed(cast, now)
    case = decided(cast, asked(cast, receipt, now), "coordinator", CHANGED, now)
    assert (case.at, case.outcome) == (Step.CLOSED, Outcome.UNCONFIRMED)
    with seeing_with(receipt):
        assert closing.confirm(receipt.case_id, by=receipt.resident, now=now).outcome == Outcome.CONFIRMED


def test_what_is_sent_back_is_taken_up_by_who_led_it(cast: Cast, now: datetime) -> None:
    case = asked(cast, closed(cast, now), now)
    with cast.seeing("coordinator"), pytest.raises(Missing):
        send_back(case.pk, decision=" ", interest=Interest.NONE, by=cast.standing("coordinator"), now=now)
    with cast.seeing("coordinator"):
        case = send_back(
            case.pk, decision="Ask the neighbour too.", interest=Interest.NONE, by=cast.standing("coordinator"), now=now
        )
    assert (case.at, case.lead_post_id, case.due_clock) == (Step.ACCEPTED, cast.post("mediator").pk, "answer")
    assert (case.outcome, case.closed_at, running(cast, case)) == ("", None, ["answer"])


def test_where_nobody_is_left_who_led_it_the_unit_has_to_take_it_on(cast: Cast, now: datetime) -> None:
    case = asked(cast, closed(cast, now), now)
    Appointment.objects.filter(post=cast.post("mediator")).update(until_on=cast.today)
    with cast.seeing("coordinator"):
        case = send_back(
            case.pk, decision="Hear both.", interest=Interest.NONE, by=cast.standing("coordinator"), now=now
        )
    assert (case.at, case.lead_post, case.unit) == (Step.ROUTED, None, cast.unit("mediator"))
    assert (case.is_decided_above, running(cast, case)) == (True, ["answer", "route"])


def test_a_review_whose_reviewer_left_is_handed_to_the_next_and_by_nobody_below(cast: Cast, now: datetime) -> None:
    case = asked(cast, declined_in_the_village(cast, now), now)
    assert case.lead_post_id == cast.post("coordinator").pk
    Appointment.objects.filter(post=cast.post("coordinator")).update(until_on=cast.today)
    later = now + timedelta(days=1)

    def hand_over(by: str, to: str) -> Case:
        with cast.seeing(by):
            return leads.hand_over(
                case.pk, lead_post_id=cast.post(to).pk, reason="Vacant.", interest=NONE, by=cast.standing(by), now=later
            )

    with pytest.raises(NotAllowed):
        hand_over("secretary", "reviewer")
    with pytest.raises(CannotHandle):
        hand_over("lead", "lead")
    case = hand_over("lead", "reviewer")
    assert (case.at, case.lead_post_id) == (Step.IN_REVIEW, cast.post("reviewer").pk)
    assert decided(cast, case, "reviewer", UPHELD, later).outcome == Outcome.DECLINED
    with cast.seeing("lead"):
        assert Review.objects.get(case=case).unit == cast.unit("reviewer")


def test_a_refusal_is_upheld_or_sent_back_and_nothing_between(cast: Cast, now: datetime) -> None:
    case = asked(cast, declined_in_the_village(cast, now), now)
    with cast.seeing("coordinator"), pytest.raises(RefusalStands):
        decide_review(
            case.pk, outcome=CHANGED, decision="No.", interest=Interest.NONE, by=cast.standing("coordinator"), now=now
        )
    assert decided(cast, case, "coordinator", UPHELD, now).outcome == Outcome.DECLINED


def test_a_level_that_refused_the_case_does_not_hear_its_review(cast: Cast, now: datetime) -> None:
    receipt = declined_in_the_village(cast, now)
    with seeing_with(receipt):
        leads.escalate(receipt.case_id, reason="It has not.", by=receipt.resident, now=now)
    with cast.seeing("coordinator"):
        by = cast.standing("coordinator")
        routing.decline(receipt.case_id, reason="before_a_court", explanation="A court has it.", by=by, now=now)
    case = asked(cast, receipt, now)
    assert case.lead_post_id == cast.post("reviewer").pk
    with cast.seeing("lead"):
        assert set(Hearing.objects.values_list("unit__place__level", flat=True)) == {"village", "township", "county"}


def test_a_coordinator_who_refuses_for_a_unit_below_has_decided(cast: Cast, now: datetime) -> None:
    receipt = routed_to_the_village(cast, now)
    with cast.seeing("coordinator"):
        by = cast.standing("coordinator")
        case = routing.decline(receipt.case_id, reason="before_a_court", explanation="Court.", by=by, now=now)
    assert case.unit == cast.unit("coordinator")
    assert asked(cast, receipt, now).lead_post_id == cast.post("reviewer").pk


def test_nobody_reviews_what_they_led_in_another_unit(cast: Cast, now: datetime) -> None:
    receipt = closed(cast, now)
    mediator = cast.user("mediator")
    Appointment.objects.filter(post=cast.post("coordinator")).update(user=mediator)
    assert asked(cast, receipt, now).lead_post_id == cast.post("reviewer").pk


def test_a_review_is_asked_for_within_its_time_alone(cast: Cast, now: datetime) -> None:
    receipt = closed(cast, now)
    with pytest.raises(TooLate):
        asked(cast, receipt, now + timedelta(days=32))
    assert case_of(cast, receipt).at is Step.CLOSED


def test_a_seen_code_asks_for_a_review_and_the_desk_writes_one_down(cast: Cast, now: datetime) -> None:
    receipt = closed(cast, now)
    with cast.seeing("duty_officer"):
        by = cast.standing("duty_officer")
        case = ask_review(receipt.case_id, reason="She telephoned.", by=by, now=now)
    assert (case.at, case.lead_post_id) == (Step.IN_REVIEW, cast.post("coordinator").pk)
    with cast.seeing("auditor"), pytest.raises(NotAllowed):
        ask_review(receipt.case_id, by=cast.standing("auditor"), now=now)


def test_who_led_the_case_does_not_decide_its_review(cast: Cast, now: datetime) -> None:
    case = asked(cast, closed(cast, now), now)
    with pytest.raises(NotAllowed):
        decided(cast, case, "mediator", UPHELD, now)
    with cast.seeing("lead"), pytest.raises(NotAllowed):
        send_back(case.pk, decision="Again.", interest=Interest.NONE, by=cast.standing("lead"), now=now)


def test_what_is_not_in_review_is_not_decided(cast: Cast, now: datetime) -> None:
    receipt = closed(cast, now)
    with pytest.raises(ImpossibleMove):
        decided(cast, case_of(cast, receipt), "coordinator", UPHELD, now)


def test_withdrawing_ends_the_review_and_who_led_it_leads_it_again(cast: Cast, now: datetime) -> None:
    receipt = closed(cast, now)
    asked(cast, receipt, now)
    with seeing_with(receipt):
        case = closing.withdraw(receipt.case_id, by=receipt.resident, now=now)
        assert (case.at, case.unit, Review.objects.get().outcome) == (
            Step.WITHDRAWN, cast.unit("mediator"), ReviewOutcome.WITHDRAWN,
        )  # fmt: skip
        case = closing.reopen(receipt.case_id, by=receipt.resident, now=now)
    assert (case.at, case.lead_post_id) == (Step.ACCEPTED, cast.post("mediator").pk)


def test_under_the_law_of_petitions_the_written_opinion_opens_the_review_and_the_review_the_recheck(
    cast: Cast, now: datetime
) -> None:
    receipt = with_a_written_opinion(cast, now)
    case = asked(cast, receipt, now + timedelta(days=20))
    assert (case.at, case.due_clock) == (Step.IN_REVIEW, "review")
    case = decided(cast, case, "coordinator", UPHELD, now + timedelta(days=30))
    # The opinion waits again for the filer's word, from the day they read the review.
    assert (case.at, case.lead_post_id, case.due_clock) == (Step.PROPOSED, cast.post("mediator").pk, "confirm")
    assert running(cast, case) == ["confirm", "recheck_request"]
    case = asked(cast, receipt, now + timedelta(days=40))
    assert (case.lead_post_id, case.due_clock) == (cast.post("reviewer").pk, "recheck")
    case = decided(cast, case, "reviewer", UPHELD, now + timedelta(days=50))
    assert (case.at, running(cast, case)) == (Step.PROPOSED, ["confirm"])
    with pytest.raises(TooLate):
        asked(cast, receipt, now + timedelta(days=51))
    with seeing_with(receipt):
        assert list(Review.objects.order_by("pk").values_list("code", flat=True)) == ["review", "recheck"]


def test_silence_closes_an_opinion_and_leaves_the_time_to_ask_for_its_review(cast: Cast, now: datetime) -> None:
    receipt = with_a_written_opinion(cast, now)
    assert close_all_silent(now=now + timedelta(days=16)) == 1
    case = asked(cast, receipt, now + timedelta(days=25))
    case = decided(cast, case, "coordinator", CHANGED, now + timedelta(days=26))
    assert (case.at, case.outcome) == (Step.CLOSED, Outcome.UNCONFIRMED)


def test_beyond_the_highest_level_the_procedure_says_who_decides(cast: Cast, now: datetime) -> None:
    receipt = with_a_written_opinion(cast, now)
    with seeing_with(receipt):
        closing.dispute(receipt.case_id, reason="No.", by=receipt.resident, now=now)
    with cast.seeing("province_coordinator"):
        by = cast.standing("province_coordinator")
        leads.hand_over(
            receipt.case_id, lead_post_id=by.post_id, reason="A province's matter.", interest=NONE, by=by, now=now
        )
        talking.propose(receipt.case_id, proposal="The province's opinion.", by=by, now=now)
    with pytest.raises(NobodyReviews) as caught:
        asked(cast, receipt, now)
    assert caught.value.beyond.en == (
        "The body next above that handled the matter lies outside this region. The office that decided tells you its "
        "address."
    )


def test_a_review_past_a_unit_complained_about_goes_past_its_chain(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now, about_unit=cast.unit("coordinator"))
    with cast.seeing("lead"):
        by = cast.standing("lead")
        routing.acknowledge(receipt.case_id, message="We have it.", by=by, now=now)
        routing.accept(receipt.case_id, interest=NONE, by=by, now=now)
        talking.propose(receipt.case_id, proposal="Looked into.", by=by, now=now)
    with seeing_with(receipt):
        closing.confirm(receipt.case_id, by=receipt.resident, now=now)
    assert asked(cast, receipt, now).unit == cast.unit("city_coordinator")
