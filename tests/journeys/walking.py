"""Shows a page that the product has written to a real Chromium, and says what is wrong with it there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from playwright.sync_api import Browser, Page, Route

from folkmoot.integrations.spreadsheets.source_map import shipped_maps
from tests.cast import POSTS
from tests.house.languages import strays

ADDRESS: Final = "http://folkmoot.test"
AXE: Final = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
MAPS: Final = tuple(sorted(shipped_maps(), key=len, reverse=True))
CALLED: Final = tuple(sorted((name.replace("_", " ").capitalize() for name in POSTS), key=len, reverse=True))
TELEPHONE, DESK, TALLEST = 375, 1280, 8000
Scheme = Literal["light", "dark"]
#: What no reader should ever meet: an unfilled place of a text, a name of Python, a page of the server's own.
RAW: Final = re.compile(r"\{\{|\{%|%\(\w+\)|\bNone\b(?! [a-z])|\bTraceback\b|Exception|&lt;|<Promise|object at 0x")
#: What axe could not decide by itself, by its rule and its word for it, and what we found when we looked.
REVIEWED: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("color-contrast", "has no value"): "An empty field; a filled one has the same colours, on /design/ too.",
        ("color-contrast", "due to a background image"): "The arrow of a list to choose from stands beside its text.",
        ("color-contrast", "is overlapped by"): "A name on a map stands on its shade: see /design/.",
        ("color-contrast", "partially obscured by another"): "The sections of the desk scroll sideways on a telephone.",
        ("color-contrast", "only non-text characters"): "An arrow beside words that say the same.",
        ("color-contrast", "too short to determine"): "One digit at an axis; the longer figures have the same colours.",
        ("color-contrast", "contains an image node"): "The picture of a procedure: its colours are those of /design/.",
        ("link-in-text-block", "element overlap"): "A line of a list that is one link.",
    }
)

#: references in titles; the cast, languages and maps of files in lists to choose from
NAMELESS: Final = ("Li Da", "Wang Xiaoming", "English", "简体中文")
NAMES: Final = re.compile("|".join((r"\b[0-9A-Z]{3}(?:-[0-9A-Z]{3}){2}\b", *CALLED, *NAMELESS, *MAPS)))
_TYPES: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_LOOK: Final = """(rules) => axe.run(document, {
  preload: false, resultTypes: ["violations", "incomplete"],
  ...(rules ? {runOnly: {type: "rule", values: rules}} : {}),
}).then((found) => {
  const told = (each) => each.nodes.map((node) => [
    each.id, node.target.join(" "), node.any.concat(node.all, node.none).map((check) => check.message).join("; ")]);
  return {violations: found.violations.flatMap(told), incomplete: found.incomplete.flatMap(told)};
})"""
_RINGLESS: Final = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((each) => !(each instanceof SVGElement) && each.checkVisibility() && !each.disabled && each.type !== "hidden")
  .filter((each) => {
    each.focus({focusVisible: true});
    const style = getComputedStyle(each);
    return document.activeElement === each && (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2);
  })
  .map((each) => each.outerHTML.slice(0, 120))"""
_FACTS: Final = """() => ({
  language: document.documentElement.lang,
  title: document.title,
  headings: document.querySelectorAll("h1").length,
  words: document.body.innerText,
  wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  widest: [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map((each) => each.outerHTML.slice(0, 100)).slice(0, 2),
})"""


@dataclass
class Walk:
    """One page of Chromium in which answers of the product are shown, one after the other."""

    page: Page
    answers: dict[str, HttpResponse] = field(default_factory=dict)
    #: what axe could not decide, as `rule: address`
    undecided: set[str] = field(default_factory=set)
    #: where pictures of each page go, and what the next are called; nowhere without
    album: Path | None = None
    name: str = ""

    @classmethod
    def begin(cls, browser: Browser, *, album: Path | None = None) -> "Walk":
        """In a context in which nothing moves and nothing comes from elsewhere."""
        context = browser.new_context(reduced_motion="reduce", viewport={"width": DESK, "height": 800})
        context.set_default_timeout(10_000)
        walk = cls(context.new_page(), album=album)
        context.route("**/*", walk._give)
        return walk

    def faults(self, answer: HttpResponse, *, path: str, language: str) -> Iterator[str]:
        """Everything that is wrong with a page in one language, on both widths and both grounds."""
        yield from (f"{language}: says in the other language: {stray}" for stray in strays(_text(answer), language))
        self.answers[urlsplit(path).path] = answer
        self.page.goto(ADDRESS + path)
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        for width, scheme, rules in VIEWS[language]:
            self._turn_to(width, scheme)
            for fault in (*self._by_axe(rules, path), *self._by_eye(language)):
                yield f"{language}, {width} px, {scheme}: {fault}"
        if self.album:
            asked = getattr(answer, "request", {}).get("REQUEST_METHOD", "GET").lower()
            self._take_pictures(f"{self.album}/{self.name}-{asked}-{answer.status_code}.{language}")
        yield from (f"{language}: no ring when focused: {html}" for html in self.page.evaluate(_RINGLESS))

    def _take_pictures(self, stem: str) -> None:
        Path(stem).parent.mkdir(parents=True, exist_ok=True)
        for width, scheme in VIEWED:
            self._turn_to(width, scheme)
            self.page.screenshot(path=f"{stem}.{width}.{scheme}.png", full_page=True)

    def _turn_to(self, width: int, scheme: Scheme) -> None:
        self.page.emulate_media(color_scheme=scheme)
        self.page.set_viewport_size({"width": width, "height": 800})
        # All of it: axe cannot tell the colour behind what the edge of the screen cuts.
        height = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size({"width": width, "height": max(800, min(height, TALLEST))})

    def _by_axe(self, rules: list[str] | None, path: str) -> Iterator[str]:
        if rules == []:
            return
        found: dict[str, Any] = self.page.evaluate(_LOOK, rules)
        yield from (" | ".join(each) for each in found["violations"])
        for rule, target, message in found["incomplete"]:
            self.undecided.add(f"{rule}: {message} ({path} {target})")
            if not any(rule == known and words in message for known, words in REVIEWED):
                yield f"not reviewed: {rule} | {target} | {message}"

    def _by_eye(self, language: str) -> Iterator[str]:
        facts = self.page.evaluate(_FACTS)
        if facts["language"] != language:
            yield f"its language is {facts['language']!r}"
        if not re.fullmatch(r"\S.* – Folkmoot", facts["title"]):
            yield f"its title is {facts['title']!r}"
        if facts["headings"] != 1:
            yield f"it has {facts['headings']} headings of the first level"
        if facts["wide"] > 0:
            yield f"it is {facts['wide']} pixels too wide: {facts['widest']}"
        yield from (f"it says {raw!r}" for raw in RAW.findall(facts["words"]))

    def _give(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        file = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        if file:
            route.fulfill(path=str(file), content_type=_TYPES.get(Path(str(file)).suffix, "text/plain"))
        elif path in self.answers and route.request.is_navigation_request():
            answer = self.answers[path]
            # Shown as it came, policy and all; a status of an error would only add Chromium's own word for it.
            route.fulfill(status=200, headers=dict(answer.headers), body=answer.content)
        else:
            route.abort()


def _text(answer: HttpResponse) -> str:
    """A page without what has no language: references, and names where no markup can say whose they are."""
    return NAMES.sub("–", answer.content.decode())


#: what pictures are taken of
VIEWED: Final[tuple[tuple[int, Scheme], ...]] = (
    (TELEPHONE, "light"), (TELEPHONE, "dark"), (DESK, "light"), (DESK, "dark"),
)  # fmt: skip
#: By language: width, ground, and the rules that axe looks at, None for all. Colours differ by ground, the rest by
#: width, and neither by language: each is looked at once.
VIEWS: Final[Mapping[str, tuple[tuple[int, Scheme, list[str] | None], ...]]] = MappingProxyType(
    {
        "en": ((DESK, "light", None), (DESK, "dark", ["color-contrast"]), (TELEPHONE, "dark", [])),
        "zh-Hans": ((TELEPHONE, "dark", None), (TELEPHONE, "light", ["color-contrast"]), (DESK, "light", [])),
    }
)
