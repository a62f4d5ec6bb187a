"""Campaigns are announced by who keeps the places, and read by everybody of the area."""

import re

from folkmoot.earlywarning.models import Campaign
from tests.cast import COUNTY, OTHER_COUNTY, Cast
from tests.web.desk.conftest import SignIn

TOLD = {"title": "Spring clean-up", "topic": "services", "from_on": "2026-03-01", "until_on": "2026-03-31"}


def listed(page: str) -> list[str]:
    """The names of campaigns on a page."""
    return re.findall(r'<th scope="row">([^<]*)</th>', page)


def test_who_keeps_the_places_announces_a_campaign_and_its_county_reads_it(at_desk: SignIn, cast: Cast) -> None:
    keeper = at_desk("administrator")
    assert keeper.post(f"/desk/signals/campaigns/{COUNTY}/", TOLD).status_code == 302
    kept = Campaign.objects.get()
    assert (kept.place.code, kept.topic, kept.post_id) == (COUNTY, "services", cast.post("administrator").pk)
    for name in ("administrator", "lead", "mediator", "city_coordinator"):
        assert listed(at_desk(name).get("/desk/signals/campaigns/").content.decode()) == ["Spring clean-up"]
    assert listed(at_desk("stranger").get("/desk/signals/campaigns/").content.decode()) == []


def test_nobody_else_announces_one(at_desk: SignIn, cast: Cast) -> None:
    page = at_desk("lead").post("/desk/signals/campaigns/", TOLD)
    assert (page.status_code, "Announce it" in page.content.decode()) == (200, False)
    assert at_desk("lead").get(f"/desk/signals/campaigns/{OTHER_COUNTY}/").status_code == 404
    assert not Campaign.objects.exists()


def test_a_campaign_that_ends_before_it_begins_is_refused_in_words(at_desk: SignIn, cast: Cast) -> None:
    answer = at_desk("administrator").post("/desk/signals/campaigns/", TOLD | {"until_on": "2026-02-01"})
    assert answer.status_code == 422
    assert "The last day lies before the first one." in answer.content.decode()
    assert not Campaign.objects.exists()
