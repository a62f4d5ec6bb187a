"""A visitor of the demo is each of the cast in turn, takes the tour, and leaves it."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from folkmoot.demo.actions import making
from folkmoot.demo.forgetting import without_jobs
from folkmoot.demo.rules.pieces import Piece
from folkmoot.demo.rules.times import HISTORY
from tests.cast import VILLAGE, Cast
from tests.demo.starting import start
from tests.journeys import keyboard


@pytest.fixture
def demo(cast: Cast, settings: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The village of the cast with its prepared cases and nothing else."""
    settings.DEMO = True
    with transaction.atomic():
        started = start(timezone.now() - HISTORY)
    village = Piece(VILLAGE, started.village, 2, is_own=True)
    monkeypatch.setattr(making, "draw_pieces", lambda _places, seed: [village])
    with without_jobs():
        making.make_next_piece(started, is_own=True)


def enter(page: Page, who: str) -> None:
    page.goto("/demo/")
    keyboard.press(page.get_by_role("heading", name=who, exact=True).locator("..").get_by_role("button", name="Enter"))


def test_each_of_the_cast_finds_something_fitting(demo: None, page: Page) -> None:
    enter(page, "Village mediator")
    expect(page.get_by_role("heading", level=1)).to_contain_text("My day")
    expect(page.get_by_text("Not resolved, says the resident")).to_be_visible()
    enter(page, "Township coordinator")
    expect(page.get_by_text("To be accepted by your unit").first).to_be_visible()
    enter(page, "Resident with a proposal")
    expect(page.get_by_role("link", name="Yes, it is resolved")).to_be_visible()
    enter(page, "Resident who was turned away")
    expect(page.get_by_text("You are: a resident with a receipt")).to_be_visible()
    enter(page, "Stranger from another county")
    expect(page.get_by_text("You are: Stranger from another county")).to_be_visible()
    expect(page.get_by_text("Not resolved, says the resident")).not_to_be_visible()
    keyboard.press(page.get_by_role("link", name="Be somebody else"))
    expect(page).to_have_url("/demo/")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_tour_is_walked_and_skipped(
    demo: None, new_context: Callable[..., BrowserContext], *, javascript: bool
) -> None:
    page = new_context(javascript=javascript).new_page()
    page.goto("/demo/")
    keyboard.press(page.get_by_role("button", name="Begin the tour"))
    for number in range(1, 6):
        expect(page.get_by_role("heading", name=f"Tour, {number} of 5")).to_be_visible()
        if number < 5:
            keyboard.press(page.get_by_role("button", name="Next", exact=True))
    expect(page.get_by_text("The history of this case is whole")).to_be_visible()
    keyboard.press(page.get_by_role("button", name="End the tour"))
    expect(page).to_have_url("/demo/")
    keyboard.press(page.get_by_role("button", name="Begin the tour"))
    keyboard.press(page.get_by_role("button", name="Skip the tour"))
    expect(page).to_have_url("/demo/")
    expect(page.get_by_role("heading", name="Tour, ")).not_to_be_visible()
