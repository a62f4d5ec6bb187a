"""After a decision the filer hears which ways remain, and until when; never what the matter is about."""

from datetime import datetime, timedelta

from django.core import mail

from folkmoot.cases.actions import routing
from folkmoot.cases.actions.reviews import ask_review, decide_review
from folkmoot.cases.jobs import tell_of_decision
from folkmoot.cases.models import ReviewOutcome
from folkmoot.cases.models.party import ContactCard
from folkmoot.cases.remaining import WayKind, ways_on
from folkmoot.cases.rules.interests import Interest
from folkmoot.ledger.models import Event
from tests.cases.filing import case_of, filed_on_the_web, seeing_with
from tests.cases.stages import closed, led_by_the_mediator, proposed
from tests.cast import Cast


def ways(cast: Cast, receipt, now: datetime) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    with cast.seeing("province_coordinator"):
        found = ways_on(case_of(cast, receipt), now=now)
    return [(way.kind, str(way.until)) for way in found if way.kind is not WayKind.ELSEWHERE]


def test_a_closed_case_can_be_reviewed_and_opened_again_each_until_its_day(cast: Cast, now: datetime) -> None:
    receipt = closed(cast, now)
    assert ways(cast, receipt, now) == [("review", "2026-04-09"), ("reopen", "2026-06-08")]
    assert ways(cast, receipt, now + timedelta(days=40)) == [("reopen", "2026-06-08")]


def test_a_proposal_can_be_disputed_and_an_open_case_has_nothing_to_object_to(cast: Cast, now: datetime) -> None:
    assert ways(cast, proposed(cast, now), now) == [("dispute", "2026-03-24")]
    assert ways(cast, led_by_the_mediator(cast, now), now) == []


def test_a_refusal_goes_to_a_review_or_to_the_level_above_and_other_routes_stay_open(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("secretary"):
        by = cast.standing("secretary")
        routing.acknowledge(receipt.case_id, message="We have it.", by=by, now=now)
        routing.decline(receipt.case_id, reason="before_a_court", explanation="A court.", by=by, now=now)
    assert ways(cast, receipt, now) == [("review", "2026-04-09"), ("level_above", "None")]
    with cast.seeing("lead"):
        elsewhere = [way.title.en for way in ways_on(case_of(cast, receipt), now=now)[2:] if way.title]
    assert elsewhere == [
        "A court has the matter or has decided it",
        "A crime, or someone is in danger",
        "The law reserves the matter to another procedure",
    ]


def test_after_the_last_review_only_what_is_left_is_named(cast: Cast, now: datetime) -> None:
    receipt = closed(cast, now)
    with seeing_with(receipt):
        ask_review(receipt.case_id, by=receipt.resident, now=now)
    assert ways(cast, receipt, now) == []
    with cast.seeing("coordinator"):
        by = cast.standing("coordinator")
        decide_review(
            receipt.case_id, outcome=ReviewOutcome.UPHELD, decision="It stands.", interest=Interest.NONE, by=by, now=now
        )
    assert ways(cast, receipt, now) == [("reopen", "2026-06-08")]


def test_who_gave_an_address_reads_there_which_ways_remain(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now, contact=ContactCard(email="wang@example.org"))
    with cast.seeing("secretary"):
        by = cast.standing("secretary")
        routing.acknowledge(receipt.case_id, message="We have it.", by=by, now=now)
        routing.decline(receipt.case_id, reason="before_a_court", explanation="A court has it.", by=by, now=now)
        event = Event.objects.get(case_id=receipt.case_id, kind="case.declined")
    tell_of_decision(event.pk)
    (letter,) = mail.outbox
    assert "take it to the level above" in letter.body
    assert "A court has it." not in letter.body
    assert letter.to == ["wang@example.org"]
