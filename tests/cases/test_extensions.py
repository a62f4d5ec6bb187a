"""The lead asks for more time, another post decides, and the filer reads why either way."""

from datetime import date, datetime, timedelta

import pytest

from folkmoot.cases.actions import extending, leads, procedures
from folkmoot.cases.actions.intake import Receipt
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.errors import (
    AskedAlready,
    ClockRanOut,
    Missing,
    NobodyCanApprove,
    NoMoreTime,
    NotAllowed,
    NotTheApprover,
)
from folkmoot.cases.models import Clock, Extension, Message
from folkmoot.ledger.models import Event
from folkmoot.officers.actions.accounts import appoint, end_appointment
from folkmoot.officers.models import AppointmentKind
from folkmoot.officers.queries import officer_of, standing_of
from tests.cases.filing import case_of, seeing_with
from tests.cases.stages import led_by_the_mediator, proposed
from tests.cast import COUNTY, Cast


def asked(cast: Cast, receipt, now: datetime, **changes) -> Extension:  # type: ignore[no-untyped-def]
    given = {"clock": "answer", "reason": "The engineer is ill.", "by": cast.standing("mediator"), "now": now}
    with cast.seeing("mediator"):
        return extending.ask_extension(receipt.case_id, **given | changes)


def answer_due(cast: Cast, receipt) -> date:  # type: ignore[no-untyped-def]
    with cast.seeing("mediator"):
        return Clock.objects.get(case_id=receipt.case_id, name="answer", stopped_at=None).due_on


def last_reason(receipt) -> str:  # type: ignore[no-untyped-def]
    with seeing_with(receipt):
        said = Message.objects.filter(case_id=receipt.case_id, kind="reason").select_related("case__casekey")
        return said.latest("at").body


def test_the_coordinator_above_grants_ten_days_and_the_filer_reads_why(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    request = asked(cast, receipt, now)
    assert request.reason == "The engineer is ill."
    with cast.seeing("coordinator"):
        extending.grant_extension(
            receipt.case_id, extension_id=request.pk, by=cast.standing("coordinator"), now=now + timedelta(days=1)
        )
    # 31 days after 10 March: 10 April is a Friday.
    assert answer_due(cast, receipt) == date(2026, 4, 10)
    assert last_reason(receipt) == (
        "Your answer takes longer. We tell you why, what has been done so far, and the new date.\n\n"
        "The reason: The engineer is ill.\n\n"
        "Answer the concern: by 10 Apr 2026 instead of 31 Mar 2026."
    )
    with cast.seeing("auditor"):
        kinds = Event.objects.filter(case_id=receipt.case_id).order_by("seq").values_list("kind", flat=True)
        assert list(kinds)[-2:] == ["case.extension_asked", "case.extension_granted"]


def test_a_refusal_is_told_with_the_date_that_stays(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    request = asked(cast, receipt, now)
    with cast.seeing("coordinator"):
        with pytest.raises(Missing):
            extending.refuse_extension(
                receipt.case_id, extension_id=request.pk, reason=" ", by=cast.standing("coordinator"), now=now
            )
        extending.refuse_extension(
            receipt.case_id, extension_id=request.pk, reason="Ask another.", by=cast.standing("coordinator"), now=now
        )
        request.refresh_from_db()
        assert (request.is_granted, request.decided_by_id) == (False, cast.post("coordinator").pk)
    assert answer_due(cast, receipt) == date(2026, 3, 31)
    assert last_reason(receipt).endswith("The reason: Ask another.\n\nYour date stays: 31 Mar 2026.")


def test_nobody_but_the_nearest_post_of_the_role_decides(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    request = asked(cast, receipt, now)
    refused = {"mediator": NotAllowed, "secretary": NotTheApprover, "lead": NotTheApprover, "auditor": NotAllowed}
    for who, error in refused.items():
        with cast.seeing(who), pytest.raises(error):
            extending.grant_extension(receipt.case_id, extension_id=request.pk, by=cast.standing(who), now=now)


def test_a_lead_who_coordinates_is_decided_about_by_the_level_above(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("coordinator"):
        leads.hand_over(
            receipt.case_id, lead_post_id=cast.post("coordinator").pk, reason="It is mine.", interest=Interest.NONE,
            by=cast.standing("coordinator"), now=now,
        )  # fmt: skip
        request = extending.ask_extension(
            receipt.case_id, clock="answer", reason="It is hard.", by=cast.standing("coordinator"), now=now
        )
        with pytest.raises(NotTheApprover):
            extending.grant_extension(
                receipt.case_id, extension_id=request.pk, by=cast.standing("coordinator"), now=now
            )
    with cast.seeing("lead"):
        extending.grant_extension(receipt.case_id, extension_id=request.pk, by=cast.standing("lead"), now=now)
    assert answer_due(cast, receipt) == date(2026, 4, 10)


def test_the_same_person_in_another_post_does_not_decide(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    by = cast.standing("administrator")
    appoint(
        cast.post("coordinator"), user=cast.user("mediator"), from_on=cast.today, kind=AppointmentKind.DEPUTY, by=by,
        now=now,
    )  # fmt: skip
    request = asked(cast, receipt, now)
    both = officer_of(cast.user("mediator"), today=cast.today)
    deputy = next(each for each in both.standings if each.post_id == cast.post("coordinator").pk)
    with cast.seeing("coordinator"), pytest.raises(NotTheApprover):
        extending.grant_extension(receipt.case_id, extension_id=request.pk, by=deputy, now=now)
    with cast.seeing("coordinator"):
        extending.grant_extension(receipt.case_id, extension_id=request.pk, by=cast.standing("coordinator"), now=now)


def test_where_the_post_is_vacant_the_next_one_above_decides(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    request = asked(cast, receipt, now)
    held = cast.post("coordinator").appointments.get()
    end_appointment(held, until_on=cast.today, by=cast.standing("administrator"), now=now)
    with cast.seeing("lead"):
        extending.grant_extension(receipt.case_id, extension_id=request.pk, by=cast.standing("lead"), now=now)
    assert answer_due(cast, receipt) == date(2026, 4, 10)


def petition_at_the_county(cast: Cast, now: datetime) -> Receipt:
    """Under the Regulations, nothing better being promised, so that its sixty days run, and taken up to the county."""
    receipt = led_by_the_mediator(cast, now)
    number, none = receipt.case_id, Interest.NONE
    with cast.seeing("coordinator"):
        Clock.objects.filter(case_id=number).delete()
        put = {"pack": "cn-petition", "category": "environment", "reason": "The dust comes from a works."}
        procedures.put_under(number, by=cast.standing("coordinator"), now=now, **put)
    for who in ("mediator", "coordinator"):
        with cast.seeing(who):
            leads.escalate(number, reason="Too large for us.", interest=none, by=cast.standing(who), now=now)
    return receipt


def test_the_head_of_the_county_centre_gives_a_petition_led_there_thirty_days(cast: Cast, now: datetime) -> None:
    receipt = petition_at_the_county(cast, now)
    lead, why = cast.standing("lead"), {"clock": "answer", "reason": "The works has to be measured."}
    with cast.seeing("lead"), pytest.raises(NobodyCanApprove):
        extending.ask_extension(receipt.case_id, by=lead, now=now, **why)
    head = cast.post(f"{COUNTY}.county-centre.secretary")
    appoint(head, user=cast.user("auditor"), from_on=cast.today, by=cast.standing("administrator"), now=now)
    with cast.seeing("lead"):
        request = extending.ask_extension(receipt.case_id, by=lead, now=now, **why)
        with pytest.raises(NotTheApprover):
            extending.grant_extension(receipt.case_id, extension_id=request.pk, by=lead, now=now)
        held = standing_of(head, head.appointments.get())
        extending.grant_extension(receipt.case_id, extension_id=request.pk, by=held, now=now)
        answer = Clock.objects.get(case_id=receipt.case_id, name="answer", stopped_at=None)
    # Ninety days after 10 March: 8 June is a Monday.
    assert answer.due_on == date(2026, 6, 8)


def test_who_coordinates_leads_before_who_heads_the_centre(cast: Cast, now: datetime) -> None:
    head = cast.post(f"{COUNTY}.county-centre.secretary")
    appoint(head, user=cast.user("auditor"), from_on=cast.today, by=cast.standing("administrator"), now=now)
    receipt = petition_at_the_county(cast, now)
    assert case_of(cast, receipt).lead_post == cast.post("lead")


def test_more_time_is_given_only_as_often_as_the_pack_says(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    request = asked(cast, receipt, now)
    with pytest.raises(AskedAlready):
        asked(cast, receipt, now)
    with cast.seeing("coordinator"):
        extending.grant_extension(receipt.case_id, extension_id=request.pk, by=cast.standing("coordinator"), now=now)
    with pytest.raises(NoMoreTime):
        asked(cast, receipt, now)
    with cast.seeing("coordinator"), pytest.raises(NoMoreTime):
        extending.grant_extension(receipt.case_id, extension_id=request.pk, by=cast.standing("coordinator"), now=now)


@pytest.mark.parametrize("clock", ["route", "confirm", "moon"])
def test_a_clock_for_which_the_pack_has_no_more_time_is_refused(cast: Cast, now: datetime, clock: str) -> None:
    receipt = led_by_the_mediator(cast, now)
    with pytest.raises(NoMoreTime):
        asked(cast, receipt, now, clock=clock)


def test_a_clock_that_ran_out_cannot_be_given_more_time(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    request = asked(cast, receipt, now)
    late = datetime(2026, 4, 1, 0, 0, 1, tzinfo=now.tzinfo)
    with cast.seeing("coordinator"), pytest.raises(ClockRanOut):
        extending.grant_extension(receipt.case_id, extension_id=request.pk, by=cast.standing("coordinator"), now=late)
    with cast.seeing("coordinator"):
        extending.refuse_extension(
            receipt.case_id, extension_id=request.pk, reason="Too late.", by=cast.standing("coordinator"), now=late
        )
    with pytest.raises(ClockRanOut):
        asked(cast, receipt, late)


def test_a_request_without_a_reason_is_refused(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    with pytest.raises(Missing):
        asked(cast, receipt, now, reason=" ")


def test_nothing_is_asked_once_the_answer_is_given(cast: Cast, now: datetime) -> None:
    receipt = proposed(cast, now)
    with pytest.raises(NoMoreTime):
        asked(cast, receipt, now)
