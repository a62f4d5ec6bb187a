"""The main job, from a resident's first word to a close that the resident confirms, each in a browser of their own."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.journeys import keyboard
from tests.journeys.browsing import Browsing
from tests.journeys.test_resident import raise_concern

SignIn = Callable[..., Page]
COMMITTEE = "Shangfenghuangpo shequ juweihui people's mediation committee"


class Officer:
    """Somebody at the desk, pressing what the pages offer."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, reference: str) -> None:
        """Opens a case as the queue does."""
        self.page.goto(f"/desk/cases/{reference}/")

    def press(self, reference: str, move: str, **fields: str) -> None:
        """Does a deed from the page of the case; each field is named by its label, with _ for a space."""
        self.open(reference)
        keyboard.press(self.page.get_by_role("link", name=move))
        for label, value in fields.items():
            keyboard.write(self.page.get_by_label(label.replace("_", " ")), value)
        self.send(move)

    def send(self, verb: str) -> None:
        """Sends the form that stands open, and waits for what the page says of it."""
        keyboard.press(self.page.get_by_role("button", name=verb, exact=True))
        expect(self.page.get_by_role("main").get_by_role("status")).to_be_visible()

    def lead(self, reference: str, move: str, *, lead: str, why: str = "") -> None:
        """Names a lead who has nothing to do with the matter."""
        self.open(reference)
        keyboard.press(self.page.get_by_role("link", name=move))
        if lead:
            keyboard.check(self.page.get_by_role("radio", name=lead))
        if why:
            keyboard.write(self.page.get_by_label("Why", exact=True), why)
        keyboard.check(self.page.get_by_role("radio", name="No to each of these questions"))
        self.send(move)

    def route(self, reference: str, unit: str) -> None:
        """Gives the concern to a unit."""
        self.open(reference)
        keyboard.press(self.page.get_by_role("link", name="Route to a unit"))
        keyboard.check(self.page.get_by_role("radio", name=unit))
        self.send("Route to a unit")

    def accept(self, reference: str, lead: str) -> None:
        """Takes the case on."""
        self.lead(reference, "Accept", lead=lead)
        expect(self.page.get_by_role("main").get_by_role("status")).to_contain_text(
            "The case is accepted and has its lead."
        )

    def stands(self, reference: str, step: str) -> None:
        """Looks at the step on the page of the case."""
        self.open(reference)
        expect(self.page.locator("h1 .badge")).to_have_text(step)


class Resident:
    """Whoever raised the concern, with reference and code."""

    def __init__(self, browsing: Browsing) -> None:
        self.page = browsing.context(width=375).new_page()
        self.reference, self.code = raise_concern(self.page)

    def come_back(self) -> None:
        """Comes in with reference and code."""
        self.page.goto("/follow/")
        keyboard.write(self.page.get_by_label("Reference"), self.reference)
        keyboard.write(self.page.get_by_label("Code"), self.code)
        keyboard.press(self.page.get_by_role("button", name="Open my concern"))
        expect(self.page.get_by_role("heading", name="What has happened")).to_be_visible()

    def press(self, verb: str, text: str = "") -> None:
        """Does what the page of the concern offers."""
        keyboard.press(self.page.get_by_role("link", name=verb))
        if text:
            keyboard.write(self.page.locator("main textarea"), text)
        keyboard.press(self.page.get_by_role("button", name=verb))
        expect(self.page.get_by_role("heading", name="What has happened")).to_be_visible()


def test_a_concern_is_routed_led_answered_and_confirmed(browsing: Browsing, sign_in: SignIn) -> None:
    resident = Resident(browsing)
    secretary, mediator = Officer(sign_in("secretary")), Officer(sign_in("mediator"))
    secretary.press(resident.reference, "Acknowledge", Message_to_the_resident="We have it.")
    secretary.route(resident.reference, COMMITTEE)
    mediator.accept(resident.reference, "People's mediator · Mediator (you)")
    mediator.press(resident.reference, "Write the summary", Summary_without_names="A blocked ditch behind a house")
    mediator.press(resident.reference, "Ask for information", Question_to_the_resident="Since when?")
    resident.come_back()
    expect(resident.page.get_by_text("Since when?").first).to_be_visible()
    resident.press("Answer the question", "Since the road was widened.")
    mediator.page.goto("/desk/")
    expect(mediator.page.get_by_text("The resident answered")).to_be_visible()
    mediator.press(resident.reference, "Propose a resolution", Proposed_resolution="A new culvert by May.")
    resident.come_back()
    expect(resident.page.get_by_text("A new culvert by May.").first).to_be_visible()
    resident.press("Yes, it is resolved")
    rate(resident)
    mediator.stands(resident.reference, "Closed, confirmed as resolved")


def rate(resident: Resident) -> None:
    resident.page.goto("/follow/case/rate/")
    keyboard.check(resident.page.get_by_role("radio").first)
    keyboard.press(resident.page.locator("main form button[type=submit]").first)
    expect(resident.page.get_by_role("status")).to_be_visible()


def test_a_case_is_handed_over_and_confirmed(browsing: Browsing, sign_in: SignIn) -> None:
    resident = Resident(browsing)
    mediator, coordinator = Officer(sign_in("mediator")), Officer(sign_in("coordinator"))
    mediator.press(resident.reference, "Acknowledge", Message_to_the_resident="We have it.")
    mediator.accept(resident.reference, "People's mediator · Mediator (you)")
    mediator.lead(resident.reference, "Hand over", lead="Township coordinator", why="The road is the township's.")
    expect(mediator.page.get_by_role("main").get_by_role("status")).to_contain_text("The case is handed over.")
    coordinator.page.goto("/desk/queue/?lead=mine")
    expect(coordinator.page.locator("tbody tr")).to_have_count(1)
    coordinator.press(resident.reference, "Propose a resolution", Proposed_resolution="A new culvert by May.")
    resident.come_back()
    resident.press("Yes, it is resolved")
    coordinator.stands(resident.reference, "Closed, confirmed as resolved")


def test_a_resolution_is_disputed_confirmed_and_reopened(browsing: Browsing, sign_in: SignIn) -> None:
    resident, mediator = Resident(browsing), Officer(sign_in("mediator"))
    mediator.press(resident.reference, "Acknowledge", Message_to_the_resident="We have it.")
    mediator.accept(resident.reference, "People's mediator · Mediator (you)")
    mediator.press(resident.reference, "Propose a resolution", Proposed_resolution="It was cleared.")
    resident.come_back()
    resident.press("No, it is not resolved", "It is full again.")
    mediator.page.goto("/desk/")
    expect(mediator.page.get_by_text("Not resolved, says the resident")).to_be_visible()
    mediator.press(resident.reference, "Propose a resolution", Proposed_resolution="A grate keeps it clear.")
    resident.come_back()
    resident.press("Yes, it is resolved")
    resident.press("Open it again")
    mediator.stands(resident.reference, "Accepted")


def test_a_refusal_is_taken_to_the_level_above(browsing: Browsing, sign_in: SignIn) -> None:
    resident = Resident(browsing)
    secretary, coordinator = Officer(sign_in("secretary")), Officer(sign_in("coordinator"))
    secretary.open(resident.reference)
    keyboard.press(secretary.page.get_by_role("link", name="Decline"))
    keyboard.check(secretary.page.get_by_role("radio", name="It happened in another region"))
    keyboard.write(secretary.page.get_by_label("What the resident reads"), "Ask the county of the road.")
    keyboard.press(secretary.page.get_by_role("button", name="Look at it first"))
    expect(secretary.page.get_by_text("Nothing was sent yet.")).to_be_visible()
    secretary.send("Decline")
    secretary.stands(resident.reference, "Declined")
    resident.come_back()
    expect(resident.page.get_by_text("Ask the county of the road.").first).to_be_visible()
    resident.press("Take it to the level above", "The ditch is here.")
    coordinator.stands(resident.reference, "Routed")
    coordinator.accept(resident.reference, "Township coordinator · Coordinator (you)")
    coordinator.press(resident.reference, "Propose a resolution", Proposed_resolution="A new culvert by May.")
    resident.come_back()
    resident.press("Yes, it is resolved")
    coordinator.stands(resident.reference, "Closed, confirmed as resolved")


def test_two_concerns_about_one_matter_are_merged_and_parted(browsing: Browsing, sign_in: SignIn) -> None:
    first, second = Resident(browsing), Resident(browsing)
    coordinator = Officer(sign_in("coordinator"))
    coordinator.open(second.reference)
    keyboard.press(coordinator.page.get_by_role("link", name="Merge as a duplicate"))
    # Among the earlier disputes that are suggested it may stand as well.
    merge = coordinator.page.locator("#deed-merge")
    expect(merge.get_by_role("link", name=first.reference)).to_be_visible()
    keyboard.press(coordinator.page.get_by_role("button", name="Compare"))
    expect(coordinator.page.get_by_role("columnheader", name="Into this case")).to_be_visible()
    coordinator.send("Merge as a duplicate")
    coordinator.stands(second.reference, "Merged with another")
    second.come_back()
    expect(second.page.get_by_role("heading", level=1)).to_be_visible()
    coordinator.press(second.reference, "Undo the merge")
    coordinator.stands(second.reference, "Received")


def test_a_concern_about_a_unit_is_never_seen_by_it(browsing: Browsing, sign_in: SignIn, cast: Cast) -> None:
    coordinator, mediator = Officer(sign_in("coordinator")), sign_in("mediator")
    coordinator.page.goto("/desk/take-in/360102002004/")
    keyboard.write(coordinator.page.get_by_label("What happened?"), "They ask for money for a signature.")
    keyboard.choose(coordinator.page.get_by_label("Category"), "village_affairs")
    keyboard.check(coordinator.page.get_by_role("radio", name=COMMITTEE))
    keyboard.press(coordinator.page.get_by_role("button", name="Take in"))
    reference = coordinator.page.locator("dd.reference").first.inner_text()
    mediator.goto("/desk/queue/?state=all")
    expect(mediator.get_by_text("No case fits")).to_be_visible()
    answer = mediator.goto(f"/desk/cases/{reference}/")
    assert answer is not None
    assert answer.status == 404
    coordinator.press(reference, "Acknowledge", Message_to_the_resident="We have it.")
    coordinator.accept(reference, "Township coordinator · Coordinator (you)")
    coordinator.open(reference)
    expect(coordinator.page.get_by_text("It was handed in past that unit")).to_be_visible()
