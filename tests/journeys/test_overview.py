"""The map of the overview in a real Chromium: a chart under the strict policy, links where there is no script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.cast import CITY, Cast
from tests.journeys import keyboard


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_chart_takes_the_place_of_the_map_and_leads_down(
    cast: Cast, sign_in: Callable[..., Page], theme: str
) -> None:
    page = sign_in("province_coordinator")
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.goto("/desk/overview/")
    chart = page.locator(".map-chart")
    expect(chart.locator("canvas")).to_have_count(1)
    expect(chart).to_have_attribute("aria-label", "A map of the places below. The table says the same.")
    expect(page.locator("svg.map")).to_have_count(0)
    keyboard.press(page.get_by_role("link", name="南昌市 Nanchang shi", exact=True))
    page.wait_for_url(f"**/desk/overview/{CITY}/")


def test_where_outlines_do_not_come_the_map_of_links_stays(cast: Cast, sign_in: Callable[..., Page]) -> None:
    page = sign_in("province_coordinator")
    page.route("**/outlines/", lambda route: route.fulfill(status=204))
    page.goto("/desk/overview/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("svg.map a")).to_have_count(2)
    page.locator("svg.map a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/overview/{CITY}/")


def test_without_javascript_the_map_is_links(
    cast: Cast, sign_in: Callable[..., Page], new_context: Callable[..., BrowserContext]
) -> None:
    cookies = sign_in("province_coordinator").context.cookies()
    context = new_context(javascript=False)
    context.add_cookies([{"name": c["name"], "value": c["value"], "url": "http://localhost"} for c in cookies])
    page = context.new_page()
    page.goto("/desk/overview/")
    keyboard.press(page.locator("svg.map a").first)
    page.wait_for_url(f"**/desk/overview/{CITY}/")
