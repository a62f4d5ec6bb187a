"""The clocks stand for a reason of the procedure, and go on."""

from datetime import date, datetime, timedelta

import pytest

from folkmoot.cases.actions import closing, pausing, routing, talking
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.errors import (
    EndsBeforeToday,
    NoSuchReason,
    NotAllowed,
    NotStanding,
    PauseTooLong,
    StandsAlready,
)
from folkmoot.cases.models import Clock, Message, Pause
from folkmoot.ledger.models import Event
from folkmoot.ledger.queries import chain_fault
from tests.cases.filing import case_of, filed_on_the_web, seeing_with
from tests.cases.stages import led_by_the_mediator, routed_to_the_village
from tests.cast import Cast

# Filed on Tuesday 10 March 2026: 21 days for the answer, until Tuesday 31 March.
ANSWER = date(2026, 3, 31)


def pause(cast: Cast, receipt, now: datetime, **changes):  # type: ignore[no-untyped-def]
    asked = {"reason": "expert_opinion", "until_on": date(2026, 3, 19), "by": cast.standing("mediator"), "now": now}
    with cast.seeing("mediator"):
        return pausing.pause(receipt.case_id, **asked | changes)


def answer_due(cast: Cast, receipt) -> date:  # type: ignore[no-untyped-def]
    with cast.seeing("mediator"):
        return Clock.objects.get(case_id=receipt.case_id, name="answer", stopped_at=None).due_on


def told(receipt) -> list[str]:  # type: ignore[no-untyped-def]
    with seeing_with(receipt):
        said = Message.objects.filter(case_id=receipt.case_id, kind="reason").select_related("case__casekey")
        return [message.body for message in said.order_by("at", "pk")]


def test_a_pause_moves_the_date_by_its_days_and_the_filer_reads_why(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    pause(cast, receipt, now, words="The engineer comes on the 18th.")
    # Ten days, 10 to 19 March, do not count. The tenth is the day of the event anyway: nine days later.
    assert answer_due(cast, receipt) == ANSWER + timedelta(days=9)
    (said,) = told(receipt)
    assert said == (
        "An expert looks into it. The time stands until the opinion is there, and no longer than 60 days.\n\n"
        "Planned until 19 Mar 2026 at the latest; the day after, the time goes on by itself.\n\n"
        "Answer the concern: by 9 Apr 2026 instead of 31 Mar 2026.\n\n"
        "The engineer comes on the 18th."
    )
    with cast.seeing("auditor"):
        event = Event.objects.filter(case_id=receipt.case_id).latest("seq")
        assert (event.kind, event.data["reason"], event.data["until"]) == (
            "case.paused",
            "expert_opinion",
            "2026-03-19",
        )
        assert chain_fault(f"case:{receipt.case_id}") is None


def test_the_case_shows_the_new_date_as_due_first(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    case = pause(cast, receipt, now)
    assert case.due_clock == "answer"
    # The moment at which 9 April ends.
    assert case.due_at == datetime(2026, 4, 10, tzinfo=now.tzinfo)


def test_the_lead_ends_a_pause_before_its_day(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    pause(cast, receipt, now)
    later = now + timedelta(days=3)
    with cast.seeing("mediator"):
        row = Pause.objects.get(case_id=receipt.case_id)
        pausing.end_pause(receipt.case_id, pause_id=row.pk, by=cast.standing("mediator"), now=later)
        row.refresh_from_db()
        assert (row.until_on, row.ended_at) == (date(2026, 3, 13), later)
    # 11, 12 and 13 March did not count; 3 April is a Friday.
    assert answer_due(cast, receipt) == date(2026, 4, 3)
    assert told(receipt)[-1].startswith("The time goes on.")
    with cast.seeing("mediator"), pytest.raises(NotStanding):
        pausing.end_pause(receipt.case_id, pause_id=row.pk, by=cast.standing("mediator"), now=later)


def test_an_answer_ends_the_pause_that_waited_for_it_and_no_other(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    pause(cast, receipt, now)
    with cast.seeing("mediator"):
        talking.ask(
            receipt.case_id,
            question="Since when?",
            stands_until=date(2026, 4, 8),
            by=cast.standing("mediator"),
            now=now,
        )
    with seeing_with(receipt):
        talking.answer(receipt.case_id, body="Since May.", by=receipt.resident, now=now + timedelta(days=2))
    with cast.seeing("mediator"):
        rows = {row.code: row.until_on for row in Pause.objects.filter(case_id=receipt.case_id)}
    assert rows == {"expert_opinion": date(2026, 3, 19), "information_from_resident": date(2026, 3, 12)}
    assert answer_due(cast, receipt) == ANSWER + timedelta(days=9)


def test_pauses_that_overlap_count_a_day_once(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    pause(cast, receipt, now)
    pause(cast, receipt, now + timedelta(days=5), reason="hearing", until_on=date(2026, 3, 24))
    assert answer_due(cast, receipt) == ANSWER + timedelta(days=14)


@pytest.mark.parametrize(
    ("changes", "error", "field"),
    [
        ({"reason": "holiday"}, NoSuchReason, "reason"),
        ({"until_on": date(2026, 3, 9)}, EndsBeforeToday, "until_on"),
        ({"until_on": date(2026, 5, 9)}, PauseTooLong, "until_on"),
    ],
)
def test_a_pause_outside_the_list_is_refused_with_its_field(
    cast: Cast, now: datetime, changes: dict[str, object], error: type, field: str
) -> None:
    receipt = led_by_the_mediator(cast, now)
    with pytest.raises(error) as refused:
        pause(cast, receipt, now, **changes)
    assert refused.value.field == field
    assert answer_due(cast, receipt) == ANSWER


def test_sixty_days_are_allowed_and_no_more_by_pausing_again(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    pause(cast, receipt, now, until_on=date(2026, 5, 8))
    with pytest.raises(StandsAlready):
        pause(cast, receipt, now)
    with pytest.raises(PauseTooLong):
        pause(cast, receipt, datetime(2026, 5, 9, 9, tzinfo=now.tzinfo), until_on=date(2026, 5, 9))


def test_only_the_lead_stops_the_clocks(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    for who in ("coordinator", "lead", "auditor"):
        with cast.seeing(who), pytest.raises(NotAllowed):
            pausing.pause(receipt.case_id, reason="hearing", until_on=date(2026, 3, 12), by=cast.standing(who), now=now)


def test_a_clock_that_ran_out_cannot_stand(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    with pytest.raises(NoSuchReason):
        pause(cast, receipt, datetime(2026, 4, 1, 9, tzinfo=now.tzinfo), until_on=date(2026, 4, 2))


def test_nothing_stands_before_somebody_leads(cast: Cast, now: datetime) -> None:
    receipt = routed_to_the_village(cast, now)
    case = case_of(cast, receipt)
    assert pausing.reasons_now(case, today=now.date()) == {}


def test_a_pause_ends_with_the_clock_that_stood_and_does_not_hold_up_the_next_one(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    pause(cast, receipt, now, until_on=date(2026, 4, 20))
    with cast.seeing("mediator"):
        talking.propose(receipt.case_id, proposal="A culvert.", by=cast.standing("mediator"), now=now)
        assert Pause.objects.get(case_id=receipt.case_id).ended_at == now
    with seeing_with(receipt):
        closing.dispute(receipt.case_id, reason="It is still wet.", by=receipt.resident, now=now + timedelta(days=1))
    # Anew from 11 March: 21 days end on 1 April.
    assert answer_due(cast, receipt) == date(2026, 4, 1)


def test_a_resident_reads_it_in_their_own_language(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now, language="zh-hans")
    with cast.seeing("mediator"):
        routing.acknowledge(receipt.case_id, message="收到了。", by=cast.standing("mediator"), now=now)
        routing.accept(receipt.case_id, interest=Interest.NONE, by=cast.standing("mediator"), now=now)
    pause(cast, receipt, now)
    assert told(receipt)[0].split("\n\n")[0].startswith("正在鉴定、评估或者检查")
