from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.journeys.browsing import Browsing


def test_a_breach_of_the_security_policy_is_a_complaint(page: Page, browsing: Browsing, cast: Cast) -> None:
    page.goto("/account/login/")
    assert browsing.complaints == []
    page.evaluate("document.querySelector('h1').setAttribute('style', 'color: red')")
    page.wait_for_timeout(100)
    (complaint,) = browsing.complaints
    assert complaint.partition(" directive 'style-src 'self''")[1] != ""
    browsing.complaints.clear()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_resident_leaves_for_a_harmless_page(
    browsing: Browsing, cast: Cast, settings: SimpleNamespace, javascript: bool
) -> None:
    settings.EXIT_URL = f"{browsing.address}/account/login/"
    page = browsing.context(javascript=javascript).new_page()
    page.goto("/no/such/page/")
    page.get_by_role("link", name="Leave now").click()
    expect(page).to_have_url(settings.EXIT_URL)


def test_the_way_back_does_not_lead_to_the_page_that_was_left(
    page: Page, browsing: Browsing, cast: Cast, settings: SimpleNamespace
) -> None:
    settings.EXIT_URL = f"{browsing.address}/account/login/"
    page.goto("/no/such/page/")
    page.get_by_role("link", name="Leave now").click()
    expect(page).to_have_url(settings.EXIT_URL)
    page.go_back()
    expect(page).to_have_url("about:blank")


def test_the_language_is_changed_without_javascript(browsing: Browsing, cast: Cast) -> None:
    page = browsing.context(javascript=False, width=375).new_page()
    page.goto("/account/login/")
    page.get_by_role("button", name="简体中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("登录办理端")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
