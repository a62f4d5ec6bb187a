"""My day, the queue, call-backs and the ledger."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from folkmoot.cases.actions.call_backs import ask_in_private
from folkmoot.cases.actions.leads import Interest, hand_over
from folkmoot.cases.actions.routing import accept, acknowledge
from folkmoot.cases.actions.talking import propose, set_task, summarise
from folkmoot.cases.models import CallBack
from folkmoot.cases.models.desk import CallBackKind
from folkmoot.officers.actions.accounts import end_appointment
from folkmoot.officers.models import Appointment
from folkmoot.officers.scope import of_post, seeing
from tests.cases.filing import case_of, filed_at_the_desk, filed_on_the_web
from tests.cast import Cast

SignIn = Callable[[str], Client]


def led(cast: Cast, now: datetime, **changes: object):  # type: ignore[no-untyped-def]
    """A case that the mediator leads."""
    receipt = filed_on_the_web(cast, now, **changes)
    by = cast.standing("mediator")
    with cast.seeing("mediator"):
        acknowledge(receipt.case_id, message="We have it.", by=by, now=now)
        accept(receipt.case_id, interest=Interest.NONE, by=by, now=now)
    return receipt


def references(answer) -> list[str]:  # type: ignore[no-untyped-def]
    return [case.reference for case in answer.context["rows"]]


def test_my_day_shows_what_is_due_of_mine_and_nothing_of_others(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led(cast, now)
    work = {who: at_desk(who).get("/desk/").context["work"] for who in ("mediator", "secretary", "stranger")}
    assert [case.reference for case in work["mediator"].due] == [receipt.reference]
    assert (work["secretary"].due, work["stranger"].due, work["stranger"].new) == ([], [], [])


def test_my_day_shows_tasks_in_clear(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led(cast, now)
    with cast.seeing("mediator"):
        set_task(
            receipt.case_id, title="Measure the ditch", post=cast.post("secretary"), due_on=now.date(),
            by=cast.standing("mediator"), now=now,
        )  # fmt: skip
    assert "Measure the ditch" in at_desk("secretary").get("/desk/").content.decode()


def test_a_task_is_finished_on_my_day(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led(cast, now)
    with cast.seeing("mediator"):
        task = set_task(
            receipt.case_id, title="Measure the ditch", post=cast.post("secretary"), due_on=now.date(),
            by=cast.standing("mediator"), now=now,
        )  # fmt: skip
    browser = at_desk("secretary")
    answer = browser.post(f"/desk/cases/{receipt.reference}/tasks/{task.pk}/done/", {"from_day": "1"})
    assert answer["Location"] == "/desk/"
    page = browser.get("/desk/")
    assert page.context["work"].tasks == []
    assert "Undo" in page.content.decode()


def test_my_day_that_stands_open_is_told_what_came_and_went(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led(cast, now)
    browser = at_desk("mediator")
    tag = browser.get("/desk/").context["tag"]
    assert browser.get("/desk/changes/", headers={"If-None-Match": tag}).status_code == 304
    lead = cast.standing("coordinator").post_id
    with cast.seeing("coordinator"):
        hand_over(
            receipt.case_id, lead_post_id=lead, reason="Leave.", interest=Interest.NONE,
            by=cast.standing("coordinator"), now=now,
        )  # fmt: skip
    told = browser.get("/desk/changes/", headers={"If-None-Match": tag})
    assert (told.status_code, "1 case has changed." in told.content.decode()) == (200, True)
    assert at_desk("stranger").get("/desk/changes/", headers={"If-None-Match": '""'}).status_code == 304


def test_work_of_a_vacant_post_falls_to_the_nearest_coordinator(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led(cast, now)
    appointment = Appointment.objects.get(pk=cast.standing("mediator").appointment_id)
    end_appointment(appointment, until_on=now.date() + timedelta(days=9), by=cast.standing("administrator"), now=now)
    fallen = {who: at_desk(who).get("/desk/").context["work"].fallen_to_me for who in ("coordinator", "lead")}
    assert [case.reference for case in fallen["coordinator"]] == [receipt.reference]
    assert fallen["lead"] == []
    vacant = at_desk("coordinator").get("/desk/queue/?lead=vacant")
    assert references(vacant) == [receipt.reference]
    assert "has left" in vacant.content.decode()


def test_whose_posts_read_no_cases_is_told_so(at_desk: SignIn) -> None:
    assert "Your posts read no cases." in at_desk("administrator").get("/desk/").content.decode()
    assert at_desk("administrator").get("/desk/queue/").status_code == 404


def test_the_queue_is_filtered_by_its_address(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    first = filed_on_the_web(cast, now)
    second = led(cast, now + timedelta(days=1), category="noise")
    browser = at_desk("lead")
    found = {
        query: references(browser.get(f"/desk/queue/?{query}"))
        for query in (
            "",
            "sort=received",
            "category=public_service",
            "lead=none",
            "lead=mine",
            "state=received",
            "state=closed",
            "state=all",
            "state=all&sort=due_last",
            "place=360102002004",
            "place=360104",
            "source=imported",
        )
    }
    assert found == {
        "": [first.reference, second.reference],
        "sort=received": [second.reference, first.reference],
        "category=public_service": [second.reference],
        "lead=none": [first.reference],
        "lead=mine": [],
        "state=received": [first.reference],
        "state=closed": [],
        "state=all": [first.reference, second.reference],
        "state=all&sort=due_last": [second.reference, first.reference],
        "place=360102002004": [first.reference, second.reference],
        "place=360104": [first.reference, second.reference],
        "source=imported": [],
    }


def test_the_queue_is_sorted_by_the_heads_of_its_columns(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    first = filed_on_the_web(cast, now)
    second = led(cast, now + timedelta(days=1))
    browser = at_desk("lead")
    found = {
        sort: references(browser.get(f"/desk/queue/?sort={sort}")) for sort in ("due_last", "received_first", "place")
    }
    assert found == {
        "due_last": [second.reference, first.reference],
        "received_first": [first.reference, second.reference],
        "place": [first.reference, second.reference],
    }
    page = browser.get("/desk/queue/?lead=none&page=1").content.decode()
    assert '<th scope="col" aria-sort="ascending"><a href="?lead=none&amp;sort=due_last">Due</a>' in page


def test_an_officer_chooses_the_columns(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    filed_on_the_web(cast, now)
    browser = at_desk("lead")
    answer = browser.post("/desk/queue/", {"columns": ["due", "matter", "channel"]})
    assert answer["Location"] == "/desk/queue/?columns=matter.due.channel"
    page = browser.get(answer["Location"])
    assert [str(head["title"]) for head in page.context["heads"]] == ["Matter", "Due", "Channel"]
    assert '<td class="of-channel" data-label="Channel">Web</td>' in page.content.decode()
    all_usual = {"columns": ["matter", "place", "step", "lead", "due", "received"]}
    assert browser.post("/desk/queue/", all_usual)["Location"] == "/desk/queue/"


def test_an_open_queue_is_told_how_many_cases_changed(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    first, second = filed_on_the_web(cast, now), filed_on_the_web(cast, now)
    browser = at_desk("lead")
    tag = browser.get("/desk/queue/?lead=none").context["tag"]
    address = "/desk/queue/changes/?lead=none"
    assert browser.get(address, headers={"If-None-Match": tag}).status_code == 304
    with cast.seeing("mediator"):
        acknowledge(first.case_id, message="We have it.", by=cast.standing("mediator"), now=now)
    led(cast, now)
    filed_on_the_web(cast, now)
    told = browser.get(address, headers={"If-None-Match": tag})
    assert (told.status_code, "2 cases have changed." in told.content.decode()) == (200, True)
    assert 'href="/desk/queue/?lead=none"' in told.content.decode()
    assert second.reference in browser.get("/desk/queue/?lead=none").content.decode()


def test_words_are_searched_and_stand_in_no_address(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt, _other = filed_at_the_desk(cast, "coordinator", now), filed_at_the_desk(cast, "coordinator", now)
    with cast.seeing("coordinator"):
        by = cast.standing("coordinator")
        summarise(receipt.case_id, summary="A ditch, 100% blocked", category="neighbour", by=by, now=now)
    browser = at_desk("coordinator")
    answer = browser.post("/desk/queue/", {"words": "100% BLOCK", "place": "凤凰", "category": "neighbour"})
    assert answer["Location"] == "/desk/queue/?category=neighbour&place=360102002004"
    assert references(browser.get(answer["Location"])) == [receipt.reference]
    browser.post("/desk/queue/", {"words": "1__%"})
    assert references(browser.get("/desk/queue/")) == []


def test_a_place_that_nobody_knows_is_said_in_words(at_desk: SignIn) -> None:
    answer = at_desk("lead").post("/desk/queue/", {"place": "Atlantis"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["place"])


def test_a_row_of_the_queue_says_where_in_both_scripts(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    led(cast, now)

    page = at_desk("lead").get("/desk/queue/").content.decode()

    for place in (cast.village, cast.village.parent):
        assert place is not None
        assert f'<span class="pinyin" lang="zh-Latn-pinyin">{escape(place.latin)}</span>' in page


def test_a_row_of_the_queue_leaves_out_a_place_above_that_every_row_would_name(
    cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    led(cast, now)
    township = cast.village.parent
    assert township is not None

    rows = at_desk("mediator").get("/desk/queue/").content.decode().partition("<tbody")[2]

    assert (cast.village.name in rows, township.name in rows) == (True, False)


def test_the_stranger_sees_no_case_in_the_queue(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    filed_on_the_web(cast, now)
    assert references(at_desk("stranger").get("/desk/queue/?state=all")) == []


@pytest.mark.parametrize("page", ["/desk/", "/desk/queue/", "/desk/queue/?state=all", "/desk/call-backs/"])
def test_a_list_takes_the_same_statements_for_one_row_and_for_three(
    page: str, cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    browser = at_desk("call_back" if "call" in page else "mediator")
    counts = []
    for rows in (1, 2):
        for _ in range(rows):
            receipt = led(cast, now)
            with cast.seeing("mediator"):
                set_task(
                    receipt.case_id, title="Look", post=cast.post("mediator"), due_on=now.date(),
                    by=cast.standing("mediator"), now=now,
                )  # fmt: skip
            ask_to_call_back(cast, receipt, now)
        browser.get(page)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(page).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= (12 if "queue" in page else 21)


def ask_to_call_back(cast: Cast, receipt, now: datetime) -> CallBack | None:  # type: ignore[no-untyped-def]
    by = cast.standing("automation")
    with seeing(of_post(by)):
        return ask_in_private(receipt.case_id, kind=CallBackKind.RESOLUTION, by=by, now=now)


def test_a_call_back_records_what_the_resident_said(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led(cast, now)
    with cast.seeing("mediator"):
        propose(receipt.case_id, proposal="Dug out.", by=cast.standing("mediator"), now=now)
    call_back = ask_to_call_back(cast, receipt, now)
    assert call_back is not None
    browser = at_desk("call_back")
    assert "13800138000" in browser.get(f"/desk/call-backs/{call_back.pk}/").content.decode()
    browser.post(f"/desk/call-backs/{call_back.pk}/", {"answer": "not_resolved", "words": "Still wet."})
    assert case_of(cast, receipt).step == "assigned"
    assert browser.get(f"/desk/call-backs/{call_back.pk}/").status_code == 404
    assert "Still wet." in at_desk("mediator").get(f"/desk/cases/{receipt.reference}/").content.decode()


def test_another_units_call_back_is_not_found(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led(cast, now)
    call_back = ask_to_call_back(cast, receipt, now)
    assert call_back is not None
    found = {
        who: at_desk(who).get(f"/desk/call-backs/{call_back.pk}/").status_code
        for who in ("call_back", "independent_call_back", "mediator")
    }
    assert found == {"call_back": 200, "independent_call_back": 404, "mediator": 404}


def test_the_auditor_checks_a_history(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led(cast, now)
    browser = at_desk("auditor")
    answer = browser.post("/desk/ledger/", {"reference": case_of(cast, receipt).spoken_reference})
    assert answer["Location"] == f"/desk/cases/{receipt.reference}/ledger/"
    assert "is whole" in browser.get(answer["Location"]).content.decode()
    assert at_desk("mediator").get(answer["Location"]).status_code == 404


def test_an_empty_queue_says_why_and_leads_on(cast: Cast, at_desk: SignIn) -> None:
    browser = at_desk("stranger")
    assert "No case is open in your area" in browser.get("/desk/queue/").content.decode()
    filtered = browser.get("/desk/queue/?state=all").content.decode()
    assert ("No case fits" in filtered, "Remove the filters" in filtered) == (True, True)
