"""Only a code that no officer has seen closes the question."""

from datetime import datetime

import pytest

from folkmoot.cases.actions import closing, codes, routing, talking
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.errors import (
    CodeWasSeen,
    NotAllowed,
)
from folkmoot.cases.models import AccessCode, Case, Message, Note
from folkmoot.officers.rules.authority import Hand
from folkmoot.procedures.rules.steps import Outcome
from tests.cases.filing import (
    filed_at_the_desk,
    seeing_with,
)
from tests.cases.stages import led_by_the_mediator, proposed
from tests.cast import Cast


def test_a_code_that_an_officer_has_seen_cannot_close_the_question(cast: Cast, now: datetime) -> None:
    receipt = filed_at_the_desk(cast, "mediator", now)
    me = cast.standing("mediator")
    with cast.seeing("mediator"):
        routing.acknowledge(receipt.case_id, message="We have it.", by=me, now=now)
        routing.accept(receipt.case_id, interest=Interest.NONE, by=me, now=now)
        talking.propose(receipt.case_id, proposal="A new culvert.", by=me, now=now)
    assert receipt.resident.hand is Hand.FILER_SEEN
    with seeing_with(receipt), pytest.raises(CodeWasSeen):
        closing.confirm(receipt.case_id, by=receipt.resident, now=now)
    with seeing_with(receipt), pytest.raises(CodeWasSeen):
        closing.withdraw(receipt.case_id, by=receipt.resident, now=now)
    with seeing_with(receipt):
        talking.write(receipt.case_id, body="I can be reached in the evening.", by=receipt.resident, now=now)
    with cast.seeing("call_back"):
        key = codes.invite(receipt.case_id, by=cast.standing("call_back"), now=now)
    with seeing_with(receipt, key):
        resident = codes.set_own_code(receipt.case_id, key=key, own_code="four words for me", now=now)
    with seeing_with(receipt, "Four  words for ME"):
        case = Case.objects.get(pk=receipt.case_id)
        digest = codes.code_digest(receipt.reference, "four words for me")
        assert codes.resident_of(case, digest) == resident
        closing.confirm(receipt.case_id, by=resident, now=now)
    with seeing_with(receipt):
        assert not Case.objects.exists()


def test_a_one_time_key_works_once(cast: Cast, now: datetime) -> None:
    receipt = filed_at_the_desk(cast, "mediator", now)
    with cast.seeing("call_back"):
        key = codes.invite(receipt.case_id, by=cast.standing("call_back"), now=now)
    with seeing_with(receipt, key):
        codes.set_own_code(receipt.case_id, key=key, own_code="four words for me", now=now)
    with seeing_with(receipt, key):
        assert not AccessCode.objects.exists()


def test_a_code_typed_unseen_at_the_doorstep_closes_the_question(cast: Cast, now: datetime) -> None:
    receipt = filed_at_the_desk(cast, "mediator", now, own_code="my grandmother sings")
    with seeing_with(receipt, "my grandmother sings"):
        case = Case.objects.get(pk=receipt.case_id)
        digest = codes.code_digest(receipt.reference, "my grandmother sings")
        resident = codes.resident_of(case, digest)
    assert resident is not None
    assert resident.hand is Hand.FILER


def test_the_unit_that_handles_a_case_cannot_call_back_about_it(cast: Cast, now: datetime) -> None:
    receipt = proposed(cast, now)
    with cast.seeing("call_back"):
        confirmed = closing.confirm(receipt.case_id, by=cast.standing("call_back"), now=now)
    assert confirmed.outcome == Outcome.CONFIRMED
    other = filed_at_the_desk(cast, "lead", now)
    with cast.seeing("lead"):
        routing.acknowledge(other.case_id, message="We have it.", by=cast.standing("lead"), now=now)
        routing.accept(other.case_id, interest=Interest.NONE, by=cast.standing("lead"), now=now)
        talking.propose(other.case_id, proposal="Done.", by=cast.standing("lead"), now=now)
    with cast.seeing("call_back"), pytest.raises(NotAllowed):
        closing.confirm(other.case_id, by=cast.standing("call_back"), now=now)


def test_a_respondent_sees_their_own_conversation_and_no_other(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    me = cast.standing("mediator")
    with cast.seeing("mediator"):
        from_desk = talking.add_party(
            receipt.case_id,
            role=talking.PartyRole.RESPONDENT,
            name="Li Da",
            contact=talking.ContactCard(),
            by=me,
            now=now,
        )
        code = codes.issue_code(receipt.case_id, from_desk.pk, by=me, now=now)
        talking.write(receipt.case_id, body="Please tell us your side.", by=me, now=now, party_id=from_desk.pk)
        talking.note(receipt.case_id, body="Careful.", by=me, now=now)
    with seeing_with(receipt, code):
        case = Case.objects.select_related("casekey").get()
        digest = codes.code_digest(receipt.reference, code)
        resident = codes.resident_of(case, digest)
        assert resident is not None
        assert resident.hand is Hand.RESPONDENT
        assert [p.name for p in case.parties.select_related("case__casekey")] == ["Li Da"]
        assert [m.body for m in Message.objects.select_related("case__casekey")] == ["Please tell us your side."]
        assert not Note.objects.exists()
        talking.write(receipt.case_id, body="It was the rain.", by=resident, now=now)
        for refused in (closing.dispute, closing.reopen, closing.withdraw):
            with pytest.raises(NotAllowed):
                refused(receipt.case_id, reason="No.", by=resident, now=now)
        with pytest.raises(NotAllowed):
            talking.answer(receipt.case_id, body="I answer for her.", by=resident, now=now)
