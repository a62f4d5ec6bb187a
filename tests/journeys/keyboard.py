"""The keyboard alone: each gesture goes to an element by real Tabs, and then presses the keys of its kind.

Who looks at a page sees where the element is: a gesture takes the link past the header where that is the way, presses
Tab as often as there are stops in between, backwards with Shift, and looks where the focus is now.
"""

from datetime import date
from typing import Any, Final

from playwright.sync_api import Locator, expect

#: Longer ways than this are no ways.
MOST_TABS: Final = 80
#: How often, after how many milliseconds, one looks again at what scrolls softly or is about to be replaced.
MOST_LOOKS = 100
MOMENT: Final = 50

#: How many Tabs lead from the focus to the element, backwards below 0; of radio buttons with one name one is a stop.
#: A page that had the focus and has it no more has lost it.
_WAY: Final = """(wanted) => {
  const stop = (e) => e.type === "radio" ? e.closest("form, body").querySelector(`[type=radio][name="${e.name}"]`) : e;
  const now = document.activeElement ?? document.body;
  if (stop(now) === stop(wanted)) return 0;
  if (now === document.body && document.body.hadFocus) return "lost";
  const isPast = document.querySelector("main")?.contains(wanted);
  if (isPast && now.matches(".skip-link")) return "past";
  if (isPast && now === document.body) return 1;
  // What lies over the page comes next, wherever it stands.
  const over = wanted.closest(":popover-open, dialog[open]");
  if (over && !over.contains(now)) return 1;
  const all = (over ?? document).querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
  const shown = [...all].filter((e) => !e.disabled && e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true}));
  const stops = [...new Set(shown.map(stop))];
  const before = (e) => stops.filter((s) => s.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING).length;
  const way = before(stop(wanted)) - before(stop(now));
  return (way < 0 || stops.includes(stop(now)) ? way : way + 1) || -1;
}"""

#: What is wrong with how the focus shows; nothing where its ring is seen.
_FAULT: Final = """() => {
  const e = document.activeElement;
  document.body.hadFocus = true;
  const style = (of) => getComputedStyle(of);
  const isRing = (of) => style(of).outlineStyle !== "none" && parseFloat(style(of).outlineWidth) >= 2;
  const isLine = (of) => parseFloat(style(of).strokeWidth) > 4;
  if (![e, ...e.querySelectorAll("path")].some((of) => of instanceof SVGPathElement ? isLine(of) : isRing(of)))
    return "has no ring";
  const box = e.getClientRects()[0] ?? e.getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  if (left >= right || top >= bottom) return "is out of view";
  const at = (x, y) => document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
  const hits = [at(0.5, 0.5), at(0.1, 0.5), at(0.9, 0.5), at(0.5, 0.1), at(0.5, 0.9)];
  return hits.some((hit) => hit && (e.contains(hit) || hit.contains(e))) ? "" : "lies under something";
}"""

#: The keys that check a box, or a radio button from the one of its group that has the focus.
_CHECKING: Final = """(wanted) => {
  if (wanted.type !== "radio") return wanted.checked ? [] : ["Space"];
  const all = [...wanted.closest("form, body").querySelectorAll(`[type=radio][name="${wanted.name}"]:enabled`)];
  const way = all.indexOf(wanted) - all.indexOf(document.activeElement);
  if (way === 0) return wanted.checked ? [] : ["Space"];
  return Array(Math.abs(way)).fill(way > 0 ? "ArrowDown" : "ArrowUp");
}"""

#: How many options lie between the one chosen and the one that is wanted, upwards below 0.
_OPTIONS: Final = """(select, wanted) => {
  const all = [...select.options].filter((option) => !option.disabled);
  const found = all.findIndex((option) => option.label.trim() === wanted || option.value === wanted);
  return found < 0 ? null : found - all.indexOf(select.selectedOptions[0]);
}"""


def reach(wanted: Locator) -> None:
    """Brings the focus to an element, where it can be seen."""
    expect(wanted).to_be_visible()
    left = MOST_TABS
    while way := _way(wanted):
        if left <= 0:
            raise AssertionError(f"Tab does not lead to {wanted} within {MOST_TABS} steps.")
        keys = ["Enter"] if way == "past" else ["Tab" if way > 0 else "Shift+Tab"] * min(abs(way), left)
        for key in keys:
            wanted.page.keyboard.press(key)
        left -= len(keys)
    _look(wanted)


def press(wanted: Locator) -> None:
    """Reaches a link, a button or a summary and presses Enter."""
    reach(wanted)
    # Unlike the keyboard of the page this waits for what follows.
    wanted.press("Enter")


def check(wanted: Locator) -> None:
    """Reaches a box and presses Space, or the group of a radio button and goes on with arrows."""
    reach(wanted)
    for key in wanted.evaluate(_CHECKING):
        wanted.page.keyboard.press(key)
    expect(wanted).to_be_checked()
    _look(wanted)


def write(wanted: Locator, text: str) -> None:
    """Reaches a field and types in the place of what stands there."""
    reach(wanted)
    wanted.page.keyboard.press("Control+A")
    wanted.page.keyboard.insert_text(text)
    expect(wanted).to_have_value(text)


def write_day(wanted: Locator, day: date) -> None:
    """Reaches the field of a date and types its parts in the order of the browser's own language."""
    reach(wanted)
    wanted.page.keyboard.type(f"{day:%m%d%Y}")
    expect(wanted).to_have_value(day.isoformat())


def choose(wanted: Locator, option: str) -> None:
    """Reaches a list and goes by arrows to an option, named by what it says or by its value."""
    reach(wanted)
    way = wanted.evaluate(_OPTIONS, option)
    assert way is not None, f"{wanted} has no option {option!r}."
    for _ in range(abs(way)):
        wanted.page.keyboard.press("ArrowDown" if way > 0 else "ArrowUp")
    assert wanted.evaluate(_OPTIONS, option) == 0


def _way(wanted: Locator) -> Any:
    for _ in range(MOST_LOOKS):
        way = wanted.evaluate(_WAY)
        if way != "lost":
            return way
        wanted.page.wait_for_timeout(MOMENT)
    raise AssertionError(f"The page has lost the focus on the way to {wanted}.")


def _look(focused: Locator) -> None:
    fault = focused.evaluate(_FAULT)
    for _ in range(MOST_LOOKS):
        if not fault:
            return
        focused.page.wait_for_timeout(MOMENT)
        fault = focused.evaluate(_FAULT)
    raise AssertionError(f"{focused} has the focus and {fault}.")
