"""One matter and many hands, in a real browser: three levels on one case, thirty residents in one dispute, a leader who
supervises."""

from collections.abc import Callable

from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from folkmoot.cases import jobs
from folkmoot.cases.actions.intake import Receipt
from folkmoot.cases.models import Case
from folkmoot.ledger.models import Event
from tests.cases.filing import case_of, filed_on_the_web
from tests.cases.stages import led_by_the_mediator
from tests.cast import Cast
from tests.journeys import keyboard
from tests.journeys.browsing import Browsing
from tests.journeys.test_main_job import Officer

SignIn = Callable[..., Page]
RESIDENTS = 30


class Follower:
    """Whoever raised a concern, on a telephone."""

    def __init__(self, browsing: Browsing, receipt: Receipt) -> None:
        self.page = browsing.context(width=375).new_page()
        self.receipt = receipt

    def come_back(self) -> None:
        """Comes in with reference and code."""
        self.page.goto("/follow/")
        keyboard.write(self.page.get_by_label("Reference"), self.receipt.reference)
        keyboard.write(self.page.get_by_label("Code"), self.receipt.code)
        keyboard.press(self.page.get_by_role("button", name="Open my concern"))
        expect(self.page.get_by_role("heading", name="What has happened")).to_be_visible()

    def press(self, verb: str, text: str = "") -> None:
        """Does what the page of the concern offers."""
        keyboard.press(self.page.get_by_role("link", name=verb))
        if text:
            keyboard.write(self.page.locator("main textarea"), text)
        keyboard.press(self.page.get_by_role("button", name=verb))
        expect(self.page.get_by_role("heading", name="What has happened")).to_be_visible()


def react(cast: Cast, receipt: Receipt, kind: str, job: Callable[[int], None]) -> None:
    """Does what the worker would do after the last event of a kind."""
    with cast.seeing("province_coordinator"):
        event_id = Event.objects.filter(case_id=receipt.case_id, kind=kind).latest("seq").pk
    job(event_id)


def name_member(officer: Officer, reference: str, post: str, *, task: str) -> None:
    """Names a post along the places of the case."""
    officer.open(reference)
    keyboard.press(officer.page.get_by_role("link", name="Name somebody who helps"))
    keyboard.check(officer.page.get_by_role("radio", name=post))
    keyboard.write(officer.page.get_by_label("What is their task?"), task)
    keyboard.check(officer.page.get_by_role("radio", name="No to each of these questions"))
    officer.send("Name somebody who helps")


def test_three_levels_handle_a_case_jointly(browsing: Browsing, sign_in: SignIn, cast: Cast) -> None:
    receipt = led_by_the_mediator(cast, timezone.now())
    coordinator, county = Officer(sign_in("coordinator")), Officer(sign_in("lead"))
    name_member(coordinator, receipt.reference, "Village secretary", task="Find the old map.")
    name_member(county, receipt.reference, "Duty officer", task="Ask the road office.")
    name_member(coordinator, receipt.reference, "County coordinator", task="Ask the water office.")
    county.page.goto("/desk/")
    expect(county.page.get_by_text("You help with this")).to_be_visible()
    expect(county.page.get_by_role("link", name="Ask the water office.")).to_be_visible()
    keyboard.press(county.page.get_by_role("button", name="It is done"))
    county.press(receipt.reference, "Write an internal note", Note="The pipe is the water office's.")
    resident = Follower(browsing, receipt)
    resident.come_back()
    helping = resident.page.locator("section", has=resident.page.get_by_role("heading", name="Who helps"))
    expect(helping.get_by_role("listitem")).to_have_count(3)
    expect(resident.page.get_by_text("The pipe is the water office's.")).to_have_count(0)
    mediator = Officer(sign_in("mediator"))
    mediator.press(receipt.reference, "Propose a resolution", Proposed_resolution="A new culvert by May.")
    resident.come_back()
    resident.press("Yes, it is resolved")
    county.page.goto("/desk/")
    expect(county.page.get_by_text("You help with this")).to_have_count(0)


def test_thirty_residents_are_joined_and_each_answers_alone(browsing: Browsing, sign_in: SignIn, cast: Cast) -> None:
    first = led_by_the_mediator(cast, timezone.now())
    others = [filed_on_the_web(cast, timezone.now()) for _ in range(RESIDENTS - 1)]
    coordinator, mediator = Officer(sign_in("coordinator")), Officer(sign_in("mediator"))
    coordinator.page.goto("/desk/queue/")
    keyboard.check(coordinator.page.get_by_label("Choose all on this page"))
    keyboard.press(coordinator.page.get_by_role("button", name="Join these to one"))
    spoken = "-".join(first.reference[i : i + 3] for i in (0, 3, 6))
    keyboard.check(coordinator.page.get_by_role("radio", name=spoken))
    coordinator.send("Join these to one")
    expect(coordinator.page.get_by_text(f"Done in {RESIDENTS - 1} cases.")).to_be_visible()
    mediator.press(first.reference, "Write to everybody", Message="We are on the spot on Friday.")
    react(cast, first, "case.told_together", jobs.tell_joined)
    mediator.press(first.reference, "Propose a resolution", Proposed_resolution="A new culvert by May.")
    react(cast, first, "case.proposed", jobs.share_with_merged)
    for receipt in (first, *others):
        follow_quietly(receipt)
    yes, no = Follower(browsing, others[0]), Follower(browsing, others[1])
    yes.come_back()
    expect(yes.page.get_by_text(f"together with {RESIDENTS - 1} others")).to_be_visible()
    yes.press("Yes, it is resolved")
    no.come_back()
    no.press("No, it is not resolved", "Our yard still floods.")
    expect(no.page.get_by_role("heading", name="Handled together")).to_have_count(0)
    coordinator.open(first.reference)
    card = coordinator.page.locator("section", has=coordinator.page.get_by_role("heading", name="Joined to this case"))
    expect(card.locator("dd")).to_have_text([str(RESIDENTS - 3), "1", "1", "0"])
    coordinator.stands(others[0].reference, "Closed, confirmed as resolved")
    coordinator.stands(others[1].reference, "Received")
    assert {case_of(cast, each).step for each in others[2:]} == {"merged"}


def follow_quietly(receipt: Receipt) -> None:
    """Opens one's own concern: what was said and proposed to all stands there, and no other reference."""
    browser = Client()
    browser.post("/follow/", {"reference": receipt.reference, "code": receipt.code})
    text = browser.get("/follow/case/").content.decode()
    assert ("We are on the spot on Friday." in text, "A new culvert by May." in text) == (True, True)


def test_a_leader_supervises_until_it_is_lifted(browsing: Browsing, sign_in: SignIn, cast: Cast) -> None:
    receipt = led_by_the_mediator(cast, timezone.now())
    coordinator, mediator, county = (Officer(sign_in(name)) for name in ("coordinator", "mediator", "lead"))
    coordinator.press(receipt.reference, "Supervise this case", Why="Before the rains.")
    mediator.press(receipt.reference, "Report to who supervises", Report="The pipe is ordered.")
    coordinator.page.goto("/desk/")
    expect(coordinator.page.get_by_text("1 report to read")).to_be_visible()
    county.page.goto("/desk/supervised/")
    expect(county.page.get_by_role("heading", name="By others: Township")).to_be_visible()
    coordinator.open(receipt.reference)
    expect(coordinator.page.get_by_text("The pipe is ordered.")).to_be_visible()
    resident = Follower(browsing, receipt)
    resident.come_back()
    expect(resident.page.get_by_role("heading", name="Supervised by a leader")).to_be_visible()
    county.press(receipt.reference, "Lift the supervision", Why="It is on its way.")
    resident.come_back()
    expect(resident.page.get_by_role("heading", name="Supervised by a leader")).to_have_count(0)
    expect(resident.page.get_by_text("The supervision was lifted.").first).to_be_visible()
    with cast.seeing("province_coordinator"):
        assert Case.objects.get(pk=receipt.case_id).lead_post == cast.post("mediator")
