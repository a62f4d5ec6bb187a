"""What a page that stands open is told of what others did."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.actions.routing import accept, acknowledge
from folkmoot.cases.actions.talking import answer, ask
from folkmoot.cases.models import Reading
from folkmoot.web import words
from folkmoot.web.desk.news import BY_A_PARTY, BY_A_POST
from tests.cases.filing import filed_on_the_web, seeing_with
from tests.cast import Cast

SignIn = Callable[[str], Client]


def test_nothing_is_said_of_a_case_that_did_not_change(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    told = at_desk("mediator").get(f"/desk/cases/{receipt.reference}/changes/", headers={"If-None-Match": '"1"'})
    assert (told.status_code, told.content, told["ETag"]) == (304, b"", '"1"')


def test_who_did_what_is_said_in_a_sentence(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("secretary"):
        acknowledge(receipt.case_id, message="We have it.", by=cast.standing("secretary"), now=now)
    told = at_desk("mediator").get(f"/desk/cases/{receipt.reference}/changes/", headers={"If-None-Match": '"1"'})
    assert (told.status_code, told["ETag"]) == (200, '"2"')
    assert "Village secretary has just acknowledged this." in told.content.decode()


def test_what_the_resident_did_is_said_without_a_name(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    by = cast.standing("mediator")
    with cast.seeing("mediator"):
        acknowledge(receipt.case_id, message="We have it.", by=by, now=now)
        accept(receipt.case_id, interest=Interest.NONE, by=by, now=now)
        ask(receipt.case_id, question="Since when?", by=by, now=now)
    with seeing_with(receipt):
        answer(receipt.case_id, body="Since May.", by=receipt.resident, now=now)
    told = at_desk("mediator").get(f"/desk/cases/{receipt.reference}/changes/", headers={"If-None-Match": '"4"'})
    assert "The resident has just answered." in told.content.decode()


def test_asking_for_changes_opens_nothing_and_costs_little(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    browser = at_desk("mediator")
    browser.get("/desk/")
    with CaptureQueriesContext(connection) as asked:
        browser.get(f"/desk/cases/{receipt.reference}/changes/", headers={"If-None-Match": '"1"'})
    statements = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
    # Six let the officer in, one looks at the case; the last one puts back what the test itself sees.
    assert len(statements) <= 8
    with cast.seeing("lead"):
        assert Reading.objects.filter(case=receipt.case_id).count() == 0


def test_the_stranger_is_told_nothing(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    assert at_desk("stranger").get(f"/desk/cases/{receipt.reference}/changes/").status_code == 404


def test_whatever_can_happen_in_a_case_has_its_sentence() -> None:
    assert {*BY_A_POST, *BY_A_PARTY} <= set(words.EVENTS)
