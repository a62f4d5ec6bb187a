"""Every test runs as the application's role, on a copy of a database in which the cast has its posts."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.utils import translation

from tests.cast import NOW, Cast, settle
from tests.databases import Databases
from tests.environment import HOME

NO_FILES = "The real files are not here."
COMMITS = ("fresh_database", "transactional_db", "live_server")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", type=Path, help="a folder for pictures of what the walk over every page looks at")


def pytest_configure() -> None:
    settings.PASSWORD_HASHERS = ["tests.passwords.QuickHasher", *settings.PASSWORD_HASHERS]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    for item in items:
        for marker in item.iter_markers("django_db"):
            if marker.kwargs.get("transaction"):
                # Django would empty every table afterwards, which the application's role may not do.
                raise pytest.UsageError(f"{item.nodeid}: ask for the fixture `fresh_database` instead.")
        if chromium is None and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="There is no Chromium on this machine: run tools/install-browser."))
    # What one worker has to do by itself comes first: at the end, the others would wait for it.
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report: pytest.TestReport = yield  # type: ignore[assignment, misc]
    is_browserless = report.skipped and item.get_closest_marker("browser") and NO_FILES not in str(report.longrepr)
    if os.environ.get("CI") == "true" and is_browserless:
        report.outcome = "failed"
        report.longrepr = f"With CI=true a browser test is never skipped: {report.longrepr}"
    return report  # type: ignore[return-value]


@pytest.fixture(scope="session")
def worker_databases(worker_id: str) -> Databases:
    """This worker's databases. Their home is that of the run, also where the first test has a home of its own."""
    return Databases(worker=worker_id, home=HOME)


@pytest.fixture(scope="session")
def django_db_setup(worker_databases: Databases, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Points Django, and every process that a test starts, to this worker's copy of the template."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        worker_databases.make_template(settle)
        worker_databases.make()
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        connections.close_all()
        worker_databases.drop()


@pytest.fixture
def fresh_database(
    worker_databases: Databases, django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[Databases]:
    """A database in which this test commits for real; the next test gets another one. For threads and servers."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        try:
            yield worker_databases
        finally:
            connections.close_all()
            worker_databases.make()


@pytest.fixture
def transactional_db(fresh_database: Databases) -> None:
    """What a live server asks for: `fresh_database`, as the application's role cannot empty tables."""


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    """The people that every test knows. What the test writes is rolled back unless it asked for `fresh_database`."""
    request.getfixturevalue("fresh_database" if any(name in request.fixturenames for name in COMMITS) else "db")
    return Cast()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """No test leaves its language to the next one, nor does what it imported."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def now() -> datetime:
    """Tuesday, 10 March 2026, nine in the morning at the region's place."""
    return NOW
