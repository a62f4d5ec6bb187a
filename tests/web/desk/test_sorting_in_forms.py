"""Suggested categories in the forms in which officers take a concern in or sum it up."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from folkmoot.cases.models import Case
from tests.cases.filing import case_of, filed_on_the_web
from tests.cast import VILLAGE, Cast
from tests.web.desk.sorting import WAGES, tallied

pytestmark = pytest.mark.usefixtures("nothing_learned")
SignIn = Callable[[str], Client]
TYPED = {
    "channel": "visit", "narrative": WAGES, "category": "noise", "language": "en", "name": "Wang Xiaoming",
    "safe_channel": "", "households": "", "suggest": "yes",
}  # fmt: skip


def test_at_the_desk_a_suggestion_is_asked_for_and_nothing_typed_is_lost(
    cast: Cast, at_desk: SignIn, learned: None
) -> None:
    browser = at_desk("mediator")
    asked = browser.post(f"/desk/take-in/{VILLAGE}/", TYPED)
    page = asked.content.decode()
    assert (asked.status_code, asked.context["sorting"].help.best.category.code) == (200, "labour")
    assert WAGES in page
    assert "error-summary" not in page
    with cast.seeing("mediator"):
        assert Case.objects.count() == 0


def at_the_desk(browser: Client, **pressed: str) -> object:
    typed = {name: value for name, value in TYPED.items() if name != "suggest"}
    return browser.post(f"/desk/take-in/{VILLAGE}/", typed | {"suggested": "labour"} | pressed)


def test_at_the_desk_a_press_chooses_and_taking_in_counts(cast: Cast, at_desk: SignIn, learned: None) -> None:
    browser = at_desk("mediator")
    chosen = at_the_desk(browser, take="labour").content.decode()  # type: ignore[attr-defined]
    assert 'value="labour" selected' in chosen
    assert tallied() == []
    at_the_desk(browser, category="labour", taken="labour")
    assert tallied() == [("labour", "taken", 1)]


def test_at_the_desk_another_category_rejects_the_suggestion(cast: Cast, at_desk: SignIn, learned: None) -> None:
    browser = at_desk("mediator")
    assert "Choose a category yourself." in at_the_desk(browser, reject="labour").content.decode()  # type: ignore[attr-defined]
    at_the_desk(browser, category="noise")
    assert tallied() == [("labour", "rejected", 1)]


def test_at_the_desk_a_less_likely_one_that_is_taken_counts_too(cast: Cast, at_desk: SignIn, learned: None) -> None:
    at_the_desk(at_desk("mediator"), category="neighbour", taken="neighbour")
    assert tallied() == [("labour", "rejected", 1), ("neighbour", "taken", 1)]


def test_who_sorts_no_concerns_is_offered_none_at_the_desk(at_desk: SignIn, learned: None) -> None:
    page = at_desk("duty_officer").get(f"/desk/take-in/{VILLAGE}/").content.decode()
    assert 'name="suggest"' not in page
    assert 'name="suggest"' in at_desk("mediator").get(f"/desk/take-in/{VILLAGE}/").content.decode()


def test_beside_the_summary_a_press_saves_both(cast: Cast, now: datetime, at_desk: SignIn, learned: None) -> None:
    receipt = filed_on_the_web(cast, now, narrative=WAGES)
    browser, there = at_desk("secretary"), f"/desk/cases/{receipt.reference}/summarise/"
    shown = browser.get(there).content.decode()
    assert 'name="suggested" value="labour"' in shown
    sent = {"summary": "Wages are owed", "category": "neighbour", "suggested": "labour", "seen": 1, "take": "labour"}
    missing = browser.post(there, sent | {"summary": ""})
    assert (missing.status_code, list(missing.context["form"].errors)) == (422, ["summary"])
    browser.post(there, sent)
    case = case_of(cast, receipt)
    assert (case.summary, case.category, tallied()) == ("Wages are owed", "labour", [("labour", "taken", 1)])


def test_beside_the_summary_a_rejection_saves_nothing_until_it_is_sent(
    cast: Cast, now: datetime, at_desk: SignIn, learned: None
) -> None:
    receipt = filed_on_the_web(cast, now, narrative=WAGES)
    browser, there = at_desk("secretary"), f"/desk/cases/{receipt.reference}/summarise/"
    sent = {"summary": "", "category": "neighbour", "suggested": "labour", "seen": 1}
    rejected = browser.post(there, sent | {"reject": "labour"}).content.decode()
    assert "It is counted when you save." in rejected
    assert "error-summary" not in rejected
    assert (case_of(cast, receipt).summary, tallied()) == ("", [])
    browser.post(there, sent | {"summary": "A blocked ditch", "rejected": "labour"})
    assert (case_of(cast, receipt).category, tallied()) == ("neighbour", [("labour", "rejected", 1)])


def test_changing_only_the_words_of_a_summary_counts_nothing(
    cast: Cast, now: datetime, at_desk: SignIn, learned: None
) -> None:
    receipt = filed_on_the_web(cast, now, narrative=WAGES)
    sent = {"summary": "A blocked ditch", "category": "neighbour", "suggested": "labour", "seen": 1}
    at_desk("secretary").post(f"/desk/cases/{receipt.reference}/summarise/", sent)
    assert tallied() == []
