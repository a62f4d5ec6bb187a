"""Whatever people press, in whatever order, a case stays in the table, keeps its one lead and its chain whole."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.cases.actions import closing, leads, merging, reviews, routing, talking
from folkmoot.cases.actions.intake import Receipt
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.actions.overdue import take_up_untaken
from folkmoot.cases.errors import CaseError
from folkmoot.cases.models import Case, Hearing, Review, ReviewOutcome
from folkmoot.ledger.models import Event
from folkmoot.ledger.queries import chain_fault
from folkmoot.officers.models import Appointment
from folkmoot.officers.scope import of_post, seeing
from folkmoot.procedures.packs import load_pack
from folkmoot.procedures.rules.steps import ENDED, LED, TABLE, ImpossibleMove, Move, Step
from tests.cases.filing import filed_on_the_web, seeing_with
from tests.cast import Cast

DESK = ("mediator", "secretary", "coordinator", "lead", "reviewer", "call_back", "auditor")
NONE = Interest.NONE
Act = Callable[..., Any]


def desk_moves(cast: Cast, other: Receipt) -> dict[Move, Act]:
    """What somebody at the desk can press, each with sensible words."""
    court = load_pack("intl").decline_reasons[0].code
    coordinator = cast.post("coordinator").pk
    return {
        Move.ACKNOWLEDGE: lambda pk, **w: routing.acknowledge(pk, message="We have it.", **w),
        Move.ROUTE: lambda pk, **w: routing.route(pk, unit=cast.unit("coordinator"), reason="Theirs.", **w),
        Move.ACCEPT: lambda pk, **w: routing.accept(pk, interest=NONE, **w),
        Move.DECLINE: lambda pk, **w: routing.decline(pk, reason=court, explanation="Court.", **w),
        Move.REFER_OUT: lambda pk, **w: routing.refer_out(pk, reason=court, explanation="Court.", **w),
        Move.ASSIGN: lambda pk, **w: leads.assign(pk, lead_post_id=w["by"].post_id, interest=NONE, **w),
        Move.HAND_OVER: lambda pk, **w: leads.hand_over(
            pk, lead_post_id=coordinator, reason="Leave.", interest=NONE, **w
        ),
        Move.ESCALATE: lambda pk, **w: leads.escalate(pk, reason="Too large.", **w),
        Move.ASK: lambda pk, **w: talking.ask(pk, question="When?", **w),
        Move.PROPOSE: lambda pk, **w: talking.propose(pk, proposal="A culvert.", **w),
        Move.CONFIRM: closing.confirm,
        Move.DISPUTE: lambda pk, **w: closing.dispute(pk, reason="No.", **w),
        Move.MERGE: lambda pk, **w: merging.merge(pk, into_id=other.case_id, **w),
        Move.UNMERGE: merging.unmerge,
        Move.ADOPT: lambda pk, **w: routing.adopt(pk, interest=NONE, **w),
        Move.DECIDE_REVIEW: lambda pk, **w: reviews.decide_review(
            pk, outcome=ReviewOutcome.CHANGED, decision="Seen.", interest=NONE, **w
        ),
        Move.SEND_BACK: lambda pk, **w: reviews.send_back(pk, decision="Again.", interest=NONE, **w),
    }


RESIDENT: dict[Move, Act] = {
    Move.ANSWER: lambda pk, **w: talking.answer(pk, body="In May.", **w),
    Move.CONFIRM: closing.confirm,
    Move.DISPUTE: lambda pk, **w: closing.dispute(pk, reason="No.", **w),
    Move.REOPEN: closing.reopen,
    Move.WITHDRAW: closing.withdraw,
    Move.ESCALATE: lambda pk, **w: leads.escalate(pk, reason="Higher.", **w),
    Move.ASK_REVIEW: lambda pk, **w: reviews.ask_review(pk, reason="Another eye.", **w),
}

#: What one press may turn out to be, by whether anybody is left who led the case.
UNLED_TOO = {
    Move.REOPEN: {Move.REOPEN, Move.REOPEN_UNLED},
    Move.SEND_BACK: {Move.SEND_BACK, Move.SEND_BACK_UNLED},
}

presses = st.one_of(
    st.tuples(st.sampled_from(DESK), st.sampled_from(sorted(set(Move) - set(RESIDENT) - {Move.RECEIVE, Move.CLOSE}))),
    st.tuples(st.sampled_from(DESK), st.sampled_from([Move.ACKNOWLEDGE, Move.ACCEPT, Move.PROPOSE, Move.ESCALATE])),
    st.tuples(st.just("resident"), st.sampled_from(sorted(RESIDENT))),
    st.tuples(st.just("resident"), st.just(Move.ASK_REVIEW)),
    st.tuples(st.sampled_from(DESK), st.sampled_from([Move.DECIDE_REVIEW, Move.SEND_BACK])),
    st.tuples(st.just("clock"), st.sampled_from([Move.CLOSE, Move.ESCALATE])),
    st.tuples(st.just("vacancy"), st.just(Move.REOPEN)),
)


def press(cast: Cast, receipt: Receipt, other: Receipt, who: str, move: Move, now: datetime) -> None:
    """One press; a refusal is as good an answer as any."""
    try:
        with transaction.atomic():
            if who == "resident":
                with seeing_with(receipt):
                    RESIDENT[move](receipt.case_id, by=receipt.resident, now=now)
            elif who == "clock":
                post = cast.standing("automation")
                with seeing(of_post(post)):
                    if move is Move.ESCALATE:
                        take_up_untaken(receipt.case_id, by=post, now=now)
                    else:
                        closing.close_silent(receipt.case_id, by=post, now=now)
            elif who == "vacancy":
                Appointment.objects.filter(post=cast.post("mediator"), until_on=None).update(until_on=now.date())
            elif (act := desk_moves(cast, other).get(move)) is not None:
                with cast.seeing(who):
                    act(receipt.case_id, by=cast.standing(who), now=now)
    except (CaseError, ImpossibleMove, Case.DoesNotExist):
        return


def targets(move: Move, step: Step, before: str) -> set[str]:
    """Where the table lets a move lead from a step."""
    target = TABLE[move].get(step)
    if target is None:
        return set()
    return {target.value} if isinstance(target, Step) else {before}


@given(st.lists(presses, min_size=1, max_size=14))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_sequence_of_moves_leaves_the_table_or_an_open_case_without_its_lead(
    cast: Cast, now: datetime, sequence: list[tuple[str, Move]]
) -> None:
    with transaction.atomic():
        receipt, other = filed_on_the_web(cast, now), filed_on_the_web(cast, now)
        at = now
        step, before, reviewed = Step.RECEIVED, "", ""
        heard: set[int] = set()
        for who, move in sequence:
            at += timedelta(days=5)
            press(cast, receipt, other, who, move, at)
            with cast.seeing("province_coordinator"):
                case = Case.objects.get(pk=receipt.case_id)
                if case.step != step or case.step_before_merge != before:
                    tried = UNLED_TOO.get(move, {move})
                    assert case.step in set().union(*(targets(m, step, before or reviewed) for m in tried))
                review = Review.objects.filter(case=case, decided_at=None).first()
                assert (review is not None) == (case.at is Step.IN_REVIEW)
                if review is not None and step is not Step.IN_REVIEW:
                    assert review.unit_id not in heard
                reviewed = review.step_before if review else ""
                heard = set(Hearing.objects.filter(case=case).values_list("unit", flat=True))
                is_led = case.at in LED
                assert (case.lead_post_id is not None and case.lead_appointment_id is not None) or not is_led
                assert case.lead_post_id is None or case.at in LED | {Step.MERGED}
                assert (case.closed_at is not None) == (case.at in ENDED)
                # Whoever waits knows until when.
                assert (case.due_at is not None) == case.is_open
                step, before = case.at, case.step_before_merge
        with cast.seeing("province_coordinator"):
            assert chain_fault(f"case:{receipt.case_id}") is None
            assert Event.objects.filter(case_id=receipt.case_id).count() >= 1
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "columns", ["lead_post_id = NULL", "lead_appointment_id = NULL", "step = 'led'", "step = 'closed'"]
)
def test_the_database_itself_refuses_a_led_case_without_its_one_lead(cast: Cast, now: datetime, columns: str) -> None:
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("mediator"):
        by = cast.standing("mediator")
        routing.acknowledge(receipt.case_id, message="We have it.", by=by, now=now)
        routing.accept(receipt.case_id, interest=NONE, by=by, now=now)
    with pytest.raises(IntegrityError), cast.seeing("mediator"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE cases_case SET {columns} WHERE id = %s", [receipt.case_id])
