"""A leader keeps a case under their own eyes, hears of it every week, and lifts it."""

from datetime import date, datetime, timedelta

import pytest

from folkmoot.cases.actions import closing, supervising, talking
from folkmoot.cases.actions.intake import Receipt
from folkmoot.cases.errors import (
    AlreadySupervised,
    CannotLift,
    CannotSupervise,
    Missing,
    NotAllowed,
    NotSupervised,
)
from folkmoot.cases.models import Clock, Note, Report, Supervision
from folkmoot.ledger.models import Event
from folkmoot.officers.actions.accounts import appoint, end_appointment
from folkmoot.officers.models import Appointment
from folkmoot.officers.queries import officer_of
from tests.cases.filing import case_of, seeing_with
from tests.cases.stages import closed, led_by_the_mediator
from tests.cast import PROVINCE, Cast


def supervised(cast: Cast, now: datetime, *, who: str = "coordinator") -> Receipt:
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing(who):
        supervising.supervise(receipt.case_id, reason="Before the rains.", by=cast.standing(who), now=now)
    return receipt


def report(cast: Cast, receipt: Receipt, now: datetime) -> Report:
    with cast.seeing("mediator"):
        return supervising.report(receipt.case_id, body="The pipe is ordered.", by=cast.standing("mediator"), now=now)


def lift(cast: Cast, receipt: Receipt, who: str, now: datetime) -> Supervision:
    with cast.seeing(who):
        return supervising.lift(receipt.case_id, reason="It is done.", by=cast.standing(who), now=now)


def test_a_leader_of_the_place_or_above_supervises_and_no_clock_changes(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("coordinator"):
        before = list(Clock.objects.filter(case=receipt.case_id).values())
        supervising.supervise(receipt.case_id, reason="Before the rains.", by=cast.standing("coordinator"), now=now)
        assert list(Clock.objects.filter(case=receipt.case_id).values()) == before
        running = Supervision.objects.select_related("case__casekey").get(case=receipt.case_id)
        assert (running.post, running.reason) == (cast.post("coordinator"), "Before the rains.")
        assert running.report_due_on == date(2026, 3, 17)


def test_one_supervision_at_a_time(cast: Cast, now: datetime) -> None:
    receipt = supervised(cast, now)
    with cast.seeing("lead"), pytest.raises(AlreadySupervised):
        supervising.supervise(receipt.case_id, reason="Me too.", by=cast.standing("lead"), now=now)


def test_nobody_supervises_what_they_lead_or_what_is_closed(cast: Cast, now: datetime) -> None:
    done = closed(cast, now)
    with cast.seeing("coordinator"), pytest.raises(CannotSupervise):
        supervising.supervise(done.case_id, reason="Late.", by=cast.standing("coordinator"), now=now)
    led = led_by_the_mediator(cast, now)
    with cast.seeing("mediator"), pytest.raises(NotAllowed):
        supervising.supervise(led.case_id, reason="Mine.", by=cast.standing("mediator"), now=now)


def test_a_reason_is_needed(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("lead"), pytest.raises(Missing):
        supervising.supervise(receipt.case_id, reason="  ", by=cast.standing("lead"), now=now)


def test_each_report_counts_for_its_week(cast: Cast, now: datetime) -> None:
    receipt = supervised(cast, now)
    assert report(cast, receipt, now + timedelta(days=2)).due_on == date(2026, 3, 17)
    assert report(cast, receipt, now + timedelta(days=15)).due_on == date(2026, 3, 24)
    with cast.seeing("coordinator"):
        assert Supervision.objects.get(case=receipt.case_id).report_due_on == date(2026, 3, 31)
        dues = [event.data["due"] for event in Event.objects.filter(kind="case.reported").order_by("seq")]
    assert dues == ["2026-03-17", "2026-03-24"]


def test_nobody_else_reports_and_nothing_is_reported_unasked(cast: Cast, now: datetime) -> None:
    receipt = supervised(cast, now)
    with cast.seeing("coordinator"), pytest.raises(NotAllowed):
        supervising.report(receipt.case_id, body="All well.", by=cast.standing("coordinator"), now=now)
    other = led_by_the_mediator(cast, now)
    with pytest.raises(NotSupervised):
        report(cast, other, now)


def test_who_supervises_lifts_it_and_says_why_at_the_desk(cast: Cast, now: datetime) -> None:
    receipt = supervised(cast, now)
    lift(cast, receipt, "coordinator", now)
    with cast.seeing("coordinator"):
        over = Supervision.objects.get(case=receipt.case_id)
        assert (over.lifted_by, over.lifted_at) == (cast.post("coordinator"), now)
        assert Note.objects.select_related("case__casekey").get(case=receipt.case_id).body == "It is done."


def test_the_level_right_above_lifts_it_and_no_other(cast: Cast, now: datetime) -> None:
    receipt = supervised(cast, now)
    for who in ("city_coordinator", "province_coordinator"):
        with pytest.raises(CannotLift):
            lift(cast, receipt, who, now)
    assert lift(cast, receipt, "lead", now).lifted_by == cast.post("lead")


def test_below_who_supervises_nobody_lifts_it(cast: Cast, now: datetime) -> None:
    receipt = supervised(cast, now, who="lead")
    with pytest.raises(CannotLift):
        lift(cast, receipt, "coordinator", now)


def test_where_the_level_above_is_vacant_the_next_one_lifts_it(cast: Cast, now: datetime) -> None:
    receipt = supervised(cast, now)
    for name in ("lead", "reviewer"):
        held = Appointment.objects.get(post=cast.post(name))
        end_appointment(held, until_on=cast.today + timedelta(days=1), by=cast.standing("administrator"), now=now)
    later = now + timedelta(days=2)
    assert lift(cast, receipt, "city_coordinator", later).lifted_by == cast.post("city_coordinator")


def test_where_who_supervises_left_at_the_root_another_post_there_lifts_it(cast: Cast, now: datetime) -> None:
    receipt = supervised(cast, now, who="province_coordinator")
    head = cast.post(f"{PROVINCE}.province-centre.secretary")
    appoint(head, user=cast.user("auditor"), from_on=cast.today, by=cast.standing("administrator"), now=now)
    by = next(s for s in officer_of(cast.user("auditor"), today=cast.today).standings if s.post_id == head.pk)
    with cast.seeing("province_coordinator"), pytest.raises(CannotLift):
        supervising.lift(receipt.case_id, reason="It is done.", by=by, now=now)
    Appointment.objects.filter(post=cast.post("province_coordinator")).update(until_on=cast.today)
    with cast.seeing("province_coordinator"):
        assert supervising.lift(receipt.case_id, reason="It is done.", by=by, now=now).lifted_by == head


def test_weeks_in_which_the_case_was_closed_ask_for_no_report(cast: Cast, now: datetime) -> None:
    receipt = supervised(cast, now)
    with cast.seeing("mediator"):
        talking.propose(receipt.case_id, proposal="A culvert.", by=cast.standing("mediator"), now=now)
    with seeing_with(receipt):
        closing.confirm(receipt.case_id, by=receipt.resident, now=now)
        closing.reopen(receipt.case_id, by=receipt.resident, now=now + timedelta(days=30))
    assert case_of(cast, receipt).is_open
    with cast.seeing("coordinator"):
        assert Supervision.objects.get(case=receipt.case_id, lifted_at=None).report_due_on == date(2026, 4, 14)
