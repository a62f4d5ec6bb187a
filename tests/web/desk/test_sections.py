"""The sections of the desk, and which of them a page lies in."""

import re

from tests.cast import Cast
from tests.web.desk.conftest import SignIn


def test_the_navigation_marks_the_section_that_a_page_lies_in(at_desk: SignIn, cast: Cast) -> None:
    marked = {}
    for path in ("", "queue/", "warnings/", "warnings/cases/", "signals/", "signals/campaigns/", "search/"):
        navigation = at_desk("lead").get(f"/desk/{path}").content.decode().partition('id="sections"')[2]
        marked[path] = re.findall(r'aria-current="(\w+)">([^<]*)<', navigation.partition("</nav>")[0])
    assert marked == {
        "": [("page", "My day")],
        "queue/": [("page", "Queue")],
        "warnings/": [("page", "Warnings")],
        "warnings/cases/": [("true", "Warnings")],
        "signals/": [("true", "Warnings")],
        "signals/campaigns/": [("true", "Warnings")],
        "search/": [],
    }
    keeper = at_desk("administrator").get("/desk/signals/campaigns/").content.decode()
    assert re.findall(r'aria-current="(\w+)">Campaigns<', keeper) == ["page"]
