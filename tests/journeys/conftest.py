"""Journeys drive a real Chromium against the product, which commits into the test's own database."""

import os
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, sync_playwright

from tests.cast import Cast
from tests.journeys.browsing import Browsing, serving, start_chromium

HERE = Path(__file__).parent
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report: pytest.TestReport = yield  # type: ignore[assignment, misc]
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report  # type: ignore[return-value]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all journeys of a worker."""
    # Playwright keeps a loop in this thread, which Django takes for a call from asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = start_chromium(playwright)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def browsing(request: pytest.FixtureRequest, chromium: Browser, fresh_database: object) -> Iterator[Browsing]:
    """The test's browser and server. The test fails where a page complained, be it of the security policy."""
    with serving() as address:
        found = Browsing(chromium, address)
        yield found
        if request.node.stash.get(FAILED, False) or found.complaints:
            name = re.sub(r"\W+", "-", request.node.name)
            for picture in found.pictures(Path(tempfile.gettempdir()) / "folkmoot-journeys" / name):
                print(f"What the page showed: {picture}")
        found.close()
    assert found.complaints == []


@pytest.fixture
def new_context(browsing: Browsing) -> Callable[..., object]:
    """`new_context(javascript=False, language="zh-CN", width=375)`: another person's browser."""
    return browsing.context


@pytest.fixture
def page(browsing: Browsing) -> Page:
    """A page of somebody who is not signed in. Addresses may begin with a slash."""
    return browsing.context().new_page()


@pytest.fixture
def visit(page: Page) -> Callable[[str], Response | None]:
    """`visit("/")` in `page`."""
    return page.goto


@pytest.fixture
def sign_in(browsing: Browsing, cast: Cast) -> Callable[..., Page]:
    """`sign_in("coordinator")`: a page of that officer, signed in, in a context of their own."""

    def enter(name: str, *, language: str = "en-GB", width: int = 1280) -> Page:
        return browsing.sign_in(cast.user(name), language=language, width=width)

    return enter
