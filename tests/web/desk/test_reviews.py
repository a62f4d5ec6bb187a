"""Reviews at the desk: who may decide one sees it, shows what the resident will read, and sends it."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from folkmoot.cases.actions.reviews import ask_review
from folkmoot.cases.actions.routing import decline, route
from folkmoot.cases.models import Clock
from folkmoot.procedures.rules.steps import Outcome, Step
from tests.cases.filing import case_of, seeing_with
from tests.cases.stages import closed, routed_to_the_village
from tests.cast import Cast

SignIn = Callable[[str], Client]


@pytest.fixture
def now() -> datetime:
    """The moment at which the pages are opened: their clock cannot be set."""
    return timezone.now()


def in_review(cast: Cast, now: datetime):  # type: ignore[no-untyped-def]
    receipt = closed(cast, now)
    with seeing_with(receipt):
        ask_review(receipt.case_id, reason="Nobody came to look.", by=receipt.resident, now=now)
    return receipt


def test_a_review_waits_on_the_first_page_of_who_decides_it(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = in_review(cast, now)
    page = at_desk("coordinator").get("/desk/")
    assert [case.pk for case in page.context["work"].reviews] == [receipt.case_id]
    assert "A review that you decide" in page.content.decode()
    assert at_desk("mediator").get("/desk/").context["work"].reviews == []


def test_the_opinion_is_shown_before_it_is_sent_and_who_led_the_case_reads_it(
    cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    receipt = in_review(cast, now)
    browser, there = at_desk("coordinator"), f"/desk/cases/{receipt.reference}/"
    assert "Nobody came to look." in browser.get(there).content.decode()
    given = {
        "seen": case_of(cast, receipt).version,
        "outcome": "changed",
        "decision": "It is dug out in June.",
        "interest": "none",
    }
    asking = browser.post(f"{there}decide_review/", given)
    assert case_of(cast, receipt).at is Step.IN_REVIEW
    checked = asking.context["form"].data["checked"]
    browser.post(f"{there}decide_review/", {**given, "checked": checked})
    case = case_of(cast, receipt)
    assert (case.at, case.outcome) == (Step.CLOSED, Outcome.UNCONFIRMED)
    page = at_desk("mediator").get(there).content.decode()
    assert "It is dug out in June." in page
    assert "The decision was changed" in page


def test_a_case_is_sent_back_from_its_page(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = in_review(cast, now)
    browser, there = at_desk("coordinator"), f"/desk/cases/{receipt.reference}/send_back/"
    given = {"seen": case_of(cast, receipt).version, "decision": "Go there first.", "interest": "none"}
    checked = browser.post(there, given).context["form"].data["checked"]
    browser.post(there, {**given, "checked": checked})
    assert (case_of(cast, receipt).at, case_of(cast, receipt).lead_post) == (Step.ACCEPTED, cast.post("mediator"))


def test_a_refusal_cannot_be_changed_by_its_review(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = routed_to_the_village(cast, now)
    with cast.seeing("secretary"):
        by = cast.standing("secretary")
        decline(receipt.case_id, reason="before_a_court", explanation="A court has it.", by=by, now=now)
    with seeing_with(receipt):
        ask_review(receipt.case_id, by=receipt.resident, now=now)
    form = at_desk("coordinator").get(f"/desk/cases/{receipt.reference}/decide_review/").context["form"]
    assert [value for value, _label in form.fields["outcome"].choices] == ["upheld"]


def test_the_desk_writes_down_that_a_review_was_asked_for(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = closed(cast, now)
    browser, there = at_desk("duty_officer"), f"/desk/cases/{receipt.reference}/ask_review/"
    form = browser.get(there).context["form"]
    assert (form.rule.code, form.reviewer.post) == ("review", cast.post("coordinator"))
    given = {"seen": case_of(cast, receipt).version, "reason": "He telephoned."}
    assert browser.post(there, given).status_code == 422
    browser.post(there, {**given, "asked": "on"})
    assert case_of(cast, receipt).at is Step.IN_REVIEW


def test_a_review_is_not_offered_while_the_case_is_open(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = routed_to_the_village(cast, now)
    page = at_desk("coordinator").get(f"/desk/cases/{receipt.reference}/").content.decode()
    assert f"/desk/cases/{receipt.reference}/ask_review/" not in page


def test_passing_on_says_before_how_often_and_until_when(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = routed_to_the_village(cast, now)
    with cast.seeing("secretary"):
        by = cast.standing("secretary")
        route(receipt.case_id, unit=cast.unit("coordinator"), by=by, now=now)
    there = f"/desk/cases/{receipt.reference}/route/"
    form = at_desk("coordinator").get(there).context["form"]
    with cast.seeing("coordinator"):
        until = Clock.objects.get(case=receipt.case_id, name="route", stopped_at=None).due_on
    assert (form.times_left, form.last_day, form.decides) == (2, until, False)
    assert cast.unit("coordinator").pk not in form.units
    assert at_desk("lead").get(there).context["form"].decides is True
    given = {"seen": case_of(cast, receipt).version, "unit": cast.unit("lead").pk}
    refused = at_desk("coordinator").post(there, given)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reason"])
    at_desk("coordinator").post(there, {**given, "reason": "Two townships."})
    assert (case_of(cast, receipt).unit, case_of(cast, receipt).passed_on_count) == (cast.unit("lead"), 1)


def test_a_post_below_is_not_offered_what_it_could_not_do(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = routed_to_the_village(cast, now)
    with cast.seeing("lead"):
        route(receipt.case_id, unit=cast.unit("lead"), by=cast.standing("lead"), now=now)
    page = at_desk("coordinator").get(f"/desk/cases/{receipt.reference}/").content.decode()
    assert [move for move in ("accept", "route", "decline") if f"{receipt.reference}/{move}/" in page] == []
