"""A resident with the keyboard alone: from the start page to a confirmed close, with and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from folkmoot.cases.actions import routing, talking
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.models import Case
from tests.cast import Cast
from tests.journeys.browsing import Browsing

MOST_STEPS = 60
PROPOSED = "The office has proposed a resolution. Only you can say whether it resolves your concern."
#: The label of a field, what is read out instead, or what stands on a button.
NAME = "e => (e.labels?.[0]?.innerText ?? e.ariaLabel ?? e.innerText).split('\\n')[0].trim()"


def reach(page: Page, name: str) -> None:
    """Presses Tab until what has this name is focused, as somebody would who sees the ring move."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        shown = page.locator("*:focus").evaluate(NAME) if page.locator("*:focus").count() else ""
        if shown == name:
            return
    raise AssertionError(f"Tab does not lead to “{name}” within {MOST_STEPS} steps.")


def press(page: Page, name: str, *, then: str) -> None:
    """Reaches something, presses Enter, and waits for the page with a heading."""
    reach(page, name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(then)


def write(page: Page, label: str, text: str) -> None:
    """Reaches a field and types."""
    reach(page, label)
    page.keyboard.insert_text(text)


def answered(cast: Cast) -> None:
    """The mediator takes it on and proposes something."""
    mediator = cast.standing("mediator")
    with cast.seeing("mediator"):
        case = Case.objects.get()
        now = case.received_at
        routing.acknowledge(case.pk, message="We have it.", by=mediator, now=now)
        routing.accept(case.pk, interest=Interest.NONE, by=mediator, now=now)
        talking.propose(case.pk, proposal="A new culvert by May.", by=mediator, now=now)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_keyboard_alone_raises_follows_and_confirms(browsing: Browsing, cast: Cast, javascript: bool) -> None:
    page = browsing.context(javascript=javascript).new_page()
    page.goto("/")
    press(page, "Raise a concern", then="What happened?")
    write(page, "What happened?", "The ditch behind our house is blocked.")
    press(page, "Continue", then="Where is it?")
    write(page, "Where is it?", "sfhp")
    page.keyboard.press("Enter")
    expect(page.locator("#found [name=place]")).to_be_visible()
    press(page, "上凤凰坡社区居委会 Shangfenghuangpo shequ juweihui", then="What kind of matter is it?")
    press(page, "Neighbours", then="Is it about one of these offices, or about people who work there?")
    press(page, "No, it is about something else", then="How will you hear from us?")
    press(page, "I will look here myself", then="Check and send")
    press(page, "Send the concern", then="Your concern has arrived")
    reference, code = page.locator(".receipt .reference").all_inner_texts()
    answered(cast)
    page.goto("/follow/")
    write(page, "Reference", reference)
    write(page, "Code", code)
    press(page, "Open my concern", then=PROPOSED)
    press(page, "Yes, it is resolved", then="Yes, it is resolved")
    reach(page, "Yes, it is resolved")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Thank you. Your concern is closed as resolved.")
