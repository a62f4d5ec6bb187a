"""Read by who needs it large: at 200 % on a telephone of 375 pixels nothing is cut and nothing scrolls sideways."""

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


def too_wide(page: Page, addresses: tuple[str, ...]) -> list[str]:
    """The addresses whose page is wider than the window."""
    found = []
    for address in addresses:
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > WIDTH:
            found.append(address)
    return found


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
    page.goto("/raise/")
    page.locator("#id_narrative").fill("The ditch is blocked.")
    page.locator(".btn-primary").first.click()
    page.wait_for_url("**/raise/place/")
    page.locator("#id_query").fill("sfhp")
    page.locator("#found [name=place]").click()
    page.locator("[value=neighbour]").click()
    page.wait_for_url("**/office/")
    wide += too_wide(page, ALONG)
    assert wide == []
