"""Overview, units and posts, export and import."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from folkmoot.cases.models import Case, Import
from folkmoot.ledger.models import Event
from folkmoot.officers.models import Appointment, User
from tests.cases.filing import NARRATIVE, filed_on_the_web
from tests.cast import (
    CITY,
    COUNTY,
    NEXT_COUNTY,
    NEXT_TOWNSHIP,
    OTHER_CITY,
    OTHER_COUNTY,
    TOWNSHIP,
    VILLAGE,
    Cast,
)
from tests.house.languages import strays

SignIn = Callable[[str], Client]
MAP = b"""
source = "old-system"
id = "id"
time_zone = "Asia/Shanghai"
date_formats = ["%Y-%m-%d"]
[received]
column = "came"
[status]
always = "open"
[category]
always = "noise"
[[places]]
by = "name"
column = "where"
[[said]]
kind = "concern"
columns = ["what"]
at = ["came"]
"""
TABLE = b"id,came,where,what\n1,2025-02-03,360102002004,It is loud\n2,soon,360102002004,Later\n"


def lines(answer) -> dict[str, tuple[int, int, int]]:  # type: ignore[no-untyped-def]
    """Of each place that has any: how many are open, overdue and new."""
    shown = ((line.place.code, line.counts) for line in answer.context["lines"])
    return {code: (counts.open, counts.overdue, counts.new) for code, counts in shown if counts.open}


def test_the_overview_counts_by_the_places_below(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    filed_on_the_web(cast, now)
    filed_on_the_web(cast, now, place=cast.place(TOWNSHIP))
    browser = at_desk("lead")
    assert lines(browser.get("/desk/overview/")) == {TOWNSHIP: (2, 2, 0)}
    assert lines(browser.get(f"/desk/overview/{TOWNSHIP}/")) == {VILLAGE: (1, 1, 0), TOWNSHIP: (1, 1, 0)}
    assert browser.get(f"/desk/overview/{OTHER_COUNTY}/").status_code == 404


def test_the_overview_takes_the_same_statements_for_one_case_and_for_three(
    cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    browser = at_desk("lead")
    # The first page of a process draws the map, which is then kept.
    browser.get("/desk/overview/")
    counts = []
    for places in ([TOWNSHIP], [NEXT_TOWNSHIP, VILLAGE]):
        for code in places:
            filed_on_the_web(cast, now, place=cast.place(code))
        with CaptureQueriesContext(connection) as asked:
            browser.get("/desk/overview/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15


def test_units_are_shown_with_who_holds_their_posts_and_what_is_vacant(at_desk: SignIn) -> None:
    answer = at_desk("coordinator").get(f"/desk/officers/{VILLAGE}/")
    (unit,) = answer.context["units"]
    held = {post.role: [str(a.user) for a in post.held] for post in unit.posts.all()}
    assert held == {"mediator": ["Mediator"], "secretary": ["Secretary"], "group_liaison": []}
    assert answer.context["keeper"] is None
    below = at_desk("coordinator").get("/desk/officers/").context["below"]
    assert {line.place.code: line.staffing.vacant for line in below} == {VILLAGE: 1, "360102002001": 3}


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_the_pages_of_units_keep_to_their_language(cast: Cast, at_desk: SignIn, language: str) -> None:
    browser = at_desk("administrator")
    browser.post("/language/", {"language": language.lower(), "next": "/desk/"})
    post = cast.post("mediator")
    paths = [
        "/desk/officers/",
        f"/desk/officers/{VILLAGE}/",
        f"/desk/officers/posts/{post.pk}/",
        f"/desk/officers/appointments/{post.appointments.get().pk}/",
        "/desk/officers/account/",
    ]
    pages = [browser.get(path).content.decode() for path in paths]
    pages.append(browser.post("/desk/officers/", {"query": "区"}).content.decode())
    assert [stray for page in pages for stray in strays(page, language)] == []


def test_vacancies_are_counted_with_all_places_within(at_desk: SignIn) -> None:
    below = at_desk("administrator").get("/desk/officers/").context["below"]
    counted = {line.place.code: (line.staffing.posts, line.staffing.vacant) for line in below}
    # Nine of the cast sit in the one city, the stranger alone in the other.
    assert counted == {CITY: (45, 36), OTHER_CITY: (23, 22)}


@pytest.mark.parametrize(
    ("query", "found", "leads_to"),
    [
        ("上凤凰坡", [], VILLAGE),
        ("sfhp", [], VILLAGE),
        ("3601", [], CITY),
        ("区", [COUNTY, OTHER_COUNTY, NEXT_COUNTY], ""),
        ("nowhere", [], ""),
    ],
)
def test_units_are_looked_up_by_their_place(at_desk: SignIn, query: str, found: list[str], leads_to: str) -> None:
    answer = at_desk("administrator").post("/desk/officers/", {"query": query})
    if leads_to:
        assert answer["Location"] == f"/desk/officers/{leads_to}/"
        return
    shown = [place.code for place in answer.context["found"]]
    assert [code for code in shown if len(code) == 6] == found
    assert ("No place in your area is called that." in answer.content.decode()) == (not found)


def test_an_administrator_makes_an_account_and_appoints_and_ends(cast: Cast, at_desk: SignIn) -> None:
    browser = at_desk("administrator")
    new = {"username": "liaison", "name": "Li Hua", "language": "zh-hans", "password": "seven boats upon the river"}
    weak = browser.post("/desk/officers/account/", {**new, "password": "123"})
    assert (weak.status_code, list(weak.context["form"].errors)) == (422, ["password"])
    browser.post("/desk/officers/account/", new)
    post = cast.post(f"{VILLAGE}.mediation-committee.group_liaison")
    wanted = {"username": "liaison", "kind": "holder", "from_on": "2026-03-10"}
    browser.post(f"/desk/officers/posts/{post.pk}/", wanted)
    appointment = Appointment.objects.get(post=post)
    assert appointment.user == User.objects.get(username="liaison")
    again = browser.post(f"/desk/officers/posts/{post.pk}/", wanted)
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["from_on"])
    browser.post(f"/desk/officers/appointments/{appointment.pk}/", {"until_on": "2026-03-20"})
    appointment.refresh_from_db()
    assert str(appointment.until_on) == "2026-03-20"


@pytest.mark.parametrize("page", ["officers/account/", "officers/posts/{post}/", "officers/appointments/1/"])
def test_only_who_keeps_officers_finds_these_pages(page: str, cast: Cast, at_desk: SignIn) -> None:
    address = "/desk/" + page.format(post=cast.post("mediator").pk)
    assert at_desk("lead").get(address).status_code == 404


def exported(answer) -> list[str]:  # type: ignore[no-untyped-def]
    """The references of a table."""
    _header, *rows = answer.content.decode("utf-8-sig").splitlines()
    return [row.split(",")[0] for row in rows]


def test_an_export_holds_no_name_and_no_word(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    filed_on_the_web(cast, now, place=cast.other_county)
    answer = at_desk("coordinator").post("/desk/export/", {"which": "all", "place": TOWNSHIP, "kind": "csv"})
    assert exported(answer) == [receipt.reference]
    assert not any(word in answer.content.decode() for word in ("Wang", NARRATIVE[:9], "13800138000"))


def test_an_export_stays_in_the_area(at_desk: SignIn) -> None:
    answer = at_desk("coordinator").post("/desk/export/", {"which": "all", "place": COUNTY, "kind": "csv"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["place"])
    assert at_desk("mediator").get("/desk/export/").status_code == 404


def test_an_export_takes_over_every_filter_of_the_list(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    noise = filed_on_the_web(cast, now, category="noise")
    other = filed_on_the_web(cast, now)
    browser = at_desk("coordinator")
    sent = {"which": "list", "place": TOWNSHIP, "kind": "csv"}
    found = {
        query: sorted(exported(browser.post(f"/desk/export/?{query}", sent)))
        for query in ("", "category=noise", "state=closed", "lead=none&category=noise", "source=imported")
    }
    assert found == {
        "": sorted([noise.reference, other.reference]),
        "category=noise": [noise.reference],
        "state=closed": [],
        "lead=none&category=noise": [noise.reference],
        "source=imported": [],
    }
    told = Event.objects.filter(kind="cases.exported").order_by("seq").values_list("data__filter", flat=True)
    assert list(told)[1:3] == ["state=open&category=noise", "state=closed"]


def test_an_export_takes_over_the_words_and_the_ledger_does_not_learn_them(
    cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    filed_on_the_web(cast, now)
    browser = at_desk("coordinator")
    browser.post("/desk/queue/", {"words": "canal"})
    page = browser.get("/desk/export/").content.decode()
    assert "Those of your list: Open · with the words that you searched" in page
    answer = browser.post("/desk/export/", {"which": "list", "place": TOWNSHIP, "kind": "csv"})
    assert exported(answer) == []
    assert Event.objects.get(kind="cases.exported").data["filter"] == "state=open&words=yes"


def upload(browser: Client, **more: object):  # type: ignore[no-untyped-def]
    files = {"file": SimpleUploadedFile("t.csv", TABLE), "own_map": SimpleUploadedFile("old.toml", MAP)}
    return browser.post("/desk/import/", {**files, **more})


def test_an_import_is_looked_at_first_and_then_entered(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    browser = at_desk("province_coordinator")
    look = upload(browser)
    assert (look.context["report"].entered, len(look.context["refused"])) == (1, 1)
    with cast.seeing("province_coordinator"):
        assert Case.objects.count() == 0
    done = upload(browser, looked_at=look.context["form"].initial["looked_at"])
    assert (done.status_code, done.context["report"].entered) == (200, 1)
    with cast.seeing("province_coordinator"):
        assert (Case.objects.get().step, Import.objects.count()) == ("imported", 1)


def test_another_file_than_the_one_looked_at_is_only_looked_at(cast: Cast, at_desk: SignIn) -> None:
    upload(at_desk("province_coordinator"), looked_at="0" * 64)
    with cast.seeing("province_coordinator"):
        assert Case.objects.count() == 0


def test_a_map_that_does_not_fit_is_said_in_words(at_desk: SignIn) -> None:
    wrong = SimpleUploadedFile("old.toml", MAP.replace(b'"came"', b'"arrived"'))
    answer = upload(at_desk("province_coordinator"), own_map=wrong)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["own_map"])


def test_rows_refused_for_one_reason_stand_in_one_line_and_not_among_those_that_enter(at_desk: SignIn) -> None:
    days = (b"2025-02-03", b"soon", b"late", b"2025-02-04", b"noon")
    rows = b"".join(b"%d,%b,360102002004,It is loud\n" % pair for pair in enumerate(days))
    table = SimpleUploadedFile("t.csv", TABLE.splitlines(keepends=True)[0] + rows)
    look = upload(at_desk("province_coordinator"), file=table)
    assert [(each.count, each.lines) for each in look.context["refused"]] == [(3, "3–4, 6")]
    assert [(each.row.line, each.category) for each in look.context["rows"]] == [(2, "Noise"), (5, "Noise")]


def test_a_file_of_which_no_row_enters_cannot_be_entered(at_desk: SignIn) -> None:
    head, _good, bad = TABLE.splitlines(keepends=True)
    page = upload(at_desk("province_coordinator"), file=SimpleUploadedFile("t.csv", head + bad)).content.decode()
    assert "No row of this file would enter." in page
    assert 'name="looked_at"' not in page


def test_one_of_the_two_maps_is_needed(at_desk: SignIn) -> None:
    answer = at_desk("province_coordinator").post("/desk/import/", {"file": SimpleUploadedFile("t.csv", TABLE)})
    assert answer.context["form"].errors == {"map": ["Choose how the columns are read, or give a map of your own."]}


def test_imported_history_is_adopted_on_its_page(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    browser = at_desk("province_coordinator")
    upload(browser, looked_at=upload(browser).context["form"].initial["looked_at"])
    with cast.seeing("province_coordinator"):
        reference = Case.objects.get().reference
    page = at_desk("mediator").get(f"/desk/cases/{reference}/")
    assert [button.name for button in page.context["moves"]] == ["adopt"]
    at_desk("mediator").post(f"/desk/cases/{reference}/adopt/", {"seen": 1, "interest": "none"})
    with cast.seeing("mediator"):
        case = Case.objects.get()
    assert (case.step, case.lead_post_id) == ("accepted", cast.standing("mediator").post_id)
    assert case.due_at is not None
    assert case.due_at > now + timedelta(days=1)


def test_an_administrator_tells_visitors_where_a_unit_is(cast: Cast, at_desk: SignIn) -> None:
    browser = at_desk("administrator")
    unit = cast.post("mediator").unit
    address = f"/desk/officers/units/{unit.pk}/"
    wrong = browser.post(address, {"telephone": "call me"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["telephone"])
    sent = browser.post(address, {"address": "前进路 7 号", "hours_zh": "周一 9:00–12:00", "telephone": "000 0001"})
    assert sent["Location"] == f"/desk/officers/{VILLAGE}/"
    assert "周一 9:00–12:00" in browser.get(sent["Location"]).content.decode()
    assert at_desk("coordinator").get(address).status_code == 404
