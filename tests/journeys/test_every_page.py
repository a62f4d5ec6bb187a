"""Every address of the resolver as a page in Chromium: full, empty, failed, in both languages, widths and grounds."""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType, SimpleNamespace
from typing import Final

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Browser

from folkmoot.web import errors
from folkmoot.web.design.views import FRAMES
from folkmoot.web.desk.deeds import DEEDS
from folkmoot.web.desk.signals.deeds import SIGNAL_DEEDS
from tests.cast import COUNTY
from tests.house.addresses import NO_PAGE, addresses
from tests.journeys.states import FOLLOWED, STATES
from tests.journeys.visitors import VISITORS
from tests.journeys.walking import Walk
from tests.journeys.world import World, ask, make_world

LANGUAGES: Final = MappingProxyType({"en": "en", "zh-hans": "zh-Hans"})
#: pages that look different in each state of a case, or of the signal that stands beside it
BY_STATE: Final = MappingProxyType(
    {
        "desk:case": STATES,
        "desk:signal": (STATES[0], STATES[1], STATES[len(SIGNAL_DEEDS)]),
        "desk:signal_step": STATES[: len(SIGNAL_DEEDS)],
        "residents:case": FOLLOWED,
    }
)
#: pages that show more, such as a form, to somebody who is not the first to get them
FOR_WHOM: Final[Mapping[str, str]] = MappingProxyType(
    {"desk:campaigns": "administrator", "desk:campaigns_at": "administrator"}
)
SHOWN: Final = frozenset({200, 400, 403, 404, 409, 413, 422, 429})
ERRORS: Final = (
    errors.bad_request, errors.forbidden, errors.csrf_failure, errors.not_found, errors.too_many,
)  # fmt: skip
NAMES: Final = tuple(
    page
    for name, parameters in sorted(addresses())
    for page in (
        [f"{name}/{deed}" for deed in sorted(DEEDS)]
        if "deed" in parameters
        else [f"{name}, {state}" for state in BY_STATE[name]]
        if name in BY_STATE
        else [name]
    )
)
PARAMETERS: Final = dict(addresses())
#: what there is only where the product is built or shown, and which of it are pages
SHOWING: Final = ("demo:", "design:")
SHOWN_PAGES: Final = ("/demo/", *(f"/design/?frame={frame}" for frame in FRAMES))
#: pages that can have nothing to show
EMPTY: Final = [name for name, given in sorted(PARAMETERS.items()) if name.startswith("desk:") and not given]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """One for all pages: each visit is undone."""
    # Who confirmed their password at the beginning is asked again after five minutes; a slow machine takes longer.
    patience = override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=24 * 3600)
    with patience, django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def walk(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Walk]:
    """The browser in which pages are looked at."""
    found = Walk.begin(chromium, album=request.config.getoption("--pictures"))
    yield found
    print("What axe could not decide:", *sorted(found.undecided), sep="\n  ")
    found.page.context.close()


@pytest.fixture(autouse=True)
def _named(request: pytest.FixtureRequest, walk: Walk) -> None:
    # "test_a_page_has_no_fault_in_a_browser[residents:home]" is "residents-home", an empty one "empty-desk-queue".
    kind = "empty-" if "nothing_to_show" in request.node.name else ""
    walk.name = kind + re.sub(r"\W+", "-", request.node.name.partition("[")[2] or request.node.name).strip("-")


def paths(world: World, page: str) -> Iterator[tuple[str, str]]:
    """An address for each state of a case in which it can be asked, with that state."""
    page, _comma, wanted = page.partition(", ")
    name, _slash, deed = page.partition("/")
    for state in STATES:
        known = {**world.given[state], "deed": deed}
        parameters = PARAMETERS[name]
        if "webauthn" in name:
            known["pk"] = world.key
        if name.startswith("opendata:"):
            # A village is too small for figures of its own.
            known["code"] = COUNTY
        if parameters <= known.keys() and wanted in {"", state}:
            yield reverse(name, kwargs={each: known[each] for each in parameters}), state


def is_page(answer: HttpResponse) -> bool:
    """Whether somebody would read it."""
    # A part of a page, which a script asks for, has no frame of its own.
    return answer.status_code in SHOWN and not answer.streaming and b"<html" in answer.content


def visits(world: World, page: str) -> Iterator[tuple[Client, str]]:
    """Who may see a page, and where, in the order in which it is tried; nobody is asked twice for one address."""
    first = FOR_WHOM.get(page)
    visitors = (first, *VISITORS) if first else VISITORS
    asked = ((name, path) for path, state in paths(world, page) for name in (f"resident, {state}", *visitors))
    for name, path in dict.fromkeys(asked):
        if name in world.browsers:
            yield world.browsers[name], path


def full(world: World, page: str) -> tuple[Client, str] | None:
    """The first who gets the page."""
    asked = ((browser, path, ask(browser, path)) for browser, path in visits(world, page))
    return next(
        ((browser, path) for browser, path, answer in asked if answer.status_code == 200 and is_page(answer)), None
    )


def looked_at(walk: Walk, browser: Client, path: str, *, sent: dict[str, str] | None = None) -> list[str]:
    """What is wrong with a page in both languages; nothing where there is no page to look at."""
    faults: list[str] = []
    for language, tag in LANGUAGES.items():
        answer = ask(browser, path, language=language, sent=sent)
        if is_page(answer):
            faults += walk.faults(answer, path=path, language=tag)
    return faults


@pytest.mark.parametrize("page", NAMES)
def test_a_page_has_no_fault_in_a_browser(world: World, walk: Walk, page: str) -> None:
    found = full(world, page)
    if page in NO_PAGE or page.startswith(SHOWING):
        assert found is None
        return
    assert found is not None, "Nobody gets this page: name the visitor who does, or the reason in NO_PAGE."
    faults = looked_at(walk, *found)
    faults += (f"sent empty: {fault}" for fault in looked_at(walk, *found, sent={}))
    assert "\n".join(faults) == ""


@pytest.mark.parametrize("page", EMPTY)
def test_a_page_with_nothing_to_show_has_no_fault(world: World, walk: Walk, page: str) -> None:
    assert "\n".join(looked_at(walk, world.browsers["stranger"], reverse(page))) == ""


@pytest.mark.parametrize("show", ERRORS, ids=lambda show: show.__name__)
def test_a_page_of_an_error_has_no_fault(world: World, walk: Walk, show: Callable[[HttpRequest], HttpResponse]) -> None:
    faults: list[str] = []
    for language, tag in LANGUAGES.items():
        with translation.override(language):
            request = RequestFactory().get("/")
            request.user = AnonymousUser()
            faults += walk.faults(show(request), path="/an/error/", language=tag)
    assert "\n".join(faults) == ""


def test_the_page_without_a_database_has_no_fault(walk: Walk) -> None:
    answer = errors.server_error(RequestFactory().get("/"))
    assert "\n".join(walk.faults(answer, path="/an/error/", language="en")) == ""


@pytest.mark.parametrize("path", SHOWN_PAGES)
def test_a_page_of_the_demonstration_has_no_fault(
    world: World, walk: Walk, settings: SimpleNamespace, path: str
) -> None:
    settings.DEMO = True
    assert "\n".join(looked_at(walk, world.browsers["nobody"], path)) == ""
