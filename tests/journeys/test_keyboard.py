"""What the frame of every page does for the keyboard alone."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.cast import Cast
from tests.journeys import keyboard
from tests.journeys.browsing import Browsing


@pytest.mark.parametrize("path", ["/", "/account/login/", "/no/such/page/"])
def test_the_first_key_leads_past_the_header(page: Page, cast: Cast, path: str) -> None:
    page.goto(path)
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_dialog_holds_the_focus_and_gives_it_back(page: Page, cast: Cast, settings: SimpleNamespace) -> None:
    settings.DEMO = True
    page.goto("/design/")
    button = page.get_by_role("button", name="Open the dialog")
    keyboard.press(button)
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('main') || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


def test_a_summary_of_errors_is_what_the_keyboard_meets_first(browsing: Browsing, cast: Cast) -> None:
    page = browsing.context(language="zh-CN", width=375).new_page()
    page.goto("/follow/")
    keyboard.press(page.locator("main form button[type=submit]").first)
    expect(page.locator(".error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("编号")).to_be_focused()


RING = "<style>:focus-visible { outline: 3px solid blue }</style>"
COVER = "<style>nav { position: fixed; inset: 0; background: white }</style>"
OUTSIDE = "<style>p { position: fixed; left: -999px }</style>"
FAULTY = {
    f"{RING}<button>Press</button><button tabindex=-1>Press</button>": "Tab does not lead to",
    "<style>button { outline: none }</style><button>Press</button>": "has the focus and has no ring",
    f"{RING}{COVER}<button>Press</button><nav></nav>": "has the focus and lies under something",
    f"{RING}{OUTSIDE}<p><button>Press</button></p>": "has the focus and is out of view",
    f"{RING}<button>Press</button><button onclick='this.remove()'>Press</button>": "has lost the focus",
}


def press_twice(last_of: Locator) -> None:
    for _ in range(2):
        keyboard.press(last_of.last)


def test_a_gesture_fails_where_somebody_with_a_keyboard_would(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyboard, "MOST_LOOKS", 2)
    for shown, said in FAULTY.items():
        page.set_content(shown)
        with pytest.raises(AssertionError, match=said):
            press_twice(page.get_by_role("button", name="Press"))


def test_gestures_go_on_and_back_past_radio_buttons_lists_and_what_is_folded(page: Page) -> None:
    radios = "".join(f"<label><input type=radio name=a>{name}</label>" for name in ("One", "Two", "Three"))
    page.set_content(
        f"{RING}<details><summary>More</summary><button>Inner</button></details>"
        f"<form>{radios}<select aria-label=List><option>x<option>y<option>z</select></form>"
        "<div style='height: 3000px'></div><button onclick='this.textContent = `Pressed`'>Last</button>"
    )
    keyboard.press(page.get_by_role("button", name="Last"))
    expect(page.get_by_role("button", name="Pressed")).to_be_focused()
    keyboard.check(page.get_by_label("Two"))
    keyboard.choose(page.get_by_label("List"), "z")
    keyboard.check(page.get_by_label("One"))
    expect(page.get_by_label("List")).to_have_value("z")
    keyboard.press(page.locator("summary"))
    keyboard.reach(page.get_by_role("button", name="Inner"))
