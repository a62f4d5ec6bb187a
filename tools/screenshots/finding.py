"""Finds every page of the demo by going from link to link, as its visitors would."""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import APIRequestContext, APIResponse

from folkmoot.web.desk.deeds import DEEDS
from folkmoot.web.desk.signals.deeds import SIGNAL_DEEDS
from tests.house.addresses import NO_PAGE, addresses
from tools.screenshots.visitors import VISITORS

#: where a visitor begins; what no link leads to is asked for by its address
STARTS: Final = (
    "/", "/demo/", "/design/", "/desk/", "/desk/search/", "/raise/", "/raise/whose/", "/raise/others/",
    "/raise/reach/", "/raise/kept/", "/raise/check/", "/raise/receipt/", "/follow/case/", "/account/login/",
    "/account/logout/", "/account/inactive/", "/account/2fa/", "/account/reauthenticate/", "/no/such/page/",
)  # fmt: skip
#: after so many pages of an address no more of it are opened, as they lead to the same kinds of pages
ENOUGH: Final = 3
OFTEN: Final[Mapping[str, int]] = {"desk:case": 80, "desk:queue": 20, "desk:signal": 20}
#: a page that many see is a picture of each of these
OF_EACH: Final[Mapping[str, frozenset[str]]] = {
    "desk:day": frozenset({"mediator", "coordinator", "stranger"}),
    "desk:overview": frozenset({"coordinator", "province", "stranger"}),
    "desk:signals": frozenset({"county", "stranger"}),
    "desk:warnings": frozenset({"province", "stranger"}),
    "residents:case": frozenset(
        {"resident-proposal", "resident-question", "resident-new", "resident-silent", "resident-declined"}
    ),
}
NOT_FOUND: Final = "not-found"
#: addresses that are a page for each of their parts, or buttons of the demo's own
_BY_PARTS: Final = frozenset({"desk:deed", "desk:signal_step", "demo:enter", "demo:tour"})


@dataclass(frozen=True)
class Shot:
    """One page: its name in the file's, who of VISITORS opens it, and where."""

    name: str
    who: str
    path: str


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += (value for name, value in attrs if name == "href" and value)


def page_name(path: str) -> str:
    """The name of a page by its address: that of its pattern, with the deed or step that is asked for."""
    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return NOT_FOUND
    return "/".join([match.view_name, *(str(match.kwargs[each]) for each in ("deed", "step") if each in match.kwargs)])


def shots(request: Callable[[str], APIRequestContext]) -> list[Shot]:
    """A picture for every page that any of VISITORS comes to; the first who does opens it."""
    found: dict[str, Shot] = {}
    for who in VISITORS:
        for shot in _found_by(who, request(who)):
            found.setdefault(shot.name, shot)
    return list(found.values())


def unseen(found: Iterable[Shot]) -> set[str]:
    """The names of the pages that are not among them, whether or not the demo could show them."""
    pages = {name for name, _parameters in addresses() if name not in NO_PAGE} - _BY_PARTS
    pages |= {f"desk:deed/{deed}" for deed in DEEDS} | {f"desk:signal_step/{each.name}" for each in SIGNAL_DEEDS}
    return pages - {page_name(shot.path) for shot in found}


def _found_by(who: str, request: APIRequestContext) -> Iterator[Shot]:
    """The first page of each name that a visitor comes to, in the order of the distance from where they begin."""
    waiting, seen = deque(STARTS), set(STARTS)
    opened, shown = Counter[str](), set[str]()
    while waiting:
        path = waiting.popleft()
        name = page_name(path)
        if opened[name] >= OFTEN.get(name, ENOUGH):
            continue
        opened[name] += 1
        answer = request.get(path, max_redirects=0)
        is_page = name not in NO_PAGE and (answer.status == 200 or name == NOT_FOUND)
        if is_page and name not in shown and who in OF_EACH.get(name, (who,)):
            shown.add(name)
            yield Shot(_file_name(name, who), who, path)
        for to in _leads_to(answer, path):
            if to not in seen:
                seen.add(to)
                waiting.append(to)


def _leads_to(answer: APIResponse, path: str) -> Iterator[str]:
    """Every address of this server that an answer links or sends to."""
    links = _Links()
    if answer.headers.get("content-type", "").startswith("text/html"):
        links.feed(answer.text())
    for link in [*links.found, answer.headers.get("location", "")]:
        to = urldefrag(urljoin(path, link)).url
        if to.startswith("/") and not to.startswith("//"):
            yield to


def _file_name(name: str, who: str) -> str:
    plain = re.sub(r"\W+", "-", name).strip("-")
    return f"{plain}-of-{who}" if name in OF_EACH else plain
