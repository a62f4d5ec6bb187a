"""Earlier disputes of the place, as officers meet them beside a case."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from folkmoot.cases.actions.closing import withdraw
from folkmoot.cases.actions.talking import summarise
from folkmoot.cases.models import Reading
from tests.cases.filing import case_of, filed_on_the_web, seeing_with
from tests.cases.stages import led_by_the_mediator
from tests.cast import Cast
from tests.web.desk.sorting import WAGES, tallied, text_of

pytestmark = pytest.mark.usefixtures("nothing_learned")
SignIn = Callable[[str], Client]
PART = {"HX-Request": "true"}


def readings(cast: Cast, case_id: int) -> int:
    with cast.seeing("lead"):
        return Reading.objects.filter(case=case_id).count()


def test_once_a_case_is_led_its_category_is_no_longer_suggested_but_earlier_ones_stay(
    cast: Cast, now: datetime, at_desk: SignIn, learned: None
) -> None:
    earlier = filed_on_the_web(cast, now - timedelta(days=3))
    receipt = led_by_the_mediator(cast, now)
    page = at_desk("mediator").get(f"/desk/cases/{receipt.reference}/sorting/")
    assert page.context["help"] is None
    assert [each.case.reference for each in page.context["nearest"]] == [earlier.reference]


def test_beside_the_case_the_less_near_ones_are_folded_up(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    for days in range(1, 6):
        filed_on_the_web(cast, now - timedelta(days=days))
    receipt = filed_on_the_web(cast, now)
    browser, there = at_desk("lead"), f"/desk/cases/{receipt.reference}/sorting/"
    beside, alone = browser.get(there, headers=PART), browser.get(there)
    assert [(len(page.context["nearest"]), len(page.context["further"])) for page in (beside, alone)] == [
        (4, 1),
        (5, 0),
    ]
    assert "1 more that is less near" in beside.content.decode()


def test_an_auditor_sees_earlier_ones_and_no_suggestion(
    cast: Cast, now: datetime, at_desk: SignIn, learned: None
) -> None:
    receipt = filed_on_the_web(cast, now, narrative=WAGES)
    there = f"/desk/cases/{receipt.reference}/sorting/"
    page = at_desk("auditor").get(there)
    assert (page.context["help"], page.context["may_say"]) == (None, False)
    assert at_desk("auditor").post(there, {"helped": "yes"}).status_code == 404
    assert at_desk("stranger").get(there).status_code == 404
    assert tallied() == []


def test_an_earlier_dispute_says_how_it_ended_and_after_how_many_days(
    cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    earlier = filed_on_the_web(cast, now - timedelta(days=9))
    with cast.seeing("secretary"):
        me = cast.standing("secretary")
        summarise(earlier.case_id, summary="A blocked ditch", category="neighbour", by=me, now=now)
    with seeing_with(earlier):
        withdraw(earlier.case_id, by=earlier.resident, now=now - timedelta(days=2))
    receipt = filed_on_the_web(cast, now)
    page = at_desk("coordinator").get(f"/desk/cases/{receipt.reference}/sorting/")
    (found,) = page.context["nearest"]
    assert (found.case.reference, found.days, found.may_join) == (earlier.reference, 7, False)
    assert [str(reason) for reason in found.reasons] == ["same place", "same category"]
    said = text_of(page.content.decode())
    assert "Withdrawn&nbsp;· after 7 days" in said
    assert "A blocked ditch" in said


def test_looking_at_earlier_ones_reads_none_of_them_and_opening_one_does(
    cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    earlier, receipt = filed_on_the_web(cast, now - timedelta(days=9)), filed_on_the_web(cast, now)
    browser, there = at_desk("lead"), f"/desk/cases/{receipt.reference}/sorting/"
    browser.get(there, headers=PART)
    assert (readings(cast, earlier.case_id), readings(cast, receipt.case_id)) == (0, 0)
    browser.get(there)
    assert (readings(cast, earlier.case_id), readings(cast, receipt.case_id)) == (0, 1)
    browser.get(f"/desk/cases/{earlier.reference}/")
    assert readings(cast, earlier.case_id) == 1


def test_joining_leads_to_the_comparison_with_the_other_case(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    earlier, receipt = filed_on_the_web(cast, now - timedelta(days=9)), filed_on_the_web(cast, now)
    browser = at_desk("coordinator")
    page = browser.get(f"/desk/cases/{receipt.reference}/sorting/").content.decode()
    assert f'name="picked" value="{earlier.reference}"' in page
    compared = browser.post(f"/desk/cases/{receipt.reference}/merge/", {"seen": 1, "picked": earlier.reference})
    assert "Side by side" in compared.content.decode()
    assert case_of(cast, receipt).merged_into_id is None
    mediator = at_desk("mediator").get(f"/desk/cases/{receipt.reference}/sorting/").content.decode()
    assert 'name="picked"' not in mediator


@pytest.mark.parametrize(("said", "answer"), [("yes", "helped"), ("no", "useless")])
def test_whether_earlier_ones_helped_is_counted_once(
    cast: Cast, now: datetime, at_desk: SignIn, said: str, answer: str
) -> None:
    filed_on_the_web(cast, now - timedelta(days=9))
    receipt = filed_on_the_web(cast, now)
    browser, there = at_desk("secretary"), f"/desk/cases/{receipt.reference}/sorting/"
    for _ in range(2):
        page = browser.post(there, {"helped": said}, follow=True).content.decode()
    assert tallied() == [("neighbour", answer, 1)]
    assert 'name="helped"' not in page


def test_the_statements_stay_the_same_however_many_are_near(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    browser, counts = at_desk("secretary"), []
    for days in (1, 2, 3):
        filed_on_the_web(cast, now - timedelta(days=days))
        browser.get(f"/desk/cases/{receipt.reference}/sorting/", headers=PART)
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"/desk/cases/{receipt.reference}/sorting/", headers=PART)
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2] <= 14
