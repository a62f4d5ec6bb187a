"""One deed on many cases, chosen in the queue."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from folkmoot.cases.actions.routing import acknowledge
from folkmoot.cases.models import Note
from tests.cases.filing import case_of, filed_at_the_desk, filed_on_the_web
from tests.cast import Cast

SignIn = Callable[[str], Client]


def choice(*receipts, version: int = 1) -> list[str]:  # type: ignore[no-untyped-def]
    return [f"{receipt.reference}.{version}" for receipt in receipts]


def send(browser: Client, deed: str, cases: list[str], **values: object):  # type: ignore[no-untyped-def]
    return browser.post("/desk/queue/together/", {"deed": deed, "case": cases, **values})


def test_the_same_note_is_written_into_each_case(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipts = [filed_on_the_web(cast, now) for _ in range(3)]
    browser = at_desk("coordinator")
    asked = send(browser, "note", choice(*receipts))
    assert [case.reference for case, _version in asked.context["chosen"]] == [r.reference for r in receipts]
    report = send(browser, "note", choice(*receipts), sent="1", body="One excavator for all.")
    assert (len(report.context["done"]), report.context["refused"]) == (3, [])
    with cast.seeing("coordinator"):
        notes = Note.objects.select_related("case__casekey").order_by("case")
        assert {note.body for note in notes} == {"One excavator for all."}
        assert [note.case_id for note in notes] == [receipt.case_id for receipt in receipts]


def test_each_case_gets_its_lead_or_says_why_not(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    fresh, ready = filed_on_the_web(cast, now), filed_on_the_web(cast, now)
    by = cast.standing("coordinator")
    with cast.seeing("coordinator"):
        acknowledge(ready.case_id, message="We have it.", by=by, now=now)
    cases = [*choice(fresh), *choice(ready, version=2)]
    lead = cast.standing("mediator").post_id
    report = send(at_desk("coordinator"), "assign", cases, sent="1", lead=lead, interest="none")
    assert [case.reference for case in report.context["done"]] == [ready.reference]
    refused = {r.case.reference: str(r.refusal) for r in report.context["refused"]}
    assert refused == {fresh.reference: "At the step where this case stands, no lead can be named."}
    assert (case_of(cast, ready).lead_post_id, case_of(cast, ready).step) == (lead, "accepted")
    assert (case_of(cast, fresh).step, case_of(cast, fresh).version) == ("received", 1)


def test_a_case_that_somebody_changed_meanwhile_is_left_alone(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("coordinator"):
        acknowledge(receipt.case_id, message="We have it.", by=cast.standing("coordinator"), now=now)
    lead = cast.standing("mediator").post_id
    report = send(at_desk("coordinator"), "assign", choice(receipt), sent="1", lead=lead, interest="none")
    assert "Somebody else changed this case" in str(report.context["refused"][0].refusal)
    assert case_of(cast, receipt).step == "acknowledged"


def test_whoever_is_close_to_the_matter_leads_none_of_them(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("coordinator"):
        acknowledge(receipt.case_id, message="We have it.", by=cast.standing("coordinator"), now=now)
    lead = cast.standing("mediator").post_id
    chosen = choice(receipt, version=2)
    report = send(at_desk("coordinator"), "assign", chosen, sent="1", lead=lead, interest="own_interest")
    assert (report.context["done"], len(report.context["refused"])) == ([], 1)


def test_a_case_out_of_sight_cannot_be_chosen(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    answer = send(at_desk("stranger"), "note", choice(receipt), sent="1", body="Seen.")
    assert answer["Location"] == "/desk/queue/"
    assert case_of(cast, receipt).version == 1


def test_an_empty_note_is_asked_for_again_with_the_same_cases(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_at_the_desk(cast, "coordinator", now)
    again = send(at_desk("coordinator"), "note", choice(receipt), sent="1", body=" ")
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["body"])
    assert f'value="{receipt.reference}.1"' in again.content.decode()


@pytest.mark.parametrize("deed", ["close", ""])
def test_nothing_else_is_done_to_many_at_once(deed: str, cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    assert send(at_desk("coordinator"), deed, choice(receipt)).status_code == 404
