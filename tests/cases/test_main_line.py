"""A concern comes in, gets one lead and one case file, and ends in a close that the resident confirms."""

from datetime import datetime, timedelta

import pytest

from folkmoot.cases.actions import closing, codes, leads, merging, routing, talking
from folkmoot.cases.actions.call_backs import CallBackAnswer, ask_in_private, record_call_back
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.errors import (
    AlreadyRated,
    CannotHandle,
    CannotMerge,
    ChangedMeanwhile,
    CodeWasSeen,
    ConflictOfInterest,
    Missing,
    NamesInSummary,
    NotAllowed,
    TooLate,
    TopLevel,
)
from folkmoot.cases.jobs import close_all_silent
from folkmoot.cases.models import AccessCode, CallBack, Case, Channel, Clock, Message, MessageKind, Note
from folkmoot.cases.models.desk import CallBackKind
from folkmoot.ledger.models import Event
from folkmoot.ledger.queries import chain_fault
from folkmoot.officers.models import Appointment, User
from folkmoot.officers.rules.authority import Hand
from folkmoot.procedures.rules.steps import ImpossibleMove, Outcome, Step
from tests.cases.filing import (
    NARRATIVE,
    case_of,
    concern,
    filed_at_the_desk,
    filed_on_the_web,
    seeing_with,
)
from tests.cast import Cast

NONE = Interest.NONE


def routed_to_the_village(cast: Cast, now: datetime):  # type: ignore[no-untyped-def]
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("mediator"):
        routing.acknowledge(receipt.case_id, message="We have it.", by=cast.standing("mediator"), now=now)
    return receipt


def led_by_the_mediator(cast: Cast, now: datetime):  # type: ignore[no-untyped-def]
    receipt = routed_to_the_village(cast, now)
    with cast.seeing("mediator"):
        routing.accept(receipt.case_id, interest=NONE, by=cast.standing("mediator"), now=now)
    return receipt


def proposed(cast: Cast, now: datetime):  # type: ignore[no-untyped-def]
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("mediator"):
        talking.propose(receipt.case_id, proposal="A new culvert by May.", by=cast.standing("mediator"), now=now)
    return receipt


def closed(cast: Cast, now: datetime):  # type: ignore[no-untyped-def]
    receipt = proposed(cast, now)
    with seeing_with(receipt):
        closing.confirm(receipt.case_id, by=receipt.resident, now=now)
    return receipt


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


def test_a_code_that_an_officer_has_seen_cannot_close_the_question(cast: Cast, now: datetime) -> None:
    receipt = filed_at_the_desk(cast, "mediator", now)
    me = cast.standing("mediator")
    with cast.seeing("mediator"):
        routing.acknowledge(receipt.case_id, message="We have it.", by=me, now=now)
        routing.accept(receipt.case_id, interest=NONE, by=me, now=now)
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
        routing.accept(other.case_id, interest=NONE, by=cast.standing("lead"), now=now)
        talking.propose(other.case_id, proposal="Done.", by=cast.standing("lead"), now=now)
    with cast.seeing("call_back"), pytest.raises(NotAllowed):
        closing.confirm(other.case_id, by=cast.standing("call_back"), now=now)


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


def test_a_lead_who_is_close_to_the_matter_is_refused(cast: Cast, now: datetime) -> None:
    receipt = routed_to_the_village(cast, now)
    with cast.seeing("mediator"), pytest.raises(ConflictOfInterest):
        routing.accept(receipt.case_id, interest=Interest.FAMILY, by=cast.standing("mediator"), now=now)


def test_the_stranger_reaches_no_case_of_another_county(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("stranger"), pytest.raises(Case.DoesNotExist):
        talking.note(receipt.case_id, body="Hello.", by=cast.standing("stranger"), now=now)


def test_handing_over_names_the_next_lead_and_why(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    me, next_lead = cast.standing("mediator"), cast.post("coordinator")
    with cast.seeing("mediator"), pytest.raises(Missing):
        leads.hand_over(receipt.case_id, lead_post_id=next_lead.pk, reason=" ", interest=NONE, by=me, now=now)
    with cast.seeing("mediator"):
        case = leads.hand_over(
            receipt.case_id, lead_post_id=next_lead.pk, reason="Two villages.", interest=NONE, by=me, now=now
        )
        assert (case.lead_post_id, case.unit) == (next_lead.pk, next_lead.unit)
        assert [n.body for n in Note.objects.select_related("case__casekey")] == ["Two villages."]
    with cast.seeing("mediator"), pytest.raises(NotAllowed):
        talking.ask(receipt.case_id, question="When?", by=me, now=now)


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


def test_silence_closes_a_case_as_unconfirmed_and_another_unit_asks(cast: Cast, now: datetime) -> None:
    receipt = proposed(cast, now)
    assert close_all_silent(now=now + timedelta(days=14)) == 0
    later = now + timedelta(days=15)
    assert close_all_silent(now=later) == 1
    assert case_of(cast, receipt).outcome == Outcome.UNCONFIRMED
    with cast.seeing("call_back"):
        automation = cast.standing("automation")
        call_back = ask_in_private(receipt.case_id, kind=CallBackKind.RESOLUTION, by=automation, now=later)
        assert call_back is not None
        record_call_back(
            call_back.pk, answer=CallBackAnswer.RESOLVED, words="", by=cast.standing("call_back"), now=later
        )
    assert case_of(cast, receipt).outcome == Outcome.CONFIRMED


def test_a_case_reopens_with_one_press_for_ninety_days(cast: Cast, now: datetime) -> None:
    receipt = closed(cast, now)
    with seeing_with(receipt):
        case = closing.reopen(receipt.case_id, by=receipt.resident, now=now + timedelta(days=90))
    assert (case.step, case.lead_post_id, case.reopened_count) == (Step.ACCEPTED, cast.post("mediator").pk, 1)


def test_a_case_whose_lead_has_left_is_accepted_anew(cast: Cast, now: datetime) -> None:
    receipt = closed(cast, now)
    Appointment.objects.filter(post=cast.post("mediator")).update(until_on=cast.today)
    successor = User.objects.create(username="successor")
    Appointment.objects.create(post=cast.post("mediator"), user=successor, from_on=cast.today)
    with seeing_with(receipt):
        case = closing.reopen(receipt.case_id, by=receipt.resident, now=now)
    assert (case.step, case.lead_post) == (Step.ROUTED, None)


def test_a_case_does_not_reopen_after_ninety_days(cast: Cast, now: datetime) -> None:
    receipt = closed(cast, now)
    with seeing_with(receipt), pytest.raises(TooLate):
        closing.reopen(receipt.case_id, by=receipt.resident, now=now + timedelta(days=92))


def test_what_is_answered_about_a_withdrawal_is_seen_by_the_asking_unit_alone(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    with seeing_with(receipt):
        closing.withdraw(receipt.case_id, by=receipt.resident, now=now)
    with cast.seeing("call_back"):
        call_back = ask_in_private(
            receipt.case_id, kind=CallBackKind.WITHDRAWAL, by=cast.standing("automation"), now=now
        )
        assert call_back is not None
        record_call_back(
            call_back.pk,
            answer=CallBackAnswer.PRESSED,
            words="The head of the village came by.",
            by=cast.standing("call_back"),
            now=now,
        )
        assert CallBack.objects.get().answer == "pressed"
    for name in ("mediator", "coordinator", "province_coordinator"):
        with cast.seeing(name):
            assert not CallBack.objects.exists()
    with seeing_with(receipt):
        assert closing.reopen(receipt.case_id, by=receipt.resident, now=now).step == Step.ACCEPTED


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


def test_a_lead_takes_a_case_to_a_lead_at_the_level_above(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("mediator"):
        case = leads.escalate(receipt.case_id, reason="Too large.", by=cast.standing("mediator"), now=now)
    assert (case.step, case.lead_post_id) == (Step.ACCEPTED, cast.post("coordinator").pk)


def test_there_is_nothing_above_the_independent_unit(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now, about_unit=cast.unit("province_coordinator"))
    with seeing_with(receipt), pytest.raises(TopLevel):
        leads.escalate(receipt.case_id, reason="Higher.", by=receipt.resident, now=now)


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


def test_a_complaint_past_a_unit_is_not_merged_back_to_it(cast: Cast, now: datetime) -> None:
    plain = led_by_the_mediator(cast, now)
    past = filed_on_the_web(cast, now, about_unit=cast.unit("mediator"))
    with cast.seeing("coordinator"), pytest.raises(CannotMerge):
        merging.merge(past.case_id, into_id=plain.case_id, by=cast.standing("coordinator"), now=now)


@pytest.mark.parametrize("summary", ["Wang Xiaoming blocks a ditch", "A quarrel with xiaoming", "Call 138 0013 8000"])
def test_a_summary_says_nobodys_name(cast: Cast, now: datetime, summary: str) -> None:
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("mediator"), pytest.raises(NamesInSummary):
        talking.summarise(receipt.case_id, summary=summary, category="neighbour", by=cast.standing("mediator"), now=now)


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


def test_a_rating_is_given_once_a_close(cast: Cast, now: datetime) -> None:
    receipt = closed(cast, now)
    with seeing_with(receipt):
        closing.rate(receipt.case_id, score=1, comment="", by=receipt.resident, now=now)
        with pytest.raises(AlreadyRated):
            closing.rate(receipt.case_id, score=5, comment="", by=receipt.resident, now=now)


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


def test_a_unit_elsewhere_cannot_be_given_a_case(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("secretary"), pytest.raises(CannotHandle):
        routing.route(receipt.case_id, unit=cast.unit("stranger"), by=cast.standing("secretary"), now=now)


def test_a_concern_without_a_word_is_not_taken_in(cast: Cast, now: datetime) -> None:
    with pytest.raises(Missing):
        filed_on_the_web(cast, now, narrative="  ")


def test_the_desk_takes_in_concerns_of_its_own_area_alone(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        filed_at_the_desk(cast, "mediator", now, place=cast.other_county)


def test_the_summary_of_a_letter_is_checked_at_the_door(cast: Cast, now: datetime) -> None:
    with pytest.raises(NamesInSummary):
        filed_at_the_desk(cast, "mediator", now, summary="王小明 and the ditch", name="王小明")


def test_a_message_kind_is_kept(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    with seeing_with(receipt):
        kinds = set(Message.objects.values_list("kind", flat=True))
    assert kinds == {MessageKind.CONCERN, MessageKind.WISH}
    assert case_of(cast, receipt).channel == Channel.WEB
    assert concern(cast).where == ""
