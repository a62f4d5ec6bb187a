"""Sorting a concern in a real browser: a suggestion is taken, an earlier dispute is found, and the two are joined."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from folkmoot.cases.actions.talking import summarise
from folkmoot.cases.models import Case
from folkmoot.triage.actions.keeping import keep_model
from folkmoot.triage.models import Tally
from tests.cases.filing import filed_on_the_web
from tests.cast import VILLAGE, Cast
from tests.journeys import keyboard
from tests.journeys.browsing import Browsing
from tests.triage.samples import learned

SignIn = Callable[..., Page]
TOLD = "The fence and the ditch between the houses."
TAKE = re.compile("Take this category.*Neighbours")


@pytest.fixture
def earlier(cast: Cast, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> str:
    """The reference of a dispute of nine days ago, in an installation that has learned."""
    monkeypatch.setenv("FOLKMOOT_HOME", str(tmp_path))
    keep_model(learned())
    now = datetime.now().astimezone() - timedelta(days=9)
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("coordinator"):
        by = cast.standing("coordinator")
        summarise(receipt.case_id, summary="A blocked ditch at a fence", category="neighbour", by=by, now=now)
        return Case.objects.get(pk=receipt.case_id).spoken_reference


def test_a_concern_is_sorted_by_a_suggestion_and_joined_to_an_earlier_one(
    earlier: str, cast: Cast, sign_in: SignIn
) -> None:
    page = sign_in("coordinator")
    page.goto(f"/desk/take-in/{VILLAGE}/")
    keyboard.write(page.get_by_label("What happened?"), TOLD)
    keyboard.press(page.get_by_role("button", name="Suggest a category"))
    expect(page.locator("mark", has_text="ditch")).to_be_visible()
    keyboard.press(page.get_by_role("button", name=TAKE))
    expect(page.get_by_label("Category")).to_have_value("neighbour")
    expect(page.get_by_label("What happened?")).to_have_value(TOLD)
    keyboard.write(page.get_by_label("Summary without names"), "The ditch at a fence is blocked")
    keyboard.press(page.get_by_role("button", name="Take in", exact=True))
    assert list(Tally.objects.values_list("category", "answer", "count")) == [("neighbour", "taken", 1)]

    keyboard.press(page.get_by_role("link", name="Open the case"))
    near = page.locator("#sorting")
    expect(near.get_by_role("link", name=earlier)).to_be_visible()
    expect(near).to_contain_text("The category that stands here is also the likeliest")
    keyboard.press(near.get_by_role("button", name="They helped"))
    expect(near.get_by_role("status")).to_be_focused()
    expect(near.get_by_role("button", name="They helped")).to_have_count(0)

    keyboard.press(near.get_by_role("button", name=re.compile(f"Join to this one.*{earlier}")))
    expect(page.get_by_role("heading", name="Side by side")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("A blocked ditch at a fence")
    keyboard.press(page.get_by_role("main").get_by_role("button", name=re.compile("^Merge")))
    expect(page.locator("h1 .badge")).to_have_text("Merged with another")


def test_without_javascript_a_suggestion_is_asked_for_and_taken(earlier: str, cast: Cast, browsing: Browsing) -> None:
    signed_in = browsing.sign_in(cast.user("mediator"))
    context = browsing.context(javascript=False)
    context.add_cookies(signed_in.context.cookies())  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"/desk/take-in/{VILLAGE}/")
    keyboard.write(page.get_by_label("What happened?"), TOLD)
    keyboard.press(page.get_by_role("button", name="Suggest a category"))
    keyboard.press(page.get_by_role("button", name=TAKE))
    expect(page.get_by_label("Category")).to_have_value("neighbour")
    expect(page.get_by_label("What happened?")).to_have_value(TOLD)
    keyboard.press(page.get_by_role("button", name="Take in", exact=True))
    keyboard.press(page.get_by_role("link", name="Open the case"))
    keyboard.press(page.get_by_role("link", name="Look at them"))
    expect(page.get_by_role("link", name=earlier)).to_be_visible()
    keyboard.press(page.get_by_role("button", name="They did not"))
    expect(page.get_by_role("status")).to_contain_text("counted by month and county, without your post")
