"""A concern comes in, gets one lead and one case file, and ends in a close that the resident confirms."""

from datetime import datetime

import pytest

from folkmoot.cases.actions import closing, talking
from folkmoot.cases.errors import (
    ChangedMeanwhile,
)
from folkmoot.cases.models import Channel, Clock, Message, MessageKind
from folkmoot.ledger.models import Event
from folkmoot.ledger.queries import chain_fault
from folkmoot.procedures.rules.steps import ImpossibleMove, Outcome, Step
from tests.cases.filing import (
    case_of,
    concern,
    filed_on_the_web,
    seeing_with,
)
from tests.cases.stages import closed, led_by_the_mediator, proposed, routed_to_the_village
from tests.cast import Cast


def test_the_main_line_ends_in_a_close_that_the_resident_confirms(cast: Cast, now: datetime) -> None:
    receipt = closed(cast, now)
    with seeing_with(receipt):
        closing.rate(receipt.case_id, score=5, comment="Thank you.", by=receipt.resident, now=now)
    case = case_of(cast, receipt)
    assert (case.step, case.outcome) == (Step.CLOSED, Outcome.CONFIRMED)
    assert case.lead_post is None
    assert case.last_lead is not None
    assert case.last_lead.post == cast.post("mediator")
    with cast.seeing("auditor"):
        kinds = list(Event.objects.filter(case_id=case.pk).order_by("seq").values_list("kind", flat=True))
        assert kinds == [
            "case.received",
            "case.acknowledged",
            "case.accepted",
            "case.proposed",
            "case.confirmed",
            "case.rated",
        ]
        assert chain_fault(f"case:{case.pk}") is None


def test_the_clocks_of_the_pack_run_from_the_first_word(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("mediator"):
        due = dict(Clock.objects.filter(case_id=receipt.case_id).values_list("name", "due_on"))
    # Tuesday 10 March 2026: two working days, five working days, 21 calendar days.
    assert {name: day.isoformat() for name, day in due.items()} == {
        "acknowledge": "2026-03-12",
        "route": "2026-03-17",
        "answer": "2026-03-31",
    }
    assert case_of(cast, receipt).due_clock == "acknowledge"


def test_a_question_waits_for_its_answer(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("mediator"):
        assert (
            talking.ask(receipt.case_id, question="Since when?", by=cast.standing("mediator"), now=now).step
            == "waiting"
        )
    with seeing_with(receipt):
        case = talking.answer(receipt.case_id, body="Since March.", by=receipt.resident, now=now)
    assert case.step == Step.ASSIGNED


def test_a_disputed_resolution_goes_on_with_the_same_lead(cast: Cast, now: datetime) -> None:
    receipt = proposed(cast, now)
    with seeing_with(receipt):
        case = closing.dispute(receipt.case_id, reason="The water still stands.", by=receipt.resident, now=now)
    assert (case.step, case.lead_post_id) == (Step.ASSIGNED, cast.post("mediator").pk)


def test_whoever_acts_on_an_old_version_is_told_and_loses_nothing(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    seen = case_of(cast, receipt).version
    with cast.seeing("mediator"):
        talking.ask(receipt.case_id, question="When?", by=cast.standing("mediator"), now=now, seen=seen)
    with cast.seeing("mediator"), pytest.raises(ChangedMeanwhile):
        talking.propose(receipt.case_id, proposal="Done.", by=cast.standing("mediator"), now=now, seen=seen)
    assert case_of(cast, receipt).step == Step.WAITING


def test_an_impossible_move_is_refused(cast: Cast, now: datetime) -> None:
    receipt = routed_to_the_village(cast, now)
    with seeing_with(receipt), pytest.raises(ImpossibleMove):
        closing.confirm(receipt.case_id, by=receipt.resident, now=now)


def test_a_message_kind_is_kept(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    with seeing_with(receipt):
        kinds = set(Message.objects.values_list("kind", flat=True))
    assert kinds == {MessageKind.CONCERN, MessageKind.WISH}
    assert case_of(cast, receipt).channel == Channel.WEB
    assert concern(cast).where == ""
