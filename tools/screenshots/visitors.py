"""Who opens the pages: the demo's cast by its door, residents who have answered the questions, and whoever comes by."""

from collections.abc import Mapping
from typing import Final

from playwright.sync_api import APIResponse, BrowserContext

from folkmoot.cli.demo import PASSWORD

VILLAGE: Final = "360102002001"
#: what a resident presses up to the receipt, page by page
ANSWERS: Final[Mapping[str, Mapping[str, str]]] = {
    "/raise/": {"narrative": "路灯坏了三个月，孩子放学走夜路不安全。"},
    "/raise/place/": {"place": VILLAGE},
    "/raise/category/": {"category": "neighbour"},
    "/raise/office/": {"about": "none"},
    "/raise/contact/": {"safe_channel": "phone"},
    "/raise/reach/": {"phone": "13800138000"},
}
#: what else each pressed, who was not sent by the demo's door
PRESSED: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = {
    "writer": ANSWERS,
    "helper": {**ANSWERS, "/raise/whose/": {"whose": "other"}},
    "group": {**ANSWERS, "/raise/whose/": {"whose": "group"}},
    "keeper": {"/raise/": {"narrative": ANSWERS["/raise/"]["narrative"], "keep": "yes"}},
    "sender": {**ANSWERS, "/raise/check/": {}},
    # Who came in by the demo's door would be asked for the password before a second factor is shown.
    "by-password": {
        "/account/login/": {"login": "mediator", "password": PASSWORD},
        "/account/reauthenticate/": {"password": PASSWORD},
    },
}
#: what those of the demo's door press next, so that a page has something to show
PRESSED_NEXT: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = {
    "coordinator": {"/desk/search/": {"sought": "路灯"}},
}
#: whoever signs nothing, presses nothing
PASSER_BY: Final = "passer-by"
#: in this order, so that a page is seen by who has most to do with it
VISITORS: Final = (
    PASSER_BY, *PRESSED,
    "resident-proposal", "resident-question", "resident-new", "resident-silent", "resident-declined",
    "mediator", "coordinator", "county", "city", "province", "call-back", "administrator", "auditor", "stranger",
)  # fmt: skip


def come_in(context: BrowserContext, who: str) -> None:
    """Makes the visitor of a browser one of VISITORS."""
    if who not in PRESSED and who != PASSER_BY:
        _send(context, "/demo/enter/", {"who": who}, seen="/demo/")
    for path, answers in {**PRESSED, **PRESSED_NEXT}.get(who, {}).items():
        _send(context, path, answers)


def _send(context: BrowserContext, path: str, answers: Mapping[str, str], *, seen: str = "") -> None:
    context.request.get(seen or path)
    token = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "csrftoken")
    answer: APIResponse = context.request.post(path, form={**answers, "csrfmiddlewaretoken": token}, max_redirects=0)
    if answer.status != 302:
        raise RuntimeError(f"{path} answered {answer.status}")
