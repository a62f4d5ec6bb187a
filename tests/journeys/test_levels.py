"""Village, township, county: a case is passed on with reasons, a refusal and a decision are looked at again."""

import re
from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from playwright.sync_api import Page, expect

from folkmoot.cases.actions import routing, talking
from folkmoot.cases.actions.intake import Receipt
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.actions.procedures import put_under
from tests.cases.filing import filed_on_the_web
from tests.cast import Cast
from tests.journeys import desk, following, keyboard
from tests.journeys.browsing import Browsing

SignIn = Callable[..., Page]
CENTRE = re.compile("comprehensive governance centre")
COUNTY = re.compile("^Donghu qu social work and disputes centre")


def route(page: Page, reference: str, unit: re.Pattern[str], *, why: str = "", told: str = "") -> None:
    """Gives a case to a unit; `told` is what the form says before."""
    page.goto(f"/desk/cases/{reference}/route/")
    if told:
        expect(page.get_by_role("note").last).to_contain_text(told)
    keyboard.check(page.get_by_role("radio", name=unit))
    if why:
        keyboard.write(page.get_by_label("Why", exact=True), why)
    keyboard.press(page.get_by_role("button", name="Route to a unit", exact=True))
    expect(page.get_by_role("main").get_by_role("status")).to_have_text(re.compile("The unit has the concern now."))


def turn_away(page: Page, reference: str, *, reason: str, words: str) -> None:
    """Declines: looked at first, then sent."""
    page.goto(f"/desk/cases/{reference}/decline/")
    keyboard.check(page.get_by_role("radio", name=reason))
    keyboard.write(page.get_by_label("What the resident reads"), words)
    keyboard.press(page.get_by_role("button", name="Look at it first"))
    keyboard.press(page.get_by_role("button", name="Decline", exact=True))
    expect(page.locator("h1 .badge")).to_have_text("Declined")


def give_opinion(page: Page, reference: str, verb: str, *, words: str, outcome: str = "") -> None:
    """Decides a review or sends the case back: looked at first, then sent."""
    page.goto(f"/desk/cases/{reference}/")
    keyboard.press(page.get_by_role("link", name=verb))
    keyboard.check(page.get_by_role("radio", name="No to each of these questions"))
    if outcome:
        keyboard.check(page.get_by_role("radio", name=outcome))
    keyboard.write(page.get_by_label("The opinion, as the resident reads it"), words)
    keyboard.press(page.get_by_role("button", name="Look at it first"))
    expect(page.get_by_role("note").filter(has_text="Nothing was sent yet.")).to_contain_text(words)
    keyboard.press(page.get_by_role("button", name=verb, exact=True))
    expect(page.locator("h1 .badge")).not_to_have_text("In review")
    expect(page.get_by_text(words).first).to_be_visible()


def test_a_case_goes_from_the_village_to_the_county_with_a_refusal_and_a_decision(
    browsing: Browsing, sign_in: SignIn, cast: Cast
) -> None:
    receipt = filed_on_the_web(cast, timezone.now())
    secretary, coordinator, county = sign_in("secretary"), sign_in("coordinator"), sign_in("lead")
    desk.open_case(secretary, receipt.reference)
    desk.acknowledge(secretary)
    route(secretary, receipt.reference, CENTRE)
    route(coordinator, receipt.reference, COUNTY, why="It crosses two townships.", told="passed on 2 more times")
    # Who stands above decides, and the unit decided upon can no longer pass it on.
    route(county, receipt.reference, CENTRE, why="It lies in one.", told="A unit below yours keeps what you give it.")
    coordinator.goto(f"/desk/cases/{receipt.reference}/route/")
    expect(coordinator.get_by_role("note").last).to_contain_text("The level above has decided that your unit handles")
    turn_away(coordinator, receipt.reference, reason="A court has the matter", words="A court has it.")
    resident = browsing.context(width=375).new_page()
    following.come_back(resident, reference=receipt.reference, code=receipt.code)
    following.press(resident, "Take it to the level above", "No court has it.")
    desk.open_case(county, receipt.reference)
    desk.accept(county)
    desk.propose(county, "A new culvert by May.")
    following.confirm(resident)
    desk.open_case(county, receipt.reference)
    desk.expect_step(county, desk.RESOLVED)


def with_an_opinion(cast: Cast, now: datetime) -> Receipt:
    """Under the law of petitions, with the written opinion of the village."""
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("secretary"):
        by = cast.standing("secretary")
        put_under(receipt.case_id, pack="cn-petition", category="traffic", reason="A petition.", by=by, now=now)
        routing.acknowledge(receipt.case_id, message="We have it.", by=by, now=now)
        routing.accept(receipt.case_id, interest=Interest.NONE, by=by, now=now)
        talking.propose(receipt.case_id, proposal="The ditch is the owner's.", by=by, now=now)
    return receipt


def test_an_opinion_is_reviewed_rechecked_and_sent_back(browsing: Browsing, sign_in: SignIn, cast: Cast) -> None:
    receipt = with_an_opinion(cast, timezone.now())
    resident = browsing.context(width=375).new_page()
    following.come_back(resident, reference=receipt.reference, code=receipt.code)
    resident.goto("/follow/case/letter/")
    expect(resident.get_by_role("main")).to_contain_text("The ditch is the owner's.")
    expect(resident.get_by_role("main")).to_contain_text("Review: ask for it by")
    following.press(resident, "Ask for a review", "The road changed the ditch.")
    expect(resident.get_by_role("heading", name="Review", exact=True)).to_be_visible()
    township = sign_in("coordinator")
    township.goto("/desk/")
    expect(township.get_by_text("A review that you decide")).to_be_visible()
    give_opinion(township, receipt.reference, "Decide the review", words="The opinion stands.", outcome="stands")
    resident.goto("/follow/case/letter/")
    expect(resident.get_by_role("main")).to_contain_text("Re-check: ask for it by")
    following.press(resident, "Ask for a review", "Nobody looked at the road.")
    expect(resident.get_by_role("heading", name="Re-check", exact=True)).to_be_visible()
    county = sign_in("reviewer")
    give_opinion(county, receipt.reference, "Send back", words="Look at the road first.")
    resident.goto("/follow/case/")
    expect(resident.get_by_role("main")).to_contain_text("Look at the road first.")
    expect(resident.get_by_role("heading", level=1)).to_have_text(
        "The office has taken your concern on. One person leads it."
    )
