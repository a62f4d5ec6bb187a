"""Two concerns about one matter."""

from datetime import date, datetime, timedelta

import pytest

from folkmoot.cases import jobs
from folkmoot.cases.actions import closing, merging, procedures, talking
from folkmoot.cases.actions.intake import Receipt
from folkmoot.cases.errors import CannotMerge, NothingJoined
from folkmoot.cases.models import Clock, Message
from folkmoot.ledger.models import Event
from folkmoot.procedures.rules.steps import Outcome, Step
from tests.cases.filing import case_of, filed_on_the_web, seeing_with
from tests.cases.stages import led_by_the_mediator
from tests.cast import Cast


def test_a_merge_can_be_undone_and_each_filer_keeps_their_remedy(cast: Cast, now: datetime) -> None:
    first, second = led_by_the_mediator(cast, now), filed_on_the_web(cast, now)
    coordinator = cast.standing("coordinator")
    with cast.seeing("coordinator"):
        merging.merge(second.case_id, into_id=first.case_id, by=coordinator, now=now)
        undone = merging.unmerge(second.case_id, by=coordinator, now=now)
        assert (undone.step, undone.merged_into_id) == (Step.RECEIVED, None)
        merging.merge(second.case_id, into_id=first.case_id, by=coordinator, now=now)
    with cast.seeing("mediator"):
        talking.propose(first.case_id, proposal="A culvert.", by=cast.standing("mediator"), now=now)
    automation = cast.standing("automation")
    with cast.seeing("coordinator"):
        merging.share_proposal(
            second.case_id,
            proposal="A culvert.",
            lead_post_id=cast.standing("mediator").post_id,
            by=automation,
            now=now,
        )
    with seeing_with(second):
        case = closing.dispute(second.case_id, reason="Not for us.", by=second.resident, now=now)
        assert case.step == Step.RECEIVED
    with seeing_with(first):
        assert closing.confirm(first.case_id, by=first.resident, now=now).outcome == Outcome.CONFIRMED


def times_of(cast: Cast, receipt: Receipt) -> dict[str, date]:
    with cast.seeing("coordinator"):
        return dict(Clock.objects.filter(case_id=receipt.case_id, stopped_at=None).values_list("name", "due_on"))


def test_who_is_joined_waits_for_the_answer_and_for_nobody_to_be_found(cast: Cast, now: datetime) -> None:
    first, second = led_by_the_mediator(cast, now), filed_on_the_web(cast, now)
    by, later = cast.standing("coordinator"), now + timedelta(days=2)
    assert times_of(cast, second) == {
        "acknowledge": date(2026, 3, 12), "route": date(2026, 3, 17), "answer": date(2026, 3, 31),
    }  # fmt: skip
    with cast.seeing("coordinator"):
        joined = merging.merge(second.case_id, into_id=first.case_id, by=by, now=later)
    assert times_of(cast, second) == {"acknowledge": date(2026, 3, 12), "answer": date(2026, 3, 31)}
    assert joined.due_clock == "acknowledge"
    # Five working days from Thursday the 12th.
    with cast.seeing("coordinator"):
        merging.unmerge(second.case_id, by=by, now=later)
    assert times_of(cast, second)["route"] == date(2026, 3, 19)


def test_under_a_law_that_counts_from_acceptance_being_joined_is_being_taken_on(cast: Cast, now: datetime) -> None:
    first, second = led_by_the_mediator(cast, now), filed_on_the_web(cast, now)
    by, put = cast.standing("coordinator"), {"pack": "cn-mediation", "category": "neighbour", "reason": "A quarrel."}
    with cast.seeing("coordinator"):
        procedures.put_under(second.case_id, by=by, now=now, **put)
        Clock.objects.filter(case=second.case_id, name="answer").update(stopped_at=now)
        merging.merge(second.case_id, into_id=first.case_id, by=by, now=now)
    # Thirty days after 10 March.
    assert times_of(cast, second)["answer"] == date(2026, 4, 9)


def test_who_parts_with_the_others_by_disputing_is_taken_on_anew(cast: Cast, now: datetime) -> None:
    first, second = led_by_the_mediator(cast, now), filed_on_the_web(cast, now)
    with cast.seeing("coordinator"):
        merging.merge(second.case_id, into_id=first.case_id, by=cast.standing("coordinator"), now=now)
        merging.share_proposal(
            second.case_id, proposal="A culvert.", lead_post_id=cast.standing("mediator").post_id,
            by=cast.standing("automation"), now=now,
        )  # fmt: skip
    with seeing_with(second):
        closing.dispute(second.case_id, reason="Not for us.", by=second.resident, now=now)
    assert times_of(cast, second)["route"] == date(2026, 3, 17)


def test_a_complaint_past_a_unit_is_not_merged_back_to_it(cast: Cast, now: datetime) -> None:
    plain = led_by_the_mediator(cast, now)
    past = filed_on_the_web(cast, now, about_unit=cast.unit("mediator"))
    with cast.seeing("coordinator"), pytest.raises(CannotMerge):
        merging.merge(past.case_id, into_id=plain.case_id, by=cast.standing("coordinator"), now=now)


def joined(cast: Cast, into: Receipt, now: datetime, *, count: int) -> list[Receipt]:
    """So many more concerns of the village, joined to a case by the coordinator."""
    others = [filed_on_the_web(cast, now) for _ in range(count)]
    with cast.seeing("coordinator"):
        for other in others:
            merging.merge(other.case_id, into_id=into.case_id, by=cast.standing("coordinator"), now=now)
    return others


def test_the_case_that_leads_keeps_which_concerns_came_and_left(cast: Cast, now: datetime) -> None:
    first = led_by_the_mediator(cast, now)
    stays, leaves = joined(cast, first, now, count=2)
    with cast.seeing("coordinator"):
        merging.unmerge(leaves.case_id, by=cast.standing("coordinator"), now=now)
        kept = Event.objects.filter(case_id=first.case_id, kind__startswith="case.concern_").order_by("seq")
        assert [(event.kind, event.data["concern"]) for event in kept] == [
            ("case.concern_joined", stays.case_id),
            ("case.concern_joined", leaves.case_id),
            ("case.concern_left", leaves.case_id),
        ]


def test_a_message_to_all_stands_in_each_filers_own_conversation(cast: Cast, now: datetime) -> None:
    first = led_by_the_mediator(cast, now)
    others = joined(cast, first, now, count=2)
    with cast.seeing("mediator"):
        merging.tell_together(first.case_id, body="We meet on Friday.", by=cast.standing("mediator"), now=now)
        told = Event.objects.get(case_id=first.case_id, kind="case.told_together")
    jobs.tell_joined(told.pk)
    for receipt in (first, *others):
        with seeing_with(receipt):
            said = Message.objects.select_related("case__casekey").filter(case=receipt.case_id).latest("pk")
            assert (said.body, said.post_id) == ("We meet on Friday.", cast.post("mediator").pk)


def test_there_is_nobody_to_be_told_where_nothing_is_joined(cast: Cast, now: datetime) -> None:
    first = led_by_the_mediator(cast, now)
    with cast.seeing("mediator"), pytest.raises(NothingJoined):
        merging.tell_together(first.case_id, body="Hello.", by=cast.standing("mediator"), now=now)


def test_nobody_is_left_behind_in_a_case_that_its_filer_withdrew(cast: Cast, now: datetime) -> None:
    first = led_by_the_mediator(cast, now)
    (other,) = joined(cast, first, now, count=1)
    with seeing_with(first):
        closing.withdraw(first.case_id, by=first.resident, now=now)
    with cast.seeing("coordinator"):
        event = Event.objects.get(case_id=first.case_id, kind="case.withdrawn")
    jobs.part_joined(event.pk)
    assert (case_of(cast, other).step, case_of(cast, other).merged_into_id) == (Step.RECEIVED, None)
