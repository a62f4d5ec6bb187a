"""A case is put under another procedure of the region: nothing that was promised gets worse."""

from datetime import date, datetime, timedelta

import pytest

from folkmoot.cases.actions import closing, extending, leads, pausing, procedures, routing, talking
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.errors import AlreadyAnswered, ExcludedThere, Missing, NotAllowed, OtherProcedure
from folkmoot.cases.models import Clock, Message
from folkmoot.ledger.models import Event
from tests.cases.filing import case_of, filed_on_the_web, seeing_with
from tests.cases.stages import led_by_the_mediator, proposed, routed_to_the_village
from tests.cast import Cast


def put(cast: Cast, receipt, now: datetime, who: str = "coordinator", **changes):  # type: ignore[no-untyped-def]
    given = {"pack": "cn-petition", "category": "village_affairs", "reason": "It is about a decision of the village."}
    with cast.seeing(who):
        return procedures.put_under(receipt.case_id, by=cast.standing(who), now=now, **given | changes)


def running(cast: Cast, receipt) -> dict[str, tuple[date, str]]:  # type: ignore[no-untyped-def]
    with cast.seeing("coordinator"):
        found = Clock.objects.filter(case_id=receipt.case_id, stopped_at=None)
        return {clock.name: (clock.due_on, clock.pack) for clock in found}


def test_a_longer_time_of_the_new_procedure_breaks_no_promise(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    case = put(cast, receipt, now + timedelta(days=1))
    assert (case.pack, case.pack_version, case.category) == ("cn-petition", "2026.1", "village_affairs")
    # 21 days had been promised; the Regulations would give sixty.
    assert running(cast, receipt) == {"answer": (date(2026, 3, 31), "intl")}


def test_a_shorter_time_of_the_new_procedure_holds_from_the_same_start(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    put(cast, receipt, now + timedelta(days=1), pack="cn-labour", category="pay")
    # Fifteen days after 10 March.
    assert running(cast, receipt) == {"answer": (date(2026, 3, 25), "")}


def test_the_filer_is_told_which_procedure_and_why(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    put(cast, receipt, now)
    with seeing_with(receipt):
        said = Message.objects.select_related("case__casekey").get(case_id=receipt.case_id, kind="reason").body
    assert said.startswith("Your concern now goes on under another procedure: Letters and visits.")
    assert "The reason: It is about a decision of the village." in said
    with cast.seeing("auditor"):
        event = Event.objects.filter(case_id=receipt.case_id).latest("seq")
        assert {key: event.data[key] for key in ("from", "was", "pack", "version", "category")} == {
            "from": "intl/2026.1",
            "was": "neighbour",
            "pack": "cn-petition",
            "version": "2026.1",
            "category": "village_affairs",
        }


def test_a_pause_of_the_former_procedure_is_not_forgotten(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("mediator"):
        pausing.pause(
            receipt.case_id, reason="hearing", until_on=date(2026, 3, 14), by=cast.standing("mediator"), now=now
        )
    put(cast, receipt, now, pack="cn-labour", category="pay")
    # Fifteen days and the four from 11 to 14 March on which it stood end on 29 March, a Sunday.
    assert running(cast, receipt) == {"answer": (date(2026, 3, 30), "")}


def test_what_was_granted_before_stays_granted(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("mediator"):
        asked = extending.ask_extension(
            receipt.case_id, clock="answer", reason="Ill.", by=cast.standing("mediator"), now=now
        )
    with cast.seeing("coordinator"):
        extending.grant_extension(receipt.case_id, extension_id=asked.pk, by=cast.standing("coordinator"), now=now)
    put(cast, receipt, now)
    assert running(cast, receipt) == {"answer": (date(2026, 4, 10), "intl")}


def test_acceptance_under_the_new_procedure_does_not_start_the_time_anew_against_a_promise(
    cast: Cast, now: datetime
) -> None:
    receipt = routed_to_the_village(cast, now)
    put(cast, receipt, now)
    with cast.seeing("mediator"):
        routing.accept(
            receipt.case_id, interest=Interest.NONE, by=cast.standing("mediator"), now=now + timedelta(days=2)
        )
    # By art. 34 sixty days from acceptance would be 11 May.
    assert running(cast, receipt) == {"answer": (date(2026, 3, 31), "intl")}


def test_the_clocks_that_the_new_procedure_would_have_started_are_started(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("coordinator"):
        Clock.objects.filter(case_id=receipt.case_id).delete()
    put(cast, receipt, now + timedelta(days=5))
    # From the acceptance on 10 March: sixty days end on Saturday 9 May, a working day swapped in for the holidays.
    assert running(cast, receipt) == {"answer": (date(2026, 5, 9), "")}


def test_what_was_answered_keeps_its_procedure(cast: Cast, now: datetime) -> None:
    receipt = proposed(cast, now)
    with pytest.raises(AlreadyAnswered):
        put(cast, receipt, now)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"pack": "intl", "category": "neighbour"}, OtherProcedure),
        ({"pack": "atlantis"}, OtherProcedure),
        ({"category": "neighbourhood_watch"}, Missing),
        ({"category": "accusation"}, ExcludedThere),
        ({"reason": " "}, Missing),
    ],
)
def test_a_procedure_that_does_not_fit_is_refused(
    cast: Cast, now: datetime, changes: dict[str, str], error: type
) -> None:
    receipt = led_by_the_mediator(cast, now)
    with pytest.raises(error):
        put(cast, receipt, now, **changes)
    assert case_of(cast, receipt).pack == "intl"


def test_only_who_disposes_over_the_unit_chooses_the_procedure(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    with pytest.raises(NotAllowed):
        put(cast, receipt, now, who="mediator")


def handled_again(cast: Cast, receipt, now: datetime, *, how: str) -> dict[str, tuple[date, str]]:  # type: ignore[no-untyped-def]
    """Answered under the law of petitions, and back with the desk ten days later; what runs then."""
    with cast.seeing("mediator"):
        talking.propose(receipt.case_id, proposal="Our opinion.", by=cast.standing("mediator"), now=now)
    later = now + timedelta(days=10)
    with seeing_with(receipt):
        if how == "dispute":
            closing.dispute(receipt.case_id, reason="It is not.", by=receipt.resident, now=later)
        else:
            closing.confirm(receipt.case_id, by=receipt.resident, now=now)
            closing.reopen(receipt.case_id, by=receipt.resident, now=later)
    return running(cast, receipt)


@pytest.mark.parametrize("how", ["dispute", "reopen"])
def test_what_was_promised_holds_in_the_next_round_too(cast: Cast, now: datetime, how: str) -> None:
    receipt = led_by_the_mediator(cast, now)
    put(cast, receipt, now)
    # From 20 March twenty-one days end on 10 April; the Regulations would give until 19 May.
    assert handled_again(cast, receipt, now, how=how)["answer"] == (date(2026, 4, 10), "intl")


def test_a_round_under_a_shorter_time_of_the_new_procedure_has_that_time(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    put(cast, receipt, now, pack="cn-labour", category="pay")
    # From 20 March fifteen days end on Saturday 4 April, the first of three rest days.
    assert handled_again(cast, receipt, now, how="dispute")["answer"] == (date(2026, 4, 7), "")


def test_a_refusal_taken_up_keeps_the_time_that_was_promised(cast: Cast, now: datetime) -> None:
    receipt = routed_to_the_village(cast, now)
    put(cast, receipt, now)
    with cast.seeing("secretary"):
        by = cast.standing("secretary")
        routing.decline(receipt.case_id, reason="before_a_court", explanation="A court has it.", by=by, now=now)
    later = now + timedelta(days=10)
    with seeing_with(receipt):
        leads.escalate(receipt.case_id, reason="None has.", by=receipt.resident, now=later)
    # Five working days to find the office, twenty-one days to the answer, as after filing.
    promised = {"answer": (date(2026, 4, 10), "intl"), "route": (date(2026, 3, 27), "intl")}
    assert running(cast, receipt) == {**promised, "objection": (date(2026, 3, 27), "")}
    with cast.seeing("coordinator"):
        by = cast.standing("coordinator")
        routing.accept(receipt.case_id, interest=Interest.NONE, by=by, now=later + timedelta(days=1))
    assert running(cast, receipt) == {"answer": (date(2026, 4, 10), "intl")}


def test_where_nothing_better_was_promised_the_sixty_days_of_the_law_run(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("coordinator"):
        Clock.objects.filter(case_id=receipt.case_id).delete()
    put(cast, receipt, now)
    # From 20 March sixty days end on 19 May.
    assert handled_again(cast, receipt, now, how="dispute")["answer"] == (date(2026, 5, 19), "")
