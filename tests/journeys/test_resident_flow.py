"""With JavaScript all of a resident's pages are one entry of the browser's history, and nothing typed is lost."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, Route, expect

from folkmoot.lib.reference import reference_from
from folkmoot.web.residents import throttle
from tests.cast import Cast
from tests.journeys import keyboard
from tests.journeys.browsing import Browsing

WORDS = "The ditch behind our house is blocked."
EXIT = "/account/login/"
#: in milliseconds; then what stands in a field is looked for
WAIT_FOR_TYPING = 400


@pytest.fixture
def phone(browsing: Browsing, cast: Cast, settings: SimpleNamespace) -> Page:
    """The start page on a telephone. The quick exit leads to a page of this server."""
    settings.EXIT_URL = f"{browsing.address}{EXIT}"
    page = browsing.context(width=375).new_page()
    page.goto("/")
    return page


def heading(page: Page, text: str) -> None:
    """Waits for the page with this heading."""
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def begin(page: Page) -> None:
    """Opens the first page of raising a concern."""
    page.get_by_role("link", name="Raise a concern", exact=True).click()
    heading(page, "What happened?")


def entries(page: Page) -> int:
    """How many entries the browser's history has."""
    length: int = page.evaluate("history.length")
    return length


def to_receipt(page: Page) -> None:
    """All the way, with a mistake on it."""
    begin(page)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Write what happened. A few words are enough.").click()
    expect(page.get_by_label("What happened?")).to_be_focused()
    page.keyboard.insert_text(WORDS)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Where is it?").fill("sfhp")
    page.locator("#found [name=place]").click()
    page.get_by_role("button", name="Neighbours").click()
    page.get_by_role("button", name="No, it is about something else").click()
    page.get_by_role("button", name="I will look here myself").click()
    page.get_by_role("button", name="Send the concern").click()
    heading(page, "Your concern has arrived")


def test_the_whole_flow_is_one_entry_and_the_way_back_leads_past_it(phone: Page) -> None:
    before = entries(phone)
    to_receipt(phone)
    assert phone.url.endswith("/raise/receipt/")
    phone.get_by_role("button", name="I have both: go to my concern").click()
    heading(phone, "Your concern has arrived. Somebody will confirm that it was read.")
    assert entries(phone) == before
    phone.get_by_role("link", name="Leave now").click()
    expect(phone).to_have_url(re.compile(f"{EXIT}$"))
    phone.go_back()
    expect(phone).to_have_url("about:blank")


def test_escape_pressed_three_times_leaves_and_forgets(phone: Page) -> None:
    begin(phone)
    phone.get_by_label("What happened?").fill(WORDS)
    phone.keyboard.press("Escape")
    phone.keyboard.press("Escape")
    expect(phone.get_by_label("What happened?")).to_have_value(WORDS)
    phone.keyboard.press("Escape")
    phone.wait_for_url(f"**{EXIT}")
    phone.goto("/raise/")
    expect(phone.get_by_label("What happened?")).to_have_value("")


def test_who_leaves_right_after_typing_leaves_nothing_behind(phone: Page) -> None:
    begin(phone)
    phone.get_by_label("What happened?").press_sequentially(WORDS, delay=5)
    phone.get_by_role("link", name="Leave now").click()
    phone.wait_for_url(f"**{EXIT}")
    phone.goto("/raise/")
    expect(phone.get_by_label("What happened?")).to_have_value("")


def test_the_focus_is_on_what_is_new(phone: Page) -> None:
    begin(phone)
    expect(phone.get_by_role("heading", level=1)).to_be_focused()
    phone.get_by_role("button", name="Continue").click()
    expect(phone.get_by_role("alert")).to_be_focused()
    expect(phone).to_have_title("Error: What happened? – Folkmoot")


@pytest.mark.parametrize(("typed", "stays"), [("p", True), ("pq", False)])
def test_who_has_gone_on_to_what_was_found_keeps_the_focus_when_more_is_typed(
    phone: Page, typed: str, stays: bool
) -> None:
    begin(phone)
    keyboard.write(phone.get_by_label("What happened?"), WORDS)
    keyboard.press(phone.get_by_role("button", name="Continue"))
    keyboard.write(phone.get_by_label("Where is it?"), "sfh")
    expect(phone.locator("#found [name=place]")).to_be_visible()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    phone.route("**/raise/place/", hold)
    phone.keyboard.insert_text(typed)
    keyboard.reach(phone.locator("#found [name=place]"))
    with phone.expect_response("**/raise/place/"):
        phone.wait_for_timeout(WAIT_FOR_TYPING)
        held[0].continue_()
    expect(phone.locator("#found [name=place]")).to_have_count(int(stays))
    expect(phone.locator("#found [name=place]" if stays else "#id_query")).to_be_focused()


def test_what_was_typed_outlives_another_page_another_language_and_a_new_visit(phone: Page) -> None:
    begin(phone)
    phone.get_by_label("What happened?").fill(WORDS)
    phone.get_by_role("link", name="What your browser may still keep").click()
    heading(phone, "What your browser may still keep")
    phone.get_by_role("link", name="To the first page").click()
    phone.get_by_role("link", name="Go on with the concern you began").click()
    heading(phone, "Where is it?")
    phone.get_by_role("button", name="Back").click()
    expect(phone.get_by_label("What happened?")).to_have_value(WORDS)
    phone.get_by_label("What happened?").fill(f"{WORDS} Again.")
    phone.get_by_role("button", name="简体中文").click()
    expect(phone.get_by_label("发生了什么？")).to_have_value(f"{WORDS} Again.")
    phone.get_by_label("发生了什么？").fill(f"{WORDS} Always.")
    with phone.expect_response(lambda answer: answer.status == 204):
        pass
    phone.goto("/raise/")
    expect(phone.get_by_label("发生了什么？")).to_have_value(f"{WORDS} Always.")


def test_without_a_network_it_says_so_and_keeps_what_was_typed(phone: Page, browsing: Browsing) -> None:
    begin(phone)
    phone.get_by_label("What happened?").fill(WORDS)
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Continue").click()
    expect(phone.get_by_role("alert")).to_have_text(
        "You are offline. Nothing that you wrote is lost: wait for the network, then press once more."
    )
    expect(phone.get_by_role("alert")).to_be_focused()
    expect(phone.get_by_label("What happened?")).to_have_value(WORDS)
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Continue").click()
    heading(phone, "Where is it?")


def test_after_too_many_wrong_codes_it_says_when_to_try_again(phone: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "LIMIT", 1)
    phone.get_by_role("link", name="Follow a concern", exact=True).click()
    phone.get_by_label("Reference").fill(reference_from(7))
    for title in ("There is a problem", "You can try again in 15 minutes"):
        phone.get_by_label("Code").fill("four quiet wrong words")
        phone.get_by_role("button", name="Open my concern").click()
        expect(phone.get_by_role("heading", level=2, name=title)).to_be_visible()


def test_a_square_of_the_receipt_fills_the_reference_in_and_leaves_no_trace_of_it(phone: Page) -> None:
    to_receipt(phone)
    reference = phone.locator(".receipt .reference").first.inner_text()
    other = phone.context.new_page()
    other.goto(f"/follow/#{reference}")
    expect(other.get_by_label("Reference")).to_have_value(reference)
    assert other.evaluate("location.hash") == ""


def test_a_concern_is_put_aside_and_taken_up_on_another_telephone(phone: Page, browsing: Browsing) -> None:
    begin(phone)
    phone.get_by_label("What happened?").fill(WORDS)
    phone.get_by_role("button", name="Keep it and go on later").click()
    heading(phone, "Your concern is kept")
    code = phone.locator(".receipt .reference").inner_text()
    phone.get_by_role("button", name="I have it: stop for today").click()
    other = browsing.context(javascript=False, width=375).new_page()
    other.goto("/")
    other.get_by_role("link", name="Go on with a code").click()
    other.get_by_label("Code to go on with").fill(code)
    other.get_by_role("button", name="Go on").click()
    heading(other, "Where is it?")
    other.get_by_role("button", name="Back").click()
    expect(other.get_by_label("What happened?")).to_have_value(WORDS)


def test_photos_are_added_to_a_concern_and_one_that_is_too_large_is_told_at_once(phone: Page, tmp_path: Path) -> None:
    to_receipt(phone)
    phone.get_by_role("button", name="I have both: go to my concern").click()
    phone.get_by_role("link", name="Add a photo or a file").click()
    field = phone.get_by_label("Photos or papers")
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * (10 * 1024 * 1024 + 1))
    field.set_input_files(large)
    assert field.evaluate("e => e.validationMessage") == "The file is larger than 10 MB. Choose a smaller one."
    small = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for each in small:
        each.write_text("The ditch, in words.")
    field.set_input_files(small)
    phone.get_by_role("button", name="Add a photo or a file").click()
    expect(phone.get_by_role("status")).to_have_text("What you chose was added.")
    expect(phone.get_by_role("link", name="one.txt")).to_be_visible()
    expect(phone.get_by_role("link", name="two.txt")).to_be_visible()
