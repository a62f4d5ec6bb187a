"""The overview: figures of a place and of the places below, as a table and as a map."""

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from folkmoot.cases.actions import closing, routing, talking
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.models import Case
from folkmoot.earlywarning.actions.sweeping import sweep
from tests.cases.filing import filed_on_the_web, seeing_with
from tests.cast import CITY, COUNTY, NEXT_COUNTY, NEXT_TOWNSHIP, PROVINCE, TOWNSHIP, VILLAGE, Cast
from tests.house.languages import strays

SignIn = Callable[[str], Client]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """The pages are asked for at the time of the tests."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def shown(page: str) -> dict[str, list[str]]:
    """The cells of the table by the code that the line leads to."""
    rows = re.findall(r'<tr><th scope="row"><a href="/desk/overview/(\w+)/">.*?</th>(.*?)</tr>', page, re.DOTALL)
    return {code: re.findall(r"<td class=\"number[^>]*>([^<]*)</td>", cells) for code, cells in rows}


@pytest.mark.usefixtures("clock")
def test_each_figure_of_a_place_below_stands_in_its_line(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    for days in (1, 2, 3, 40, 41):
        filed_on_the_web(cast, now - timedelta(days=days))
    withdrawn = filed_on_the_web(cast, now - timedelta(days=9))
    with seeing_with(withdrawn):
        closing.withdraw(withdrawn.case_id, by=withdrawn.resident, now=now - timedelta(days=8))
    page = at_desk("lead").get("/desk/overview/").content.decode()
    assert shown(page) == {
        NEXT_TOWNSHIP: ["0", "0", "–", "0", "0", "0", "0", "0", "–", "–"],
        # Two working days to acknowledge: the three younger ones are due or late within three days of now.
        TOWNSHIP: ["5", "2", "40%", "3", "0", "0", "3", "1", "3 days", "41 days"],
    }
    assert "Half of the open cases are not older than <strong>3 days</strong>" in page


@pytest.mark.usefixtures("clock")
def test_cases_of_which_something_warns_are_counted_and_lead_to_the_board(
    cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    for days in (30, 40):
        filed_on_the_web(cast, now - timedelta(days=days))
    sweep(by=cast.standing("automation"), now=now)
    browser = at_desk("lead")
    page = browser.get("/desk/overview/")
    assert {code: cells[4] for code, cells in shown(page.content.decode()).items()} == {
        NEXT_TOWNSHIP: "0",
        TOWNSHIP: "2",
    }
    (warned,) = [cell for cell in page.context["whole"].whole_numbers() if cell.name == "warned"]
    assert (warned.text, warned.href) == ("2", f"/desk/warnings/at/{COUNTY}/")
    assert browser.get(warned.href).status_code == 200


@pytest.mark.usefixtures("clock")
def test_of_few_cases_no_share_is_told(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    filed_on_the_web(cast, now)
    page = at_desk("city_coordinator").get("/desk/overview/").content.decode()
    assert {code: cells[2] for code, cells in shown(page).items()} == {COUNTY: "few", NEXT_COUNTY: "–"}
    assert re.findall(r'class="(map-\d)" data-code="(\d+)"', page) == [("map-0", COUNTY), ("map-0", NEXT_COUNTY)]


@pytest.mark.usefixtures("clock")
def test_a_concern_that_waits_for_its_resident_is_counted_as_such(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    me = cast.standing("mediator")
    with cast.seeing("mediator"):
        routing.acknowledge(receipt.case_id, message="We have it.", by=me, now=now)
        routing.accept(receipt.case_id, interest=Interest.NONE, by=me, now=now)
        talking.ask(receipt.case_id, question="Which house is it?", by=me, now=now)
        assert Case.objects.get(pk=receipt.case_id).step == "waiting"
    page = at_desk("lead").get("/desk/overview/").content.decode()
    assert shown(page)[TOWNSHIP][5] == "1"


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("sort", "order"),
    [("", [NEXT_TOWNSHIP, TOWNSHIP]), ("-open", [TOWNSHIP, NEXT_TOWNSHIP]), ("open", [NEXT_TOWNSHIP, TOWNSHIP]),
     ("age", [TOWNSHIP, NEXT_TOWNSHIP]), ("-age", [TOWNSHIP, NEXT_TOWNSHIP]), ("nonsense", [NEXT_TOWNSHIP, TOWNSHIP])],
)  # fmt: skip
def test_the_table_is_sorted_by_any_figure_and_what_has_none_stands_last(
    cast: Cast, now: datetime, at_desk: SignIn, sort: str, order: list[str]
) -> None:
    filed_on_the_web(cast, now)
    page = at_desk("lead").get("/desk/overview/", {"sort": sort}).content.decode()
    names = {NEXT_TOWNSHIP: "360102004", TOWNSHIP: "360102002"}
    expected = sorted(names) if sort in {"", "nonsense"} else order
    assert list(shown(page)) == expected
    pressed = {"-open": ("descending", "?sort=open"), "open": ("ascending", "?sort=-open")}.get(sort)
    heads = re.findall(r'aria-sort="(\w+)"><a href="([^"]*)"', page)
    assert heads == ([pressed] if pressed else heads)


@pytest.mark.parametrize(("name", "code", "links"), [("province_coordinator", PROVINCE, 2), ("lead", COUNTY, 0)])
def test_the_map_leads_down_where_there_are_outlines(at_desk: SignIn, name: str, code: str, links: int) -> None:
    page = at_desk(name).get("/desk/overview/").content.decode()
    assert page.count(" data-code=") - page.count("<text ") == links
    assert ("OpenStreetMap" in page, f'data-map="/desk/overview/{code}/outlines/"' in page) == (links > 0,) * 2


def test_the_outlines_are_kept_by_the_browser_and_asked_for_again_by_their_tag(at_desk: SignIn) -> None:
    browser = at_desk("city_coordinator")
    answer = browser.get(f"/desk/overview/{CITY}/outlines/")
    names = {feature["properties"]["name"] for feature in json.loads(answer.content)["features"]}
    assert (names, answer["Cache-Control"]) == ({COUNTY, NEXT_COUNTY}, "private, max-age=86400, immutable")
    again = browser.get(f"/desk/overview/{CITY}/outlines/", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert browser.get("/desk/overview/")["Cache-Control"] == "no-store"


def test_a_place_without_places_below_says_so(at_desk: SignIn) -> None:
    page = at_desk("mediator").get(f"/desk/overview/{VILLAGE}/").content.decode()
    assert ("There is no place below this one." in page, "No case is open here." in page) == (True, True)


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_the_overview_keeps_to_its_language(cast: Cast, now: datetime, at_desk: SignIn, language: str) -> None:
    filed_on_the_web(cast, now)
    browser = at_desk("province_coordinator")
    browser.post("/language/", {"language": language.lower(), "next": "/desk/"})
    page = browser.get("/desk/overview/").content.decode()
    assert [stray for stray in strays(page, language) if "coordinator" not in stray] == []


def test_the_overview_takes_as_many_statements_for_one_place_as_for_three(
    cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    browser = at_desk("province_coordinator")
    browser.get("/desk/overview/")
    counts = []
    for code in (VILLAGE, NEXT_TOWNSHIP, TOWNSHIP):
        filed_on_the_web(cast, now, place=cast.place(code))
        with CaptureQueriesContext(connection) as asked:
            browser.get("/desk/overview/")
        counts.append(len(asked))
    # Thirteen; within a test's own transaction the scope is put back afterwards, which takes one more.
    assert counts == [14, 14, 14]
