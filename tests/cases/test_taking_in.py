"""What is kept of a concern, who answers for it, and what is refused at the door."""

from datetime import datetime

import pytest

from folkmoot.cases.actions import talking
from folkmoot.cases.errors import (
    Missing,
    NamesInSummary,
    NotAllowed,
)
from folkmoot.cases.models import Case, Message
from folkmoot.ledger.models import Event
from folkmoot.procedures.rules.steps import Step
from tests.cases.filing import (
    NARRATIVE,
    case_of,
    filed_at_the_desk,
    filed_on_the_web,
)
from tests.cases.stages import led_by_the_mediator
from tests.cast import Cast


def test_a_concern_filed_on_the_web_is_answered_for_by_the_lowest_held_post(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    case = case_of(cast, receipt)
    assert case.step == Step.RECEIVED
    assert case.unit == cast.unit("mediator")
    assert case.taken_by == cast.post("secretary")
    assert case.lead_post is None


def test_nothing_that_was_said_stands_in_clear(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("province_coordinator"):
        message = Message.objects.select_related("case__casekey").get(case_id=receipt.case_id, kind="concern")
        assert NARRATIVE.encode() not in bytes(message.sealed_body)
        assert message.body == NARRATIVE
        party = message.party
        assert party.name == "Wang Xiaoming"
        assert b"Wang" not in bytes(party.sealed_name or b"")
        stored = str(list(Event.objects.filter(case_id=receipt.case_id).values()))
    assert "ditch" not in stored
    assert receipt.code not in stored


def test_a_complaint_about_a_unit_is_handed_in_past_it(cast: Cast, now: datetime) -> None:
    committee = cast.unit("mediator")
    for receipt in (
        filed_on_the_web(cast, now, about_unit=committee),
        filed_at_the_desk(cast, "mediator", now, about_unit=committee),
    ):
        for name in ("mediator", "secretary", "stranger"):
            with cast.seeing(name):
                assert not Case.objects.exists()
                assert not Message.objects.exists()
                assert not Event.objects.filter(case_id=receipt.case_id).exists()
        assert case_of(cast, receipt, seen_by="coordinator").taken_by == cast.post("coordinator")


def test_a_complaint_about_the_head_office_goes_to_the_independent_unit(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now, about_unit=cast.unit("province_coordinator"))
    for name in ("province_coordinator", "city_coordinator", "lead", "coordinator", "mediator", "administrator"):
        with cast.seeing(name):
            assert not Case.objects.exists()
    with cast.seeing("independent_call_back"):
        assert Case.objects.get(pk=receipt.case_id).unit == cast.unit("independent_call_back")


@pytest.mark.parametrize("summary", ["Wang Xiaoming blocks a ditch", "A quarrel with xiaoming", "Call 138 0013 8000"])
def test_a_summary_says_nobodys_name(cast: Cast, now: datetime, summary: str) -> None:
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("mediator"), pytest.raises(NamesInSummary):
        talking.summarise(receipt.case_id, summary=summary, category="neighbour", by=cast.standing("mediator"), now=now)


def test_a_concern_without_a_word_is_not_taken_in(cast: Cast, now: datetime) -> None:
    with pytest.raises(Missing):
        filed_on_the_web(cast, now, narrative="  ")


def test_the_desk_takes_in_concerns_of_its_own_area_alone(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        filed_at_the_desk(cast, "mediator", now, place=cast.other_county)


def test_the_summary_of_a_letter_is_checked_at_the_door(cast: Cast, now: datetime) -> None:
    with pytest.raises(NamesInSummary):
        filed_at_the_desk(cast, "mediator", now, summary="王小明 and the ditch", name="王小明")


def test_the_stranger_reaches_no_case_of_another_county(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("stranger"), pytest.raises(Case.DoesNotExist):
        talking.note(receipt.case_id, body="Hello.", by=cast.standing("stranger"), now=now)
