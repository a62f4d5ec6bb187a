"""What the frame of every page does for the keyboard alone."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.journeys.browsing import Browsing


@pytest.mark.parametrize("path", ["/", "/account/login/", "/no/such/page/"])
def test_the_first_key_leads_past_the_header(page: Page, cast: Cast, path: str) -> None:
    page.goto(path)
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_dialog_holds_the_focus_and_gives_it_back(page: Page, cast: Cast, settings: SimpleNamespace) -> None:
    settings.DEMO = True
    page.goto("/design/")
    button = page.get_by_role("button", name="Open the dialog")
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('main') || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


def test_a_summary_of_errors_is_what_the_keyboard_meets_first(browsing: Browsing, cast: Cast) -> None:
    page = browsing.context(language="zh-CN", width=375).new_page()
    page.goto("/follow/")
    page.locator("main form button[type=submit]").first.press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("编号")).to_be_focused()
