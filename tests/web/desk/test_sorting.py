"""Suggested categories and earlier disputes, as officers meet them on the desk's pages."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from folkmoot.cases.actions.closing import withdraw
from folkmoot.cases.actions.talking import summarise
from folkmoot.cases.models import Case, CaseKey, Reading
from folkmoot.ledger.models import Event
from folkmoot.triage.actions.keeping import keep_model
from folkmoot.triage.models import Tally
from tests.cases.filing import case_of, filed_on_the_web, seeing_with
from tests.cases.stages import led_by_the_mediator
from tests.cast import COUNTY, VILLAGE, Cast
from tests.triage.samples import learned as small_model

SignIn = Callable[[str], Client]
PART = {"HX-Request": "true"}
WAGES = "The employer owes us wages for overtime."
TYPED = {
    "channel": "visit", "narrative": WAGES, "category": "noise", "language": "en", "name": "Wang Xiaoming",
    "safe_channel": "", "households": "", "suggest": "yes",
}  # fmt: skip


@pytest.fixture(autouse=True)
def home(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of its own, in which nothing was learned yet."""
    monkeypatch.setenv("FOLKMOOT_HOME", str(tmp_path))


@pytest.fixture
def learned(home: None) -> None:
    """Something was learned."""
    keep_model(small_model())


def text_of(page: str) -> str:
    """What a page says, without its elements."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def tallied() -> list[tuple[str, str, int]]:
    return sorted(Tally.objects.values_list("category", "answer", "count"))


def readings(cast: Cast, case_id: int) -> int:
    with cast.seeing("lead"):
        return Reading.objects.filter(case=case_id).count()


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


def test_an_ended_case_has_no_such_page(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    with seeing_with(receipt):
        withdraw(receipt.case_id, by=receipt.resident, now=now)
    browser = at_desk("secretary")
    assert browser.get(f"/desk/cases/{receipt.reference}/sorting/").status_code == 404
    assert "sorting" not in browser.get(f"/desk/cases/{receipt.reference}/").content.decode()


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
    assert "Withdrawn · after 7 days" in said
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


def test_an_erased_case_is_not_read(cast: Cast, now: datetime, at_desk: SignIn, learned: None) -> None:
    receipt = filed_on_the_web(cast, now, narrative=WAGES)
    with cast.seeing("lead"):
        CaseKey.objects.filter(case=receipt.case_id).delete()
    page = at_desk("secretary").get(f"/desk/cases/{receipt.reference}/sorting/")
    assert page.context["help"].best is None


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
