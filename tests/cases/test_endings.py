"""How a case ends, and what the resident can do afterwards."""

from datetime import datetime, timedelta

import pytest

from folkmoot.cases.actions import closing
from folkmoot.cases.actions.call_backs import CallBackAnswer, ask_in_private, record_call_back
from folkmoot.cases.errors import (
    AlreadyRated,
    TooLate,
)
from folkmoot.cases.jobs import close_all_silent
from folkmoot.cases.models import CallBack
from folkmoot.cases.models.desk import CallBackKind
from folkmoot.officers.models import Appointment, User
from folkmoot.procedures.rules.steps import Outcome, Step
from tests.cases.filing import (
    case_of,
    seeing_with,
)
from tests.cases.stages import closed, led_by_the_mediator, proposed
from tests.cast import Cast


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


def test_a_rating_is_given_once_a_close(cast: Cast, now: datetime) -> None:
    receipt = closed(cast, now)
    with seeing_with(receipt):
        closing.rate(receipt.case_id, score=1, comment="", by=receipt.resident, now=now)
        with pytest.raises(AlreadyRated):
            closing.rate(receipt.case_id, score=5, comment="", by=receipt.resident, now=now)
