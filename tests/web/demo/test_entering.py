"""Anybody enters the demo as any of the cast; nobody enters anything where it is no demo."""

import re
from datetime import datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from folkmoot.cases.actions.intake import Concern, Receipt, receive
from folkmoot.demo.queries import CHAIN
from folkmoot.demo.rules.scenes import SCENES, Scene
from folkmoot.ledger.actions import record
from folkmoot.officers.actions.accounts import appoint, make_account
from folkmoot.officers.scope import of_filing, seeing
from folkmoot.web.demo.cast import CAST
from folkmoot.web.demo.tour_stops import TOUR
from tests.cases.filing import concern
from tests.cast import PASSWORD, Cast
from tests.demo.starting import start

OFFICERS = ("mediator", "coordinator", "call-back", "auditor", "stranger")


@pytest.fixture
def demo(cast: Cast, now: datetime, settings: SimpleNamespace) -> dict[Scene, Receipt]:
    """A demo in which each scene is a concern that has just come."""
    settings.DEMO = True
    start(now)
    receipts = {}
    for scene, prepared in SCENES.items():
        with seeing(of_filing()):
            raised: Concern = concern(cast, own_code=prepared.own_code)
            receipts[scene] = receive(raised, by=None, now=now)
        record("demo.scene_made", by=None, now=now, chain=CHAIN, scene=scene.value, case=receipts[scene].case_id)
    with_hyphen = make_account(
        username="call-back", password=PASSWORD, name="Call back", language="en", by=cast.standing("administrator"),
        now=now,
    )  # fmt: skip
    post = cast.post("36.province-centre.call_back")
    appoint(post, user=with_hyphen, from_on=cast.today, by=cast.standing("administrator"), now=now)
    return receipts


@pytest.mark.parametrize("path", ["/demo/", "/demo/enter/", "/demo/tour/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_where_it_is_no_demo_there_is_nothing(client: Client, cast: Cast, path: str, method: str) -> None:
    assert getattr(client, method)(path, {"who": "mediator", "go": "start"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_entrance_offers_whoever_is_there(client: Client, demo: dict[Scene, Receipt]) -> None:
    page = client.get("/demo/").content.decode()
    offered = re.findall(r'name="who" value="([^"]+)"', page)
    absent = {"coordinator-county", "coordinator-prefecture", "coordinator-province"}
    assert offered == [who for who, card in CAST.items() if card.username not in absent]


@pytest.mark.parametrize("who", OFFICERS)
def test_an_officer_is_entered_by_one_press(client: Client, demo: dict[Scene, Receipt], who: str) -> None:
    answer = client.post("/demo/enter/", {"who": who}, follow=True)
    assert answer.redirect_chain == [("/desk/", 302)]
    assert answer.wsgi_request.user.username == CAST[who].username
    assert f"You are: {CAST[who].title}" in answer.content.decode()


@pytest.mark.parametrize("who", [who for who, card in CAST.items() if card.scene])
def test_a_resident_is_entered_with_the_case_prepared_for_them(
    client: Client, demo: dict[Scene, Receipt], who: str
) -> None:
    answer = client.post("/demo/enter/", {"who": who}, follow=True)
    assert answer.redirect_chain == [("/follow/case/", 302)]
    assert answer.context["case"].pk == demo[CAST[who].scene].case_id  # type: ignore[index]
    assert "You are: a resident with a receipt" in answer.content.decode()


def test_reference_and_code_on_the_card_open_the_same_case(client: Client, demo: dict[Scene, Receipt]) -> None:
    page = client.get("/demo/").content.decode()
    (reference,) = re.findall(r'aria-describedby="cast-newcomer"|class="reference" lang="zxx">([^<]+)<', page)[1:2]
    answer = client.post("/follow/", {"reference": reference, "code": SCENES[Scene.PROPOSAL].own_code}, follow=True)
    assert answer.context["case"].pk == demo[Scene.PROPOSAL].case_id


def test_nothing_of_the_one_before_is_kept(client: Client, demo: dict[Scene, Receipt]) -> None:
    client.post("/demo/enter/", {"who": "resident-proposal"})
    client.post("/demo/enter/", {"who": "mediator"})
    assert "resident" not in client.session
    client.post("/demo/enter/", {"who": "resident-question"})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("who", ["", "secretary", "province"])
def test_nobody_else_is_entered(client: Client, demo: dict[Scene, Receipt], who: str) -> None:
    assert client.post("/demo/enter/", {"who": who}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_tour_leads_through_its_five_steps_and_back(client: Client, demo: dict[Scene, Receipt]) -> None:
    seen = []
    answer = client.post("/demo/tour/", {"go": "start"}, follow=True)
    for number, stop in enumerate(TOUR, start=1):
        page = answer.content.decode()
        assert (answer.status_code, f"Tour, {number} of 5 · {stop.title}" in page.replace("&#x27;", "'")) == (200, True)
        seen.append(answer.wsgi_request.path)
        answer = client.post("/demo/tour/", {"go": "next"}, follow=True)
    accept, propose, shown = (demo[scene].reference for scene in (Scene.TO_ACCEPT, Scene.TO_PROPOSE, Scene.PROPOSAL))
    assert seen == [
        "/raise/",
        f"/desk/cases/{accept}/",
        f"/desk/cases/{propose}/",
        "/follow/case/",
        f"/desk/cases/{shown}/ledger/",
    ]
    assert answer.wsgi_request.path == "/demo/"
    assert "Tour, 5" not in answer.content.decode()


def test_the_tour_can_be_skipped_and_the_visitor_stays_who_they_are(client: Client, demo: dict[Scene, Receipt]) -> None:
    client.post("/demo/tour/", {"go": "start"})
    client.post("/demo/tour/", {"go": "next"})
    answer = client.post("/demo/tour/", {"go": "skip"}, follow=True)
    page = answer.content.decode()
    assert (answer.wsgi_request.path, "demo-tour-title" in page) == ("/demo/", False)
    assert "You are: Village mediator" in page


def test_entering_as_somebody_else_leaves_the_tour(client: Client, demo: dict[Scene, Receipt]) -> None:
    client.post("/demo/tour/", {"go": "start"})
    page = client.post("/demo/enter/", {"who": "auditor"}, follow=True).content.decode()
    assert "demo-tour-title" not in page


def test_where_nothing_is_prepared_there_is_no_tour(client: Client, cast: Cast, settings: SimpleNamespace) -> None:
    settings.DEMO = True
    assert "/demo/tour/" not in client.get("/demo/").content.decode()
    assert client.post("/demo/tour/", {"go": "start"}).status_code == 404
