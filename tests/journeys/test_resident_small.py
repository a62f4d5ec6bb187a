"""Made large, at 200 % on a telephone of 375 pixels, nothing scrolls sideways; and a thumb meets what it aims at."""

import re
from typing import Final

import pytest
from playwright.sync_api import Page

from tests.cast import VILLAGE, Cast
from tests.journeys.browsing import Browsing
from tests.journeys.test_resident import raise_concern

#: what is left of 375 pixels at 200 %
WIDTH: Final = 188
BEFORE: Final = (
    "/", "/follow/", "/follow/own-code/", "/raise/resume/", "/emergency/", "/traces/", "/places/", "/no/such/page/",
    f"/places/{VILLAGE}/", "/places/36/",
)  # fmt: skip
ALONG: Final = (
    "/raise/", "/raise/place/", "/raise/place/360102/", "/raise/category/", "/raise/office/", "/raise/contact/",
    "/raise/whose/", "/raise/wish/", "/raise/where/", "/raise/when/", "/raise/name/", "/raise/check/",
)  # fmt: skip
AFTER: Final = ("/raise/receipt/", "/follow/case/", "/follow/case/attach/", "/follow/case/withdraw/")


#: what a thumb needs, in pixels
THUMB: Final = 44
_TOO_SMALL: Final = """(least) => [...document.querySelectorAll(
    "header a, header button, main button, main summary, main textarea, main .btn, main .choice, .doors a, " +
    "main input:not([type=hidden], [type=checkbox]), main .form-check-label, .above a, .answers a, .emergency a")]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < least - 0.5)
  .map((each) => `${location.pathname} ${each.textContent.trim()} ${each.getBoundingClientRect().height}`)"""


def too_small(page: Page, addresses: tuple[str, ...]) -> list[str]:
    """What one presses there and is lower than a thumb is wide."""
    found: list[str] = []
    for address in addresses:
        page.goto(address)
        found += page.evaluate(_TOO_SMALL, THUMB)
    return found


def too_wide(page: Page, addresses: tuple[str, ...]) -> list[str]:
    """The addresses whose page is wider than the window."""
    found = []
    for address in addresses:
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > WIDTH:
            found.append(address)
    return found


def go_along(page: Page) -> None:
    """Writes what the pages further on need."""
    page.goto("/raise/")
    page.locator("#id_narrative").fill("The ditch is blocked.")
    page.locator(".btn-primary").first.click()
    page.wait_for_url("**/raise/place/")
    page.locator("#id_query").fill("sfhp")
    page.locator("#found [name=place]").click()
    page.locator("[value=neighbour]").click()
    page.wait_for_url("**/office/")


def test_everything_that_one_presses_is_as_tall_as_a_thumb_is_wide(browsing: Browsing, cast: Cast) -> None:
    page = browsing.context(width=375).new_page()
    raise_concern(page)
    small = too_small(page, AFTER[:1])
    page.get_by_role("main").locator(".btn-primary").first.click()
    page.wait_for_url("**/follow/case/")
    small += too_small(page, (*AFTER[1:], *BEFORE))
    go_along(page)
    page.goto("/raise/contact/")
    page.locator("[value=phone]").click()
    page.wait_for_url("**/reach/")
    small += too_small(page, ("/raise/reach/", *ALONG))
    assert small == []


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_no_page_scrolls_sideways_at_twice_the_size(browsing: Browsing, cast: Cast, language: str) -> None:
    page = browsing.context(width=375).new_page()
    raise_concern(page)
    page.set_viewport_size({"width": WIDTH, "height": 400})
    page.context.set_extra_http_headers({"Accept-Language": language})
    wide = too_wide(page, AFTER[:1])
    page.get_by_role("main").locator(".btn-primary").first.click()
    page.wait_for_url("**/follow/case/")
    wide += too_wide(page, (*AFTER[1:], *BEFORE))
    go_along(page)
    wide += too_wide(page, ALONG)
    assert wide == []


def test_a_receipt_is_printed_on_one_sheet(browsing: Browsing, cast: Cast) -> None:
    page = browsing.context().new_page()
    raise_concern(page)
    page.context.set_extra_http_headers({"Accept-Language": "zh-CN"})
    page.reload()
    assert len(re.findall(rb"/Type /Page\b", page.pdf(format="A4"))) == 1
