"""The desk in a real browser: few clicks, the keyboard alone, focus that is never lost, what others do meanwhile."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page, Route, expect

from folkmoot.cases.actions.leads import Interest, hand_over
from folkmoot.cases.actions.routing import accept, acknowledge
from folkmoot.cases.actions.supervising import supervise
from folkmoot.cases.models import Case
from tests.cases.filing import filed_on_the_web
from tests.cast import Cast
from tests.journeys import keyboard
from tests.journeys.browsing import Browsing

SignIn = Callable[..., Page]
#: counts what a person presses, on every page of the journey
COUNT_CLICKS = """
addEventListener("click", (event) => {
  if (event.isTrusted) sessionStorage.setItem("clicks", String(Number(sessionStorage.getItem("clicks") ?? 0) + 1));
}, true);
"""


@pytest.fixture
def reference(cast: Cast) -> str:
    """A concern that came in on the web just now, in the village of the mediator."""
    return filed_on_the_web(cast, datetime.now().astimezone()).reference


def led_by_mediator(cast: Cast) -> tuple[int, str]:
    """A case that the mediator leads: its number and its reference."""
    now = datetime.now().astimezone()
    receipt = filed_on_the_web(cast, now)
    by = cast.standing("mediator")
    with cast.seeing("mediator"):
        acknowledge(receipt.case_id, message="We have it.", by=by, now=now)
        accept(receipt.case_id, interest=Interest.NONE, by=by, now=now)
    return receipt.case_id, receipt.reference


def test_a_new_concern_gets_its_lead_in_six_clicks(reference: str, sign_in: SignIn) -> None:
    page = sign_in("mediator")
    page.context.add_init_script(COUNT_CLICKS)
    page.goto("/desk/")
    page.get_by_role("region", name="New here").get_by_role("link").click()
    page.get_by_role("link", name="Acknowledge").click()
    page.get_by_role("button", name="Acknowledge").click()
    expect(page.locator("h1 .badge")).to_have_text("Acknowledged")
    page.get_by_role("link", name="Accept").click()
    page.get_by_role("radio", name="No to each of these questions").click()
    page.get_by_role("button", name="Accept").click()
    expect(page.locator("h1 .badge")).to_have_text("Accepted")
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("The case is accepted and has its lead.")
    assert int(page.evaluate("sessionStorage.getItem('clicks')")) <= 6


def test_the_desk_is_worked_with_the_keyboard_alone(reference: str, sign_in: SignIn) -> None:
    page = sign_in("mediator")
    page.goto("/desk/")
    page.keyboard.press("g")
    page.keyboard.press("q")
    expect(page).to_have_url(re.compile(r"/desk/queue/$"))
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.get_by_role("status").filter(has_text="With the chosen cases: 1")).to_be_visible()
    page.keyboard.press("x")
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile(rf"/desk/cases/{reference}/$"))
    keyboard.press(page.get_by_role("link", name="Acknowledge"))
    expect(page.get_by_role("heading", name="Acknowledge")).to_be_focused()
    keyboard.press(page.get_by_role("button", name="Acknowledge"))
    expect(page.locator(".page-messages")).to_be_focused()
    keyboard.press(page.get_by_role("link", name="Accept"))
    expect(page.get_by_role("heading", name="Accept")).to_be_focused()
    keyboard.check(page.get_by_role("radio", name="No to each of these questions"))
    keyboard.press(page.get_by_role("button", name="Accept"))
    expect(page.locator("h1 .badge")).to_have_text("Accepted")
    page.keyboard.press("/")
    page.keyboard.type(reference.lower())
    page.keyboard.press("Enter")
    expect(page.locator("h1 .badge")).to_have_text("Accepted")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).not_to_be_visible()


def test_keys_do_nothing_while_somebody_types_or_has_turned_them_off(reference: str, sign_in: SignIn) -> None:
    page = sign_in("mediator")
    page.goto("/desk/queue/")
    keyboard.reach(page.get_by_role("searchbox"))
    page.keyboard.type("gd?")
    expect(page).to_have_url(re.compile(r"/desk/queue/$"))
    expect(page.get_by_role("searchbox")).to_have_value("gd?")
    page.keyboard.press("Tab")
    page.keyboard.press("?")
    keyboard.reach(page.get_by_role("checkbox", name="Use these keys"))
    page.keyboard.press("Space")
    keyboard.press(page.get_by_role("dialog").get_by_role("button", name="Close"))
    page.keyboard.press("j")
    expect(page.locator("a.row-link").first).not_to_be_focused()


def test_each_letter_after_g_leads_where_the_list_of_keys_says(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in("coordinator")
    page.goto("/desk/queue/")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    assert (
        dialog.locator("a[data-go]").evaluate_all("(all) => all.map((each) => each.dataset.go).join('')") == "dqowsut"
    )
    page.keyboard.press("Escape")
    for letter, path in (("s", "/desk/signals/"), ("u", "/desk/supervised/"), ("w", "/desk/warnings/")):
        page.keyboard.press("g")
        page.keyboard.press(letter)
        page.wait_for_url(f"**{path}")


def test_rows_of_supervised_cases_are_reached_with_j_and_opened_with_o(cast: Cast, sign_in: SignIn) -> None:
    case_id, reference = led_by_mediator(cast)
    with cast.seeing("coordinator"):
        supervise(case_id, reason="Why.", by=cast.standing("coordinator"), now=datetime.now().astimezone())
    page = sign_in("coordinator")
    page.goto("/desk/supervised/")
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile(rf"/desk/cases/{reference}/$"))


def test_a_sheet_of_a_narrow_page_closes_by_its_button_and_when_the_page_widens(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in("coordinator", width=375)
    page.goto("/desk/queue/")
    menu, sections = page.get_by_role("button", name="Menu"), page.locator("#sections")
    keyboard.press(menu)
    keyboard.press(sections.get_by_role("button", name="Close"))
    expect(sections).to_be_hidden()
    expect(menu).to_be_focused()
    keyboard.press(menu)
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator("#sections:popover-open")).to_have_count(0)
    expect(sections.get_by_role("link", name="Queue")).to_be_visible()


def test_focus_is_never_lost_and_what_was_typed_stays(cast: Cast, sign_in: SignIn) -> None:
    _case_id, reference = led_by_mediator(cast)
    page = sign_in("mediator")
    page.goto(f"/desk/cases/{reference}/")
    keyboard.press(page.get_by_role("link", name="Write an internal note"))
    expect(page.get_by_role("heading", name="Write an internal note")).to_be_focused()
    keyboard.press(page.get_by_role("button", name="Write an internal note"))
    expect(page.get_by_role("alert").filter(has_text="There is a problem")).to_be_focused()
    keyboard.write(page.get_by_label("Note", exact=True), "Half a note")
    keyboard.press(page.get_by_role("link", name="Ask for information"))
    keyboard.write(page.get_by_label("Question to the resident"), "Since when?")
    keyboard.press(page.get_by_role("button", name="Ask for information"))
    expect(page.locator(".page-messages")).to_be_focused()
    expect(page.get_by_label("Note", exact=True)).to_have_value("Half a note")
    keyboard.press(page.get_by_role("button", name="Close this form"))
    expect(page.get_by_role("link", name="Write an internal note")).to_be_focused()
    keyboard.press(page.get_by_role("link", name="Write an internal note"))
    expect(page.get_by_label("Note", exact=True)).to_have_value("Half a note")
    keyboard.press(page.get_by_role("button", name="Write an internal note"))
    expect(page.get_by_role("region", name="Internal notes")).to_contain_text("Half a note")


def test_what_another_officer_does_is_said_within_twenty_seconds(cast: Cast, sign_in: SignIn) -> None:
    case_id, reference = led_by_mediator(cast)
    page, day = sign_in("mediator"), sign_in("mediator")
    page.goto(f"/desk/cases/{reference}/")
    day.goto("/desk/")
    keyboard.press(page.get_by_role("link", name="Write an internal note"))
    keyboard.write(page.get_by_label("Note", exact=True), "Half a note")
    before = page.get_by_label("Note", exact=True).bounding_box()
    by = cast.standing("coordinator")
    with cast.seeing("coordinator"):
        hand_over(
            case_id,
            lead_post_id=by.post_id,
            reason="The road is ours.",
            interest=Interest.NONE,
            by=by,
            now=datetime.now().astimezone(),
        )
    told = page.get_by_text("Township coordinator has just handed this over.")
    expect(told).to_be_visible(timeout=20_000)
    expect(day.get_by_text("1 case has changed.")).to_be_visible(timeout=20_000)
    assert page.get_by_label("Note", exact=True).bounding_box() == before
    keyboard.press(page.get_by_role("link", name="Show it"))
    expect(page.get_by_role("region", name="What is next")).to_contain_text("Township coordinator")
    expect(page.get_by_label("Note", exact=True)).to_have_value("Half a note")
    keyboard.press(day.get_by_role("link", name="Show", exact=True))
    expect(day.get_by_text("Nothing waits for you")).to_be_visible()


def expect_only(browsing: Browsing, complaint: str) -> None:
    """The console says of a failure that the page shows in words; nothing else may stand there."""
    assert [each for each in browsing.complaints if complaint not in each] == []
    browsing.complaints.clear()


def test_what_could_not_be_sent_is_kept_and_sent_again(cast: Cast, sign_in: SignIn, browsing: Browsing) -> None:
    case_id, reference = led_by_mediator(cast)
    page = sign_in("mediator")
    page.goto(f"/desk/cases/{reference}/")
    keyboard.press(page.get_by_role("link", name="Write an internal note"))
    keyboard.write(page.get_by_label("Note", exact=True), "Went there.")
    page.route("**/note/", lambda route: route.abort())
    keyboard.press(page.get_by_role("button", name="Write an internal note"))
    expect(page.get_by_role("alert").filter(has_text="It could not be sent")).to_be_visible()
    expect(page.get_by_label("Note", exact=True)).to_have_value("Went there.")
    page.unroute("**/note/")
    keyboard.press(page.get_by_role("button", name="Try again"))
    expect(page.get_by_role("region", name="Internal notes")).to_contain_text("Went there.")
    assert version_of(cast, case_id) == 4
    expect_only(browsing, "htmx:")


def test_whoever_was_signed_out_signs_in_and_sends_what_they_typed(
    cast: Cast, sign_in: SignIn, browsing: Browsing
) -> None:
    _case_id, reference = led_by_mediator(cast)
    page = sign_in("mediator")
    page.goto(f"/desk/cases/{reference}/")
    keyboard.press(page.get_by_role("link", name="Write an internal note"))
    keyboard.write(page.get_by_label("Note", exact=True), "Went there.")
    page.context.clear_cookies(name="sessionid")
    keyboard.press(page.get_by_role("button", name="Write an internal note"))
    expect(page.get_by_role("alert").filter(has_text="You are no longer signed in.")).to_be_visible()
    with page.context.expect_page() as opened:
        keyboard.press(page.get_by_role("link", name="Sign in in another tab"))
    other = opened.value
    keyboard.write(other.locator("input[name=login]"), "mediator")
    keyboard.write(other.locator("input[name=password]"), cast.password)
    other.locator("input[name=password]").press("Enter")
    expect(other.get_by_role("heading", level=1)).to_contain_text("My day")
    keyboard.press(page.get_by_role("button", name="Try again"))
    expect(page.get_by_role("region", name="Internal notes")).to_contain_text("Went there.")
    expect_only(browsing, "Status Error Code 401")


def test_an_error_of_ours_leaves_what_was_typed(cast: Cast, sign_in: SignIn, browsing: Browsing) -> None:
    _case_id, reference = led_by_mediator(cast)
    page = sign_in("mediator")
    page.goto(f"/desk/cases/{reference}/")
    keyboard.press(page.get_by_role("link", name="Write an internal note"))
    keyboard.write(page.get_by_label("Note", exact=True), "Went there.")

    def fail(route: Route) -> None:
        route.fulfill(status=500, body="")

    page.route("**/note/", fail)
    keyboard.press(page.get_by_role("button", name="Write an internal note"))
    expect(page.get_by_role("alert").filter(has_text="Something went wrong here")).to_be_visible()
    expect(page.get_by_label("Note", exact=True)).to_have_value("Went there.")
    expect_only(browsing, "Status Error Code 500")


def test_a_deed_is_done_without_scripts_too(cast: Cast, sign_in: SignIn, new_context: Callable[..., object]) -> None:
    _case_id, reference = led_by_mediator(cast)
    signed_in = sign_in("mediator")
    plain = new_context(javascript=False)
    plain.add_cookies(signed_in.context.cookies())  # type: ignore[attr-defined]
    page: Page = plain.new_page()  # type: ignore[attr-defined]
    page.goto(f"/desk/cases/{reference}/")
    keyboard.press(page.get_by_role("link", name="Write an internal note"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Write an internal note")
    keyboard.write(page.get_by_label("Note", exact=True), "Went there.")
    keyboard.press(page.get_by_role("button", name="Write an internal note"))
    expect(page.get_by_role("region", name="Internal notes")).to_contain_text("Went there.")


def version_of(cast: Cast, case_id: int) -> int:
    with cast.seeing("lead"):
        return Case.objects.get(pk=case_id).version
