"""What happens at a board or a court is written down, and its times run for the filer to read."""

from datetime import date, datetime, timedelta

import pytest

from folkmoot.cases.actions import closing, milestones, procedures, talking
from folkmoot.cases.actions.intake import Receipt
from folkmoot.cases.errors import Missing, NotAllowed, NotToday
from folkmoot.cases.models import Clock, Message
from folkmoot.ledger.models import Event
from tests.cases.filing import case_of, seeing_with
from tests.cases.stages import led_by_the_mediator
from tests.cast import Cast

LAW = "Law of the People's Republic of China on Mediation and Arbitration of Labour Disputes"


def under_labour_law(cast: Cast, receipt: Receipt, now: datetime) -> Receipt:
    put = {"pack": "cn-labour", "category": "pay", "reason": "It is about pay."}
    with cast.seeing("coordinator"):
        procedures.put_under(receipt.case_id, by=cast.standing("coordinator"), now=now, **put)
    return receipt


@pytest.fixture
def receipt(cast: Cast, now: datetime) -> Receipt:
    """A matter of pay that the mediator leads."""
    return under_labour_law(cast, led_by_the_mediator(cast, now), now)


def tell(cast: Cast, receipt: Receipt, now: datetime, mark: str, on: date, who: str = "mediator", words: str = ""):  # type: ignore[no-untyped-def]
    with cast.seeing(who):
        return milestones.record_milestone(
            receipt.case_id, milestone=mark, happened_on=on, words=words, by=cast.standing(who), now=now
        )


def elsewhere(cast: Cast, receipt: Receipt) -> dict[str, date]:
    with cast.seeing("mediator"):
        found = Clock.objects.filter(case_id=receipt.case_id, stopped_at=None)
        return {each.name: each.due_on for each in found if each.name not in {"answer", "reopen", "review_request"}}


def said_last(receipt: Receipt) -> str:
    with seeing_with(receipt):
        return Message.objects.filter(case_id=receipt.case_id).select_related("case__casekey").latest("at", "pk").body


def test_the_board_s_times_begin_and_nothing_becomes_due_at_the_desk(
    cast: Cast, receipt: Receipt, now: datetime
) -> None:
    before = case_of(cast, receipt)
    tell(cast, receipt, now, "arbitration_asked", date(2026, 3, 2))
    assert elsewhere(cast, receipt) == {"arbitration_acceptance": date(2026, 3, 9)}
    tell(cast, receipt, now, "arbitration_accepted", date(2026, 3, 6))
    assert elsewhere(cast, receipt) == {
        "arbitration_service": date(2026, 3, 11),
        "tribunal_notice": date(2026, 3, 11),
        # Forty-five days after 6 March: 20 April is a Monday.
        "award": date(2026, 4, 20),
    }
    after = case_of(cast, receipt)
    assert (after.due_at, after.due_clock) == (before.due_at, before.due_clock) != (None, "")


def test_the_filer_reads_what_happened_what_the_law_says_and_until_when(
    cast: Cast, receipt: Receipt, now: datetime
) -> None:
    tell(cast, receipt, now, "award_served", date(2026, 3, 10), words="It came by post.")
    assert said_last(receipt) == (
        "Written down in your case: Award received, on 10 Mar 2026.\n\n"
        "It came by post.\n\n"
        "If you do not accept the award, bring an action within fifteen days of receiving it. "
        f"({LAW}, art. 48; {LAW}, art. 50)\n\n"
        "Bring an action against the award: by 25 Mar 2026."
    )
    with cast.seeing("auditor"):
        event = Event.objects.filter(case_id=receipt.case_id).latest("seq")
    told = {key: event.data[key] for key in ("milestone", "on")}
    assert (event.kind, told) == ("case.milestone_recorded", {"milestone": "award_served", "on": "2026-03-10"})


def test_a_day_that_was_wrong_is_corrected_and_a_mistake_is_taken_back(
    cast: Cast, receipt: Receipt, now: datetime
) -> None:
    tell(cast, receipt, now, "award_served", date(2026, 3, 10))
    tell(cast, receipt, now, "award_served", date(2026, 3, 9))
    assert elsewhere(cast, receipt) == {"suit": date(2026, 3, 24)}
    with cast.seeing("mediator"):
        by = cast.standing("mediator")
        milestones.take_back_milestone(receipt.case_id, milestone="award_served", by=by, now=now)
        with pytest.raises(Missing):
            milestones.take_back_milestone(receipt.case_id, milestone="award_served", by=by, now=now)
    assert elsewhere(cast, receipt) == {}
    assert said_last(receipt) == "This was written down by mistake and is taken back: Award received, on 9 Mar 2026."


def test_a_right_to_go_to_court_outlives_the_case_and_its_being_opened_again(
    cast: Cast, receipt: Receipt, now: datetime
) -> None:
    with cast.seeing("mediator"):
        talking.propose(receipt.case_id, proposal="The pay comes.", by=cast.standing("mediator"), now=now)
    tell(cast, receipt, now, "award_served", date(2026, 3, 10))
    with seeing_with(receipt):
        closing.confirm(receipt.case_id, by=receipt.resident, now=now)
    assert elsewhere(cast, receipt) == {"suit": date(2026, 3, 25)}
    assert case_of(cast, receipt).due_at is None
    # It may be written down when nobody leads the case any more.
    tell(cast, receipt, now, "harm_known", date(2025, 6, 1))
    with seeing_with(receipt):
        closing.reopen(receipt.case_id, by=receipt.resident, now=now)
    assert elsewhere(cast, receipt) == {"suit": date(2026, 3, 25), "limitation": date(2026, 6, 1)}


def test_the_front_door_s_procedure_knows_no_board(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    with pytest.raises(Missing):
        tell(cast, receipt, now, "agreed", now.date())


def test_a_day_to_come_is_refused_and_so_is_who_does_not_handle_the_case(
    cast: Cast, receipt: Receipt, now: datetime
) -> None:
    with pytest.raises(NotToday):
        tell(cast, receipt, now, "awarded", now.date() + timedelta(days=1))
    with pytest.raises(NotAllowed):
        tell(cast, receipt, now, "awarded", now.date(), who="auditor")
    assert tell(cast, receipt, now, "awarded", now.date(), who="coordinator").version > 1
