"""A county leader and a signal in a browser: signal, map, cases, measures, outcome; and past nights as a film."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from folkmoot.earlywarning.actions.nights import run_night
from folkmoot.earlywarning.actions.replaying import replay
from folkmoot.earlywarning.engines import LocalEngine
from tests.cast import COUNTY, NEXT_VILLAGE, VILLAGE, ZONE, Cast
from tests.earlywarning.counting import burst, many_cases, quiet_year
from tests.journeys import keyboard

SignIn = Callable[..., Page]
#: villages of three townships or neighbourhoods of the county
WITHIN = (VILLAGE, NEXT_VILLAGE, "360102004001")
FAR = ("360104002001", "360702001001")


@pytest.fixture
def raised(cast: Cast) -> date:
    """A quiet year, then four days of cases about water all over the county; the nights have been run. The last day."""
    now = timezone.now()
    yesterday = now.astimezone(ZONE).date() - timedelta(days=1)
    weekly = {(code, "neighbour"): 0.7 for code in (*WITHIN, *FAR)} | {(code, "water"): 0.1 for code in WITHIN}
    year = quiet_year(until=yesterday, each_week=weekly)
    bursts = (burst(until=yesterday, cases=4, days=4, code=code) for code in WITHIN)
    many_cases(cast, [*year, *(each for found in bursts for each in found)])
    told = {"by": cast.standing("automation"), "now": now, "engine": LocalEngine(workers=1)}
    replay(yesterday - timedelta(days=5), yesterday - timedelta(days=1), **told)
    run_night(yesterday, replicates=199, **told)
    return yesterday


def test_a_county_leader_goes_from_the_signal_to_its_outcome(raised: date, cast: Cast, sign_in: SignIn) -> None:
    page = sign_in("lead")
    page.goto("/desk/")
    to_take = page.get_by_role("region", name="Signals to take")
    keyboard.press(to_take.get_by_role("link", name=re.compile("Water|water")))
    expect(page.get_by_text("What is failing here?")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("东湖区")
    expect(page.get_by_role("link", name="东湖区 (Donghu qu): the signal is here")).to_have_class("map-5")
    expect(page.get_by_role("img", name=re.compile("13 cases in 4 days"))).to_be_visible()

    keyboard.press(page.get_by_role("link", name="Look at the cases"))
    expect(page.get_by_role("listitem").filter(has=page.locator(".row-link"))).to_have_count(13)
    keyboard.press(page.get_by_role("navigation", name="Breadcrumb").get_by_role("link").last)

    _do(page, "Take this signal")
    _do(page, "Say what fails", {"radio": "A public service fails", "In your words": "The pump of the works fails."})
    _do(page, "Choose measures", {"checkbox": "Service restored"})
    _do(page, "Mark a measure as carried out", {"radio": "Service restored"})
    _do(page, "Record the outcome", {"radio": "What failed is mended", "In your words": "Water runs again."})
    expect(page.get_by_role("heading", level=1)).to_contain_text("What failed is mended")
    history = page.get_by_role("region", name="History").get_by_role("listitem")
    expect(history.first).to_contain_text("Outcome: What failed is mended")
    expect(page.get_by_role("region", name="What is next").get_by_role("link")).to_have_count(0)
    page.goto("/desk/")
    expect(page.get_by_role("region", name="Signals to take")).to_have_count(0)


def _do(page: Page, deed: str, answers: dict[str, str] | None = None) -> None:
    """Opens a step, answers its questions, and sends it."""
    keyboard.press(page.get_by_role("link", name=deed, exact=True))
    for question, answer in (answers or {}).items():
        if question in {"radio", "checkbox"}:
            keyboard.check(page.get_by_role(question, name=answer, exact=True))  # type: ignore[arg-type]
        else:
            keyboard.write(page.get_by_label(question), answer)
    keyboard.press(page.get_by_role("button", name=deed, exact=True))
    expect(page.get_by_role("status").first).to_be_visible()


def test_the_film_goes_from_night_to_night_and_plays(raised: date, cast: Cast, sign_in: SignIn) -> None:
    page = sign_in("lead")
    page.emulate_media(reduced_motion="no-preference")
    page.goto("/desk/signals/film/")
    county = page.locator(f"svg.map g[data-code='{COUNTY}']")
    expect(county).to_have_attribute("aria-label", re.compile("a signal$"))
    now = page.locator("[data-film-now]")
    keyboard.reach(page.get_by_label("Night", exact=True))
    page.keyboard.press("Home")
    expect(county).not_to_have_class("map-5")
    expect(now.get_by_role("link")).to_have_attribute("href", re.compile(f"night={raised - timedelta(days=5)}"))
    keyboard.press(page.get_by_role("link", name="Night after"))
    expect(now.get_by_role("link")).to_have_attribute("href", re.compile(f"night={raised - timedelta(days=4)}"))
    keyboard.press(page.get_by_role("button", name="Play"))
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(county).to_have_class("map-5")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(page.get_by_role("link", name="Night after")).to_be_hidden()
    page.emulate_media(reduced_motion="reduce")
    expect(page.get_by_role("button", name="Play")).to_be_hidden()


def test_without_javascript_the_film_is_links(
    raised: date, cast: Cast, sign_in: SignIn, new_context: Callable[..., BrowserContext]
) -> None:
    cookies = sign_in("lead").context.cookies()
    context = new_context(javascript=False)
    context.add_cookies([{"name": c["name"], "value": c["value"], "url": "http://localhost"} for c in cookies])
    page = context.new_page()
    page.goto("/desk/signals/film/")
    keyboard.press(page.get_by_role("link", name="Night before"))
    expect(page.locator("li[aria-current=step] a")).to_have_attribute(
        "href", re.compile(f"night={raised - timedelta(days=1)}")
    )
    expect(page.get_by_role("button", name="Play")).to_be_hidden()
