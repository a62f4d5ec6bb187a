from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from folkmoot.officers.actions.accounts import end_appointment
from folkmoot.officers.actions.visiting import Visiting, tell_visitors
from folkmoot.officers.models import Appointment
from tests.cases.filing import filed_on_the_web
from tests.cast import CITY, COUNTY, TOWNSHIP, VILLAGE, Cast
from tests.web.residents.pressing import fill_in, follow, proposed

MEDIATION = f"{VILLAGE}.mediation-committee"


def test_a_place_says_who_answers_who_mediates_and_who_is_past_them(client: Client, cast: Cast) -> None:
    (desk,) = client.get(f"/places/{VILLAGE}/").context["desks"]
    assert [(seat.post.role, seat.holder) for seat in desk.others] == [("secretary", "Secretary")]
    assert [seat.holder for seat in desk.mediators] == ["Mediator"]
    assert (desk.unit, desk.past, desk.falls_to) == (cast.unit("mediator"), cast.unit("coordinator"), None)


def test_a_place_is_public_and_lies_within_others(client: Client, cast: Cast) -> None:
    told = client.get(f"/places/{TOWNSHIP}/").context
    assert [place.code for place in told["above"]] == ["36", CITY, COUNTY]
    assert VILLAGE in [place.code for place in told["below"]]
    assert client.get("/places/atlantis/").status_code == 404


def test_a_vacancy_is_said_openly_and_where_its_work_falls(client: Client, cast: Cast, now: datetime) -> None:
    administrator = cast.standing("administrator")
    for appointment in Appointment.objects.filter(post__unit__code=MEDIATION):
        end_appointment(appointment, until_on=cast.today, by=administrator, now=now)
    answer = client.get(f"/places/{VILLAGE}/")
    (desk,) = answer.context["desks"]
    assert [seat.holder for seat in desk.seats] == ["", ""]
    assert desk.falls_to == cast.post("coordinator")
    assert "vacant today" in answer.content.decode()


@pytest.mark.parametrize("typed", ["上凤凰坡", "sfhp"])
def test_a_place_is_found_by_its_name(client: Client, cast: Cast, typed: str) -> None:
    (found,) = client.post("/places/", {"query": typed}).context["found"]
    assert found.place.code == VILLAGE


def test_a_concern_is_begun_at_the_place_of_its_page(client: Client, cast: Cast) -> None:
    assert client.post("/raise/here/", {"place": VILLAGE})["Location"] == "/raise/"
    assert client.post("/raise/", {"narrative": "The ditch."})["Location"] == "/raise/category/"
    assert client.get("/raise/").context["draft"].place == VILLAGE
    assert client.post("/raise/here/", {"place": "atlantis"})["Location"] == "/raise/category/"


def test_no_case_is_read_for_it(client: Client, cast: Cast) -> None:
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/places/{COUNTY}/")
    assert [query["sql"] for query in captured if "cases_" in query["sql"]] == []


HALL = Visiting(address="前进路 7 号", hours_en="Mondays 9–12", telephone="000 0001")


def test_a_place_tells_where_its_office_is_and_when_it_is_open(client: Client, cast: Cast, now: datetime) -> None:
    tell_visitors(cast.post("mediator").unit_id, HALL, by=cast.standing("administrator"), now=now)
    page = client.get(f"/places/{VILLAGE}/").content.decode()
    for told in ('<span lang="zh-Hans">前进路 7 号</span>', "Mondays 9–12", '<a href="tel:0000001">000 0001</a>'):
        assert page.count(told) == 1


def test_hours_told_in_one_language_alone_are_read_in_both(client: Client, cast: Cast, now: datetime) -> None:
    tell_visitors(cast.post("mediator").unit_id, HALL, by=cast.standing("administrator"), now=now)
    page = client.get(f"/places/{VILLAGE}/", headers={"accept-language": "zh-CN"}).content.decode()
    assert '<span lang="und">Mondays 9–12</span>' in page


def test_a_receipt_says_who_has_it_and_where_they_are(client: Client, cast: Cast, now: datetime) -> None:
    tell_visitors(cast.post("mediator").unit_id, HALL, by=cast.standing("administrator"), now=now)
    fill_in(client)
    client.post("/raise/check/")
    answer = client.get("/raise/receipt/")
    assert answer.context["unit"] == cast.post("mediator").unit
    assert "Mondays 9–12" in answer.content.decode()


def test_who_follows_a_concern_reads_where_its_office_is(client: Client, cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    client.post("/follow/", {"reference": receipt.reference, "code": receipt.code})
    assert 'class="visiting"' not in client.get("/follow/case/").content.decode()
    tell_visitors(cast.post("mediator").unit_id, HALL, by=cast.standing("administrator"), now=now)
    page = client.get("/follow/case/").content.decode()
    assert page.count("Mondays 9–12") == page.count("前进路 7 号") == 1


def test_the_letter_about_a_decision_says_where_who_decided_is_reached(client: Client, cast: Cast) -> None:
    now = timezone.now()
    follow(client, proposed(cast, now))
    assert 'class="visiting"' not in client.get("/follow/case/letter/").content.decode()
    tell_visitors(cast.post("mediator").unit_id, HALL, by=cast.standing("administrator"), now=now)
    page = client.get("/follow/case/letter/").content.decode()
    assert page.count("Mondays 9–12") == page.count("000 0001</a>") == 1
