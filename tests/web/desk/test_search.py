"""The quick search of the desk."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from folkmoot.cases.actions.talking import summarise
from folkmoot.lib.reference import spoken
from tests.cases.filing import filed_at_the_desk, filed_on_the_web
from tests.cast import VILLAGE, Cast

SignIn = Callable[[str], Client]


def search(browser: Client, sought: str):  # type: ignore[no-untyped-def]
    """What a search leads to. What was typed stands in no address."""
    answer = browser.post("/desk/search/", {"sought": sought})
    assert answer["Location"] == "/desk/search/"
    return browser.get("/desk/search/")


@pytest.mark.parametrize("spelling", [str, str.lower, spoken, lambda text: f" {spoken(text).replace('-', ' ')} "])
def test_a_reference_in_any_spelling_leads_to_its_case(
    spelling: Callable[[str], str], cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    receipt = filed_on_the_web(cast, now)
    assert search(at_desk("mediator"), spelling(receipt.reference))["Location"] == f"/desk/cases/{receipt.reference}/"


def test_a_mistyped_reference_is_said_to_be_one(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    last = receipt.reference[-1]
    wrong = receipt.reference[:-1] + ("7" if last != "7" else "8")
    page = search(at_desk("mediator"), wrong)
    assert "Mistyped?" in page.content.decode()
    assert [case.reference for case in page.context["found"].near] == [receipt.reference]
    assert search(at_desk("stranger"), wrong).context["found"].near == []


def test_a_case_of_another_area_is_not_found_by_its_reference(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    page = search(at_desk("stranger"), receipt.reference)
    assert page.context["found"].is_absent
    assert "No case in your area has this reference." in page.content.decode()


@pytest.mark.parametrize("sought", ["凤凰坡", "shangfenghuang", VILLAGE])
def test_a_place_is_found_by_name_pinyin_and_code(sought: str, at_desk: SignIn) -> None:
    page = search(at_desk("coordinator"), sought)
    assert [place.code for place in page.context["found"].places] == [VILLAGE]
    assert f'href="/desk/queue/?place={VILLAGE}"' in page.content.decode()


def test_words_of_a_summary_are_found_in_ones_own_area(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_at_the_desk(cast, "coordinator", now)
    with cast.seeing("coordinator"):
        by = cast.standing("coordinator")
        summarise(receipt.case_id, summary="A blocked ditch floods a yard", category="neighbour", by=by, now=now)
    found = {
        who: [case.reference for case in search(at_desk(who), "blocked DITCH").context["found"].cases]
        for who in ("coordinator", "lead", "stranger")
    }
    assert found == {"coordinator": [receipt.reference], "lead": [receipt.reference], "stranger": []}


def test_a_name_of_a_party_finds_nothing(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    filed_on_the_web(cast, now)
    page = search(at_desk("mediator"), "Wang Xiaoming")
    assert "Nothing was found" in page.content.decode()


@pytest.mark.parametrize(("page", "field"), [("/desk/search/", "sought"), ("/desk/queue/", "words")])
def test_what_was_searched_is_sealed_in_the_session_and_forgotten_after_two_hours(
    page: str, field: str, at_desk: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = at_desk("coordinator")
    browser.post(page, {field: "blocked ditch"})
    assert "ditch" not in str(dict(browser.session.items()))
    assert "blocked ditch" in browser.get(page).content.decode()
    later = timezone.now() + timedelta(hours=2, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "blocked ditch" not in browser.get(page).content.decode()


def test_a_search_takes_the_same_statements_for_one_case_and_for_three(
    cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    browser, by = at_desk("coordinator"), cast.standing("coordinator")
    counts = []
    for cases in (1, 2):
        for _ in range(cases):
            receipt = filed_at_the_desk(cast, "coordinator", now)
            with cast.seeing("coordinator"):
                summarise(receipt.case_id, summary="A wall between yards", category="neighbour", by=by, now=now)
        search(browser, "wall between")
        with CaptureQueriesContext(connection) as asked:
            browser.get("/desk/search/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
