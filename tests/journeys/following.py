"""What a resident presses who follows a concern, on a telephone and without JavaScript."""

from playwright.sync_api import Page, expect

from tests.journeys import keyboard

OWN_CODE = "four herons wade slowly"


def set_own_code(page: Page, *, reference: str, key: str) -> None:
    """Exchanges a one-time key for a code that nobody else knows."""
    page.goto("/follow/own-code/")
    keyboard.write(page.get_by_label("Reference"), reference)
    keyboard.write(page.get_by_label("One-time key"), key)
    keyboard.write(page.get_by_label("Your new code", exact=True), OWN_CODE)
    keyboard.write(page.get_by_label("Your new code once more"), OWN_CODE)
    keyboard.press(page.get_by_role("button", name="Set my code"))
    expect(page.get_by_role("heading", name="What you can do now")).to_be_visible()


def come_back(page: Page, *, reference: str, code: str = OWN_CODE) -> None:
    """Opens the concern by reference and code."""
    page.goto("/follow/")
    keyboard.write(page.get_by_label("Reference"), reference)
    keyboard.write(page.get_by_label("Code", exact=True), code)
    keyboard.press(page.get_by_role("button", name="Open my concern"))
    expect(page.get_by_role("heading", name="What you can do now")).to_be_visible()


def press(page: Page, verb: str, words: str = "") -> None:
    """Presses a verb of the concern's page, writes what is asked, and presses it once more."""
    page.goto("/follow/case/")
    keyboard.press(page.get_by_role("link", name=verb, exact=True))
    if words:
        keyboard.write(page.get_by_role("textbox"), words)
    keyboard.press(page.get_by_role("button", name=verb, exact=True))
    expect(page.get_by_role("heading", name="What you can do now")).to_be_visible()


def confirm(page: Page) -> None:
    """Says that it is resolved."""
    press(page, "Yes, it is resolved")
    expect(page.get_by_role("status")).to_have_text("Thank you. Your concern is closed as resolved.")


def dispute(page: Page, why: str) -> None:
    """Says that it is not resolved."""
    press(page, "No, it is not resolved", why)
    expect(page.get_by_role("status")).to_have_text("The office reads why it is not resolved, and goes on.")


def rate(page: Page, score: str) -> None:
    """Says how it went."""
    page.goto("/follow/case/")
    keyboard.press(page.get_by_role("link", name="Rate how it went"))
    keyboard.check(page.get_by_label(score))
    keyboard.press(page.get_by_role("button", name="Rate how it went"))
    expect(page.get_by_role("status")).to_have_text("Thank you for saying how it went.")


def raise_about_an_office(page: Page, words: str, *, place: str, office: str) -> tuple[str, str]:
    """Raises a concern about an office; the reference and the code of the receipt."""
    page.goto("/raise/")
    keyboard.write(page.get_by_label("What happened?"), words)
    keyboard.press(page.get_by_role("button", name="Continue"))
    keyboard.write(page.get_by_label("Where is it?"), place)
    keyboard.press(page.get_by_role("button", name="Search"))
    keyboard.press(page.locator("#found").get_by_role("button", name=place))
    keyboard.press(page.get_by_role("button", name="Neighbours"))
    keyboard.press(page.get_by_role("button", name=office))
    keyboard.press(page.get_by_role("button", name="I will look here myself"))
    keyboard.press(page.get_by_role("button", name="Send the concern"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your concern has arrived")
    reference, code = page.locator(".receipt .reference").all_inner_texts()
    return reference, code
