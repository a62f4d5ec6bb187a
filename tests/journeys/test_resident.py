"""A resident with the keyboard alone: from the start page to the receipt, and back by reference and code."""

import pytest
from playwright.sync_api import Page, expect

from folkmoot.cases.actions import routing, talking
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.models import Case
from tests.cast import Cast
from tests.journeys import keyboard
from tests.journeys.browsing import Browsing

WORDS = "The ditch behind our house is blocked."


def raise_concern(page: Page) -> tuple[str, str]:
    """Presses through all pages on a telephone; the reference and the code of the receipt."""
    page.goto("/")
    keyboard.press(page.get_by_role("link", name="Raise a concern"))
    keyboard.write(page.get_by_label("What happened?"), WORDS)
    keyboard.press(page.get_by_role("button", name="Continue"))
    keyboard.write(page.get_by_label("Where is it?"), "sfhp")
    keyboard.press(page.get_by_role("button", name="Search"))
    # What is typed is looked for at once too: nobody presses while one answer takes the place of the other.
    expect(page.get_by_role("button", name="Search")).not_to_be_focused()
    expect(page.locator("main[aria-busy]")).to_have_count(0)
    keyboard.press(page.locator("#found").get_by_role("button", name="上凤凰坡"))
    keyboard.press(page.get_by_role("button", name="Neighbours"))
    keyboard.press(page.get_by_role("button", name="No, it is about something else"))
    keyboard.press(page.get_by_role("button", name="I will look here myself"))
    expect(page.get_by_text(WORDS)).to_be_visible()
    keyboard.press(page.get_by_role("button", name="Send the concern"))
    expect(page).to_have_title("Your concern has arrived – Folkmoot")
    reference, code = page.locator(".receipt .reference").all_inner_texts()
    return reference, code


@pytest.mark.parametrize("javascript", [True, False])
def test_the_keyboard_alone_raises_follows_and_confirms(browsing: Browsing, cast: Cast, javascript: bool) -> None:
    reference, code = raise_concern(browsing.context(javascript=javascript, width=375).new_page())

    mediator = cast.standing("mediator")
    with cast.seeing("mediator"):
        case = Case.objects.get()
        now = case.received_at
        routing.acknowledge(case.pk, message="We have it.", by=mediator, now=now)
        routing.accept(case.pk, interest=Interest.NONE, by=mediator, now=now)
        talking.propose(case.pk, proposal="A new culvert by May.", by=mediator, now=now)

    page = browsing.context(javascript=javascript, width=375).new_page()
    page.goto("/follow/")
    keyboard.write(page.get_by_label("Reference"), reference)
    keyboard.write(page.get_by_label("Code", exact=True), code)
    keyboard.press(page.get_by_role("button", name="Open my concern"))
    expect(page.get_by_text("A new culvert by May.").first).to_be_visible()
    keyboard.press(page.get_by_role("link", name="Yes, it is resolved"))
    keyboard.press(page.get_by_role("button", name="Yes, it is resolved"))
    expect(page.get_by_role("status")).to_have_text("Thank you. Your concern is closed as resolved.")
    keyboard.press(page.get_by_role("button", name="Leave my concern"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Bring what worries you. It will be heard.")
    with cast.seeing("mediator"):
        assert Case.objects.get().outcome == "confirmed"
