"""A resident without JavaScript: from the start page to the receipt, and back by reference and code."""

from playwright.sync_api import Page, expect

from folkmoot.cases.actions import routing, talking
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.models import Case
from tests.cast import Cast
from tests.journeys.browsing import Browsing

WORDS = "The ditch behind our house is blocked."


def raise_concern(page: Page) -> tuple[str, str]:
    """Presses through all pages on a telephone; the reference and the code of the receipt."""
    page.goto("/")
    page.get_by_role("link", name="Raise a concern").click()
    page.get_by_label("What happened?").fill(WORDS)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Where is it?").fill("sfhp")
    page.get_by_role("button", name="Search").click()
    # What is typed is looked for at once too: nobody presses while one answer takes the place of the other.
    expect(page.locator("main[aria-busy]")).to_have_count(0)
    page.locator("#found").get_by_role("button", name="上凤凰坡").click()
    page.get_by_role("button", name="Neighbours").click()
    page.get_by_role("button", name="No, it is about something else").click()
    page.get_by_role("button", name="I will look here myself").click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.get_by_role("button", name="Send the concern").click()
    expect(page).to_have_title("Your concern has arrived – Folkmoot")
    reference, code = page.locator(".receipt .reference").all_inner_texts()
    return reference, code


def test_a_concern_is_raised_followed_and_confirmed_without_a_script(browsing: Browsing, cast: Cast) -> None:
    reference, code = raise_concern(browsing.context(javascript=False, width=375).new_page())

    mediator = cast.standing("mediator")
    with cast.seeing("mediator"):
        case = Case.objects.get()
        now = case.received_at
        routing.acknowledge(case.pk, message="We have it.", by=mediator, now=now)
        routing.accept(case.pk, interest=Interest.NONE, by=mediator, now=now)
        talking.propose(case.pk, proposal="A new culvert by May.", by=mediator, now=now)

    page = browsing.context(javascript=False, width=375).new_page()
    page.goto("/follow/")
    page.get_by_label("Reference").fill(reference)
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_role("button", name="Open my concern").click()
    expect(page.get_by_text("A new culvert by May.").first).to_be_visible()
    page.get_by_role("link", name="Yes, it is resolved").click()
    page.get_by_role("button", name="Yes, it is resolved").click()
    expect(page.get_by_role("status")).to_have_text("Thank you. Your concern is closed as resolved.")
    page.get_by_role("button", name="Leave my concern").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bring what worries you. It will be heard.")
    with cast.seeing("mediator"):
        assert Case.objects.get().outcome == "confirmed"
