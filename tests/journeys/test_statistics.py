"""Somebody who is nobody's officer reads the statistics: a place, a topic, a month, the file. Without a script."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, expect

from tests.cast import COUNTY, NEXT_TOWNSHIP, VILLAGE, Cast
from tests.journeys import keyboard
from tests.journeys.walking import Walk
from tests.opendata.publishing import NOISE, count, publish_year


@pytest.fixture
def published(cast: Cast) -> None:
    """The last quarter of a year, in which few cases about neighbours came from one township."""
    for month in (10, 11, 12):
        count(cast, VILLAGE, on=date(2025, month, 3), cases=20 * month)
        count(cast, "360104002001", on=date(2025, month, 3), cases=40)
    count(cast, NEXT_TOWNSHIP, on=date(2025, 12, 5), cases=4, topic=NOISE)
    publish_year(cast, 2025)


def test_anybody_reads_the_statistics_of_a_county_and_takes_them_along(
    published: None, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(javascript=False, width=375).new_page()
    page.goto("/")
    keyboard.press(page.get_by_role("contentinfo").get_by_role("link", name="Statistics"))
    expect(page.get_by_role("heading", level=2, name="All topics · 2025", exact=True)).to_be_visible()
    keyboard.press(page.get_by_role("link", name=re.compile("^东湖区 .*: 665 cases$")))
    expect(page.get_by_role("heading", level=1)).to_contain_text("东湖区")

    keyboard.choose(page.get_by_role("combobox", name="Month"), "November")
    keyboard.choose(page.get_by_role("combobox", name="Topic"), "Water, waste and other public services")
    keyboard.press(page.get_by_role("button", name="Show"))
    expect(page.get_by_role("region", name=re.compile("· November 2025$")).first).to_contain_text("220 cases")
    expect(page.get_by_role("img", name="Cases month by month, 2025")).to_be_visible()
    keyboard.press(page.get_by_role("region", name="By topic").get_by_role("link", name="Neighbours", exact=True))
    keyboard.choose(page.get_by_role("combobox", name="Month"), "December")
    keyboard.press(page.get_by_role("button", name="Show"))
    expect(page.get_by_text("It is 1 to 9, or such a number could be worked out from it.")).to_be_visible()

    with page.expect_download() as download:
        keyboard.press(page.get_by_role("link", name="CSV of 2025"))
    assert download.value.suggested_filename == f"folkmoot-statistics-{COUNTY}-2025.csv"
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    small = [line for line in lines if line.startswith("2025,12,") and ",neighbours," in line]
    assert [line.rpartition(",")[2] for line in small] == ["kept_back"]


@pytest.mark.parametrize("path", ["/statistics/", f"/statistics/{COUNTY}/"])
def test_before_the_first_release_the_pages_have_no_fault(cast: Cast, chromium: Browser, path: str) -> None:
    walk = Walk.begin(chromium)
    for language, tag in (("en", "en"), ("zh-hans", "zh-Hans")):
        answer = Client().get(path, headers={"accept-language": language})
        assert "\n".join(walk.faults(answer, path=path, language=tag)) == ""
    walk.page.context.close()
