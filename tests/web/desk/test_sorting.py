"""Suggested categories, as officers meet them beside a case."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from folkmoot.cases.actions.closing import withdraw
from folkmoot.cases.models import CaseKey
from folkmoot.ledger.models import Event
from folkmoot.triage.actions.keeping import keep_model
from folkmoot.triage.models import Tally
from tests.cases.filing import case_of, filed_on_the_web, seeing_with
from tests.cast import COUNTY, Cast
from tests.triage.samples import learned as small_model
from tests.web.desk.sorting import WAGES, tallied, text_of

pytestmark = pytest.mark.usefixtures("nothing_learned")
SignIn = Callable[[str], Client]


def test_the_page_of_a_case_says_where_help_is_and_asks_for_it_later(
    cast: Cast, now: datetime, at_desk: SignIn, learned: None
) -> None:
    receipt = filed_on_the_web(cast, now, narrative=WAGES)
    page = at_desk("secretary").get(f"/desk/cases/{receipt.reference}/").content.decode()
    assert f'hx-get="/desk/cases/{receipt.reference}/sorting/" hx-trigger="load"' in page
    assert "nearly certain" not in page


def test_a_category_is_suggested_with_its_confidence_and_the_words_behind_it(
    cast: Cast, now: datetime, at_desk: SignIn, learned: None
) -> None:
    receipt = filed_on_the_web(cast, now, narrative=WAGES)
    page = at_desk("secretary").get(f"/desk/cases/{receipt.reference}/sorting/")
    best = page.context["help"].best
    assert (best.category.code, str(best.sureness)) == ("labour", "nearly certain")
    assert 90 <= best.percent <= 99
    assert f"· nearly certain, {best.percent}%" in text_of(page.content.decode())
    assert "<mark>wages</mark>" in page.content.decode()


def test_what_is_suggested_is_taken_with_one_press_and_counted_without_a_post(
    cast: Cast, now: datetime, at_desk: SignIn, learned: None
) -> None:
    receipt = filed_on_the_web(cast, now, narrative=WAGES)
    answer = at_desk("secretary").post(
        f"/desk/cases/{receipt.reference}/sorting/", {"take": "labour", "seen": 1}, follow=True
    )
    assert "The category is now:" in answer.content.decode()
    assert case_of(cast, receipt).category == "labour"
    assert tallied() == [("labour", "taken", 1)]
    assert Tally.objects.get().area == cast.place(COUNTY).path
    with cast.seeing("lead"):
        kinds = list(Event.objects.filter(case_id=receipt.case_id).order_by("seq").values_list("kind", flat=True))
    assert kinds[-1] == "case.sorted"


def test_what_is_rejected_changes_nothing_and_is_counted_once(
    cast: Cast, now: datetime, at_desk: SignIn, learned: None
) -> None:
    receipt = filed_on_the_web(cast, now, narrative=WAGES)
    browser, there = at_desk("secretary"), f"/desk/cases/{receipt.reference}/sorting/"
    page = browser.post(there, {"reject": "labour"}, follow=True).content.decode()
    browser.post(there, {"reject": "labour"})
    assert "You rejected the suggestion." in page
    assert "counted by month and county, without your post" in page
    assert case_of(cast, receipt).category == "neighbour"
    assert tallied() == [("labour", "rejected", 1)]
    assert receipt.reference not in browser.cookies["answered"].value


def test_nothing_is_taken_that_was_not_suggested_or_that_somebody_else_has_changed(
    cast: Cast, now: datetime, at_desk: SignIn, learned: None
) -> None:
    receipt = filed_on_the_web(cast, now, narrative=WAGES)
    browser, there = at_desk("secretary"), f"/desk/cases/{receipt.reference}/sorting/"
    browser.post(there, {"take": "noise", "seen": 1})
    late = browser.post(there, {"take": "labour", "seen": 7}, follow=True)
    assert "Somebody else changed this case" in late.content.decode()
    assert case_of(cast, receipt).category == "neighbour"
    assert tallied() == []


def test_before_the_first_training_one_sentence_says_how_to_train(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now, narrative=WAGES)
    page = at_desk("secretary").get(f"/desk/cases/{receipt.reference}/sorting/").content.decode()
    assert "folkmoot triage train --own" in page
    assert 'name="take"' not in page


@pytest.mark.parametrize(
    ("narrative", "names", "sentence"),
    [
        ("Something else entirely", "{}", "none is likelier than all the others together"),
        (WAGES, "other-{}", "other categories than this procedure has"),
    ],
)
def test_where_nothing_is_suggested_the_page_says_why(
    cast: Cast, now: datetime, at_desk: SignIn, narrative: str, names: str, sentence: str
) -> None:
    keep_model(small_model(named=names))
    receipt = filed_on_the_web(cast, now, narrative=narrative, wish="")
    page = at_desk("secretary").get(f"/desk/cases/{receipt.reference}/sorting/").content.decode()
    assert sentence in page
    assert 'name="take"' not in page


def test_the_names_of_the_parties_change_no_suggestion(
    cast: Cast, now: datetime, at_desk: SignIn, learned: None
) -> None:
    browser, found = at_desk("secretary"), []
    for name in ("Wang Xiaoming", "Elevator Parking", "围墙邻居"):
        receipt = filed_on_the_web(cast, now, narrative=f"{WAGES} {name}", name=name)
        best = browser.get(f"/desk/cases/{receipt.reference}/sorting/").context["help"].best
        found.append((best.category.code, best.percent))
    assert found == [found[0]] * 3


def test_an_ended_case_has_no_such_page(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    with seeing_with(receipt):
        withdraw(receipt.case_id, by=receipt.resident, now=now)
    browser = at_desk("secretary")
    assert browser.get(f"/desk/cases/{receipt.reference}/sorting/").status_code == 404
    assert "sorting" not in browser.get(f"/desk/cases/{receipt.reference}/").content.decode()


def test_an_erased_case_is_not_read(cast: Cast, now: datetime, at_desk: SignIn, learned: None) -> None:
    receipt = filed_on_the_web(cast, now, narrative=WAGES)
    with cast.seeing("lead"):
        CaseKey.objects.filter(case=receipt.case_id).delete()
    page = at_desk("secretary").get(f"/desk/cases/{receipt.reference}/sorting/")
    assert page.context["help"].best is None
