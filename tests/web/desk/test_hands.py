"""Who helps and who supervises, on the pages of the desk."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from folkmoot.cases.actions import joint, supervising
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.models import Case, Member, Report, Supervision, Task
from folkmoot.officers.actions.accounts import appoint, make_account
from folkmoot.officers.models import Appointment, Post
from folkmoot.procedures.rules.steps import Outcome, Step
from tests.cases.filing import filed_on_the_web
from tests.cases.stages import led_by_the_mediator
from tests.cast import PROVINCE, Cast

SignIn = Callable[[str], Client]


def test_a_member_is_named_with_a_task_and_the_page_says_who_helps(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led_by_the_mediator(cast, now)
    browser = at_desk("coordinator")
    there = f"/desk/cases/{receipt.reference}/name_member/"
    form = browser.get(there).context["form"]
    offered = {pk for pk, _label in form.fields["post"].choices}
    assert cast.post("duty_officer").pk in offered
    assert {cast.post("mediator").pk, cast.post("reviewer").pk, cast.post("stranger").pk} & offered == set()
    sent = {"post": cast.post("duty_officer").pk, "task": "Measure.", "due_on": "2100-01-04", "interest": "none"}
    assert browser.post(there, sent).status_code == 302
    page = browser.get(f"/desk/cases/{receipt.reference}/")
    (member,) = page.context["file"].members
    assert (member.post_id, member.holder) == (cast.post("duty_officer").pk, "Duty officer")
    assert "A coordinator decided it." in page.content.decode()


def test_somebody_from_another_place_is_looked_for_first(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led_by_the_mediator(cast, now)
    browser = at_desk("coordinator")
    there = f"/desk/cases/{receipt.reference}/name_member/"
    looked = browser.post(there, {"there": "360702", "due_on": "2100-01-04"})
    form = looked.context["form"]
    assert looked.status_code == 200
    assert cast.post("stranger").pk in {pk for pk, _label in form.fields["post"].choices}
    sent = {"there": "360702", "looked": "360702", "post": cast.post("stranger").pk, "task": "Ask.",
            "due_on": "2100-01-04", "interest": "none"}  # fmt: skip
    assert browser.post(there, sent).status_code == 302
    with cast.seeing("coordinator"):
        assert Member.objects.get(case=receipt.case_id).post == cast.post("stranger")


def test_my_day_shows_what_one_helps_with(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("coordinator"):
        joint.name_member(
            receipt.case_id, post_id=cast.post("stranger").pk, task="Ask there.", interest=Interest.NONE,
            by=cast.standing("coordinator"), now=now,
        )  # fmt: skip
    page = at_desk("stranger").get("/desk/")
    assert page.context["hands"].is_any
    assert [task.case.reference for task in page.context["work"].tasks] == [receipt.reference]
    assert "You help with this" in page.content.decode()


def test_supervising_reporting_and_lifting_by_the_pages(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led_by_the_mediator(cast, now)
    there = f"/desk/cases/{receipt.reference}/"
    boss, lead = at_desk("coordinator"), at_desk("mediator")
    assert boss.post(f"{there}supervise/", {"reason": "Before the rains."}).status_code == 302
    offered = {button.name for button in boss.get(there).context["deeds"]}
    assert ("supervise" in offered, "lift_supervision" in offered) == (False, True)
    assert "report" in {button.name for button in lead.get(there).context["deeds"]}
    assert lead.post(f"{there}report/", {"body": "The pipe is ordered."}).status_code == 302
    assert lead.post(f"{there}report/", {"body": "It has come."}).status_code == 302
    day = boss.get("/desk/")
    assert [(each.case.reference, each.count) for each in day.context["hands"].unread] == [(receipt.reference, 2)]
    assert "2 reports to read" in day.content.decode()
    assert "The pipe is ordered." in boss.get(there).content.decode()
    assert boss.get("/desk/").context["hands"].unread == []
    assert boss.post(f"{there}lift_supervision/", {"reason": "Done."}).status_code == 302
    with cast.seeing("coordinator"):
        assert Supervision.objects.get(case=receipt.case_id).lifted_at is not None


def test_an_overdue_report_is_marked_for_the_lead_and_in_the_list(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    before = timezone.now() - timedelta(days=30)
    receipt = led_by_the_mediator(cast, before)
    with cast.seeing("coordinator"):
        supervising.supervise(receipt.case_id, reason="Before the rains.", by=cast.standing("coordinator"), now=before)
    due = at_desk("mediator").get("/desk/").context["hands"].due
    assert [each.case.reference for each in due] == [receipt.reference]
    page = at_desk("coordinator").get("/desk/supervised/")
    assert [each.case.reference for each in page.context["own"]] == [receipt.reference]
    assert "overdue" in page.content.decode()
    levels = at_desk("lead").get("/desk/supervised/").context["levels"]
    assert [(each.place, [one.case.reference for one in each.supervisions]) for each in levels] == [
        (cast.unit("coordinator").place, [receipt.reference])
    ]
    case = at_desk("coordinator").get(f"/desk/cases/{receipt.reference}/")
    assert len(case.context["missing_reports"]) >= 3
    assert not Report.objects.exists()


def test_a_report_to_a_vacant_post_is_read_by_the_others_of_its_place(
    cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("province_coordinator"):
        supervising.supervise(receipt.case_id, reason="Why.", by=cast.standing("province_coordinator"), now=now)
    with cast.seeing("mediator"):
        supervising.report(receipt.case_id, body="Dug out.", by=cast.standing("mediator"), now=now)
    head = Post.objects.get(code=f"{PROVINCE}.province-centre.secretary")
    user = make_account(
        username="head", password=cast.password, name="Head", language="en", by=cast.standing("administrator"), now=now
    )  # fmt: skip
    appoint(head, user=user, from_on=cast.today, by=cast.standing("administrator"), now=now)
    assert at_desk("head").get("/desk/").context["hands"].unread == []
    Appointment.objects.filter(post=cast.post("province_coordinator")).update(until_on=cast.today)
    (unread,) = at_desk("head").get("/desk/").context["hands"].unread
    assert unread.case.reference == receipt.reference


def test_what_is_closed_and_still_supervised_stands_by_itself(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    open_one, closed = led_by_the_mediator(cast, now), led_by_the_mediator(cast, now)
    for receipt in (open_one, closed):
        with cast.seeing("coordinator"):
            supervising.supervise(receipt.case_id, reason="Why.", by=cast.standing("coordinator"), now=now)
    with cast.seeing("coordinator"):
        Case.objects.filter(pk=closed.case_id).update(
            step=Step.CLOSED, outcome=Outcome.CONFIRMED, closed_at=now, lead_post=None, lead_appointment=None
        )
    page = at_desk("coordinator").get("/desk/supervised/").context
    assert [each.case.reference for each in page["own"]] == [open_one.reference]
    assert [each.case.reference for each in page["closed"]] == [closed.reference]


def test_the_list_takes_the_same_statements_for_one_case_and_for_three(
    cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    browser, counts = at_desk("coordinator"), []
    for many in (1, 2):
        for _ in range(many):
            receipt = led_by_the_mediator(cast, now)
            with cast.seeing("coordinator"):
                supervising.supervise(receipt.case_id, reason="Why.", by=cast.standing("coordinator"), now=now)
        browser.get("/desk/supervised/")
        with CaptureQueriesContext(connection) as asked:
            browser.get("/desk/supervised/")
        counts.append(len([each for each in asked if "SAVEPOINT" not in each["sql"]]))
    assert counts[0] == counts[1] <= 12


def test_a_task_of_a_member_who_left_stands_with_the_lead(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led_by_the_mediator(cast, now)
    filed_on_the_web(cast, now)
    with cast.seeing("coordinator"):
        joint.name_member(
            receipt.case_id, post_id=cast.post("duty_officer").pk, task="Measure.", interest=Interest.NONE,
            by=cast.standing("coordinator"), now=now,
        )  # fmt: skip
    sent = {"post": cast.post("duty_officer").pk}
    assert at_desk("coordinator").post(f"/desk/cases/{receipt.reference}/end_membership/", sent).status_code == 302
    with cast.seeing("mediator"):
        assert Task.objects.get(case=receipt.case_id).post == cast.post("mediator")
