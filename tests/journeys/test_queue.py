"""The queue with the keyboard alone: rows are chosen, noted and given a lead together; what is filtered is kept."""

import re
from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Page, expect

from folkmoot.cases.actions.routing import acknowledge
from folkmoot.cases.models import Note
from tests.cases.filing import case_of, filed_on_the_web
from tests.cast import Cast
from tests.journeys import keyboard

SignIn = Callable[..., Page]


def choose_rows(page: Page, count: int) -> None:
    """Goes down the rows and chooses each."""
    expect(page.get_by_text("Choose cases to do something with them together.")).to_be_visible()
    for number in range(1, count + 1):
        page.keyboard.press("j")
        page.keyboard.press("x")
        expect(page.get_by_text(f"With the chosen cases: {number}")).to_be_visible()


def test_chosen_cases_are_noted_and_get_their_lead_together(cast: Cast, sign_in: SignIn) -> None:
    now = timezone.now()
    receipts = [filed_on_the_web(cast, now) for _ in range(2)]
    for receipt in receipts:
        with cast.seeing("coordinator"):
            acknowledge(receipt.case_id, message="We have it.", by=cast.standing("coordinator"), now=now)
    page = sign_in("coordinator")
    page.goto("/desk/queue/")
    choose_rows(page, 2)
    keyboard.press(page.get_by_role("button", name="Write an internal note"))
    keyboard.write(page.get_by_label("Note", exact=True), "One excavator for both.")
    keyboard.press(page.get_by_role("button", name="Write an internal note"))
    expect(page.get_by_text("Done in 2 cases.")).to_be_visible()
    keyboard.press(page.get_by_role("link", name="Back to the queue"))
    choose_rows(page, 2)
    keyboard.press(page.get_by_role("button", name="Assign a lead"))
    keyboard.check(page.get_by_role("radio", name="People's mediator"))
    keyboard.check(page.get_by_role("radio", name="No to each of these questions"))
    keyboard.press(page.get_by_role("button", name="Assign a lead"))
    expect(page.get_by_text("Done in 2 cases.")).to_be_visible()
    assert {case_of(cast, each).lead_post_id for each in receipts} == {cast.standing("mediator").post_id}
    with cast.seeing("coordinator"):
        assert Note.objects.count() == 2


def test_what_is_filtered_is_kept_as_a_view_opened_removed_and_brought_back(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in("coordinator")
    page.goto("/desk/queue/")
    keyboard.choose(page.get_by_role("combobox", name="Step"), "Overdue")
    keyboard.press(page.get_by_role("button", name="Filter", exact=True))
    page.wait_for_url("**/desk/queue/?state=overdue")
    keyboard.press(page.locator("summary", has_text="Columns"))
    keyboard.check(page.locator("[name=columns][value=channel]"))
    keyboard.press(page.get_by_role("button", name="Show these columns"))
    page.wait_for_url("**columns=**")
    keyboard.press(page.locator("summary", has_text="Save this view"))
    keyboard.write(page.get_by_label("Title of the view"), "Late at home")
    keyboard.press(page.get_by_role("button", name="Save", exact=True))
    view = page.get_by_role("navigation", name="Views").get_by_role("link", name="Late at home")
    expect(view).to_have_attribute("aria-current", "page")
    keyboard.press(page.get_by_role("link", name="All open"))
    keyboard.press(view)
    expect(page).to_have_url(re.compile("state=overdue"))
    keyboard.press(page.get_by_role("button", name="Remove this view"))
    expect(view).to_have_count(0)
    keyboard.press(page.get_by_role("button", name="Undo"))
    expect(view).to_be_visible()
