"""The page of a case."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.actions.routing import accept, acknowledge
from folkmoot.cases.actions.talking import ask
from folkmoot.cases.models import Case, CaseKey, Reading
from folkmoot.lib.kept_plans import keeping_plans
from folkmoot.officers.actions.accounts import end_appointment
from folkmoot.officers.models import Appointment
from folkmoot.officers.scope import Kind, Scope, seeing
from folkmoot.web.desk.case.rows import rows_of
from folkmoot.web.desk.deeds import DEEDS
from tests.cases.filing import NARRATIVE, filed_at_the_desk, filed_on_the_web
from tests.cases.stages import led_by_the_mediator
from tests.cases.successors import successor_of
from tests.cast import Cast

SignIn = Callable[[str], Client]


def deeds_on(page: str, reference: str) -> list[str]:
    return [name for name in DEEDS if f'/desk/cases/{reference}/{name}/"' in page]


def test_the_page_shows_what_was_said_and_who_answers_for_it(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    page = at_desk("mediator").get(f"/desk/cases/{receipt.reference}/").content.decode()
    assert NARRATIVE in page
    assert "Wang Xiaoming" in page
    assert "13800138000" in page
    assert "People&#x27;s mediator" in page


def test_only_possible_moves_are_offered(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    page = at_desk("mediator").get(f"/desk/cases/{receipt.reference}/").content.decode()
    assert deeds_on(page, receipt.reference) == ["acknowledge", "note"]


def test_the_move_that_carries_a_case_on_stands_before_all_others(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    reference = filed_on_the_web(cast, now).reference
    buttons = at_desk("mediator").get(f"/desk/cases/{reference}/").context["moves"]
    assert [button.is_main for button in buttons] == [True, *[False] * (len(buttons) - 1)]
    assert buttons[0].name == "acknowledge"


def test_who_answers_for_a_concern_may_do_more(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    page = at_desk("secretary").get(f"/desk/cases/{receipt.reference}/").content.decode()
    assert deeds_on(page, receipt.reference) == [
        "acknowledge", "route", "escalate", "refer_out", "decline", "write", "summarise", "note", "task", "attach",
        "add_party", "issue_code", "put_under", "supervise",
    ]  # fmt: skip


def test_an_auditor_reads_and_does_nothing(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    page = at_desk("auditor").get(f"/desk/cases/{receipt.reference}/").content.decode()
    assert deeds_on(page, receipt.reference) == []
    assert "There is no move for your posts here now." in page


def test_a_plan_that_is_kept_shows_nobody_more_than_they_may_see(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("coordinator"):
        case = Case.objects.get(reference=receipt.reference)
    area, other = (Scope(kind=Kind.OFFICER, areas=(path,)) for path in ("36/", "37/"))
    with keeping_plans():
        for _ in range(8):  # after five the server settles on the common plan
            with seeing(area):
                assert "message" in {row.part for row in rows_of(case)}
            with seeing(other):
                assert {row.part for row in rows_of(case)} <= {"place", "event"}


@pytest.mark.parametrize("page", ["", "acknowledge/", "note/", "ledger/", "files/1/"])
def test_the_stranger_finds_no_such_case(page: str, cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    answer = at_desk("stranger").get(f"/desk/cases/{receipt.reference}/{page}")
    assert answer.status_code == 404


def test_a_complaint_about_a_unit_is_not_found_by_its_people(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now, about_unit=cast.unit("mediator"))
    found = {who: at_desk(who).get(f"/desk/cases/{receipt.reference}/").status_code for who in ("mediator", "lead")}
    assert found == {"mediator": 404, "lead": 200}


def test_every_opening_is_kept_in_the_reading_list(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    at_desk("lead").get(f"/desk/cases/{receipt.reference}/")
    with cast.seeing("lead"):
        readers = list(Reading.objects.filter(case=receipt.case_id).values_list("post_id", flat=True))
    assert readers == [cast.standing("lead").post_id]


def test_an_erased_case_still_shows_what_happened(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("lead"):
        CaseKey.objects.filter(case=receipt.case_id).delete()
    page = at_desk("lead").get(f"/desk/cases/{receipt.reference}/").content.decode()
    assert "The concern was received." in page
    assert NARRATIVE not in page


def test_a_page_takes_the_same_statements_for_one_note_and_for_three(
    cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    receipt = filed_at_the_desk(cast, "mediator", now)
    browser = at_desk("mediator")
    counts = []
    for notes in (1, 2):
        for _ in range(notes):
            browser.post(f"/desk/cases/{receipt.reference}/note/", {"body": "Went there."})
        browser.get(f"/desk/cases/{receipt.reference}/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert browser.get(f"/desk/cases/{receipt.reference}/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_what_the_resident_sees_is_shown_and_nothing_on_it_acts(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    browser = at_desk("mediator")
    browser.post(f"/desk/cases/{receipt.reference}/note/", {"body": "Went there."})
    browser.post(f"/desk/cases/{receipt.reference}/acknowledge/", {"seen": 2, "message": "We have it."})
    page = browser.get(f"/desk/cases/{receipt.reference}/as-resident/").content.decode()
    assert NARRATIVE in page
    assert "We have it." in page
    assert "Withdraw my concern" in page
    assert "Went there." not in page
    assert ("<form" in page, "/follow/" in page) == (False, False)


def test_looking_as_the_resident_does_is_a_reading_too(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    at_desk("lead").get(f"/desk/cases/{receipt.reference}/as-resident/")
    assert at_desk("stranger").get(f"/desk/cases/{receipt.reference}/as-resident/").status_code == 404
    with cast.seeing("lead"):
        readers = list(Reading.objects.filter(case=receipt.case_id).values_list("post_id", flat=True))
    assert readers == [cast.standing("lead").post_id]


def test_of_an_erased_case_the_resident_sees_nothing(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("lead"):
        CaseKey.objects.filter(case=receipt.case_id).delete()
    assert at_desk("lead").get(f"/desk/cases/{receipt.reference}/as-resident/").status_code == 404


def test_whoever_waits_for_the_resident_is_told_for_how_long(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    by = cast.standing("mediator")
    with cast.seeing("mediator"):
        acknowledge(receipt.case_id, message="We have it.", by=by, now=now)
        accept(receipt.case_id, interest=Interest.NONE, by=by, now=now)
        ask(receipt.case_id, question="Since when?", by=by, now=now)
    page = at_desk("mediator").get(f"/desk/cases/{receipt.reference}/")
    assert page.context["standstill"].unanswered_days == (page.context["request"].today - now.date()).days
    assert "Waiting for the resident for" in page.content.decode()


def test_a_vacant_lead_is_said_loudly(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    by = cast.standing("mediator")
    with cast.seeing("mediator"):
        acknowledge(receipt.case_id, message="We have it.", by=by, now=now)
        accept(receipt.case_id, interest=Interest.NONE, by=by, now=now)
    appointment = Appointment.objects.get(pk=by.appointment_id)
    end_appointment(appointment, until_on=now.date(), by=cast.standing("administrator"), now=now)
    page = at_desk("coordinator").get(f"/desk/cases/{receipt.reference}/")
    assert page.context["standstill"].vacant_since == now.date()
    assert "Nobody works on this." in page.content.decode()


def test_who_came_to_the_post_of_a_lead_is_named_and_the_post_is_not_called_vacant(
    cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    receipt = led_by_the_mediator(cast, now)
    successor_of("mediator", cast, now)
    page = at_desk("coordinator").get(f"/desk/cases/{receipt.reference}/").content.decode()
    assert (page.count("Not taken up yet."), page.count("not taken up yet"), page.count(">vacant<")) == (1, 1, 0)
    assert page.count("New here") == 2
    assert "Nobody works on this." not in page


def test_a_form_opens_in_place_for_a_script_and_on_a_page_of_its_own_without(
    cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    receipt = filed_on_the_web(cast, now)
    address, part = f"/desk/cases/{receipt.reference}/note/", {"HX-Request": "true"}
    browser = at_desk("mediator")
    whole, opened = browser.get(address).content.decode(), browser.get(address, headers=part).content.decode()
    assert ("<html" in whole, 'hx-post="' in whole) == (True, False)
    assert ("<html" in opened, f'hx-post="{address}"' in opened) == (False, True)
    faulty = browser.post(address, {"body": ""}, headers=part)
    assert (faulty.status_code, "<html" in faulty.content.decode()) == (422, False)
    done = browser.post(address, {"body": "Went there."}, headers=part, follow=True)
    assert (done.status_code, done["HX-Retarget"], done["HX-Reselect"]) == (200, "#main", "#main")
