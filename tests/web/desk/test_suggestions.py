"""The page that says what became of suggestions."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from folkmoot.triage.actions.counting import count_helped, count_rejected, count_taken
from tests.cast import Cast

SignIn = Callable[[str], Client]
PAGE = "/desk/suggestions/"


def counted(cast: Cast, taken: int, rejected: int, *, who: str = "mediator", days_ago: int = 0) -> None:
    me, today = cast.standing(who), timezone.now().date() - timedelta(days=days_ago)
    for count, times in ((count_taken, taken), (count_rejected, rejected)):
        for _ in range(times):
            count("noise", path=me.area, by=me, today=today)


def test_of_few_answers_the_numbers_are_told_and_no_share(cast: Cast, at_desk: SignIn) -> None:
    counted(cast, 3, 1)
    page = at_desk("coordinator").get(PAGE)
    (row,) = page.context["rows"]
    assert (row.title, row.line.taken, row.line.rejected, row.line.taken_share) == ("Noise", 3, 1, None)
    assert "too few" in page.content.decode()


def test_of_enough_answers_the_share_is_told(cast: Cast, at_desk: SignIn) -> None:
    counted(cast, 15, 5)
    page = at_desk("coordinator").get(PAGE).content.decode()
    assert "75%" in page
    assert "too few" not in page


def test_answers_elsewhere_and_of_long_ago_are_not_told(cast: Cast, at_desk: SignIn) -> None:
    counted(cast, 1, 0, who="stranger")
    counted(cast, 1, 0, days_ago=500)
    page = at_desk("lead").get(PAGE)
    assert page.context["rows"] == []
    assert "Nothing was counted yet" in page.content.decode()
    assert len(at_desk("stranger").get(PAGE).context["rows"]) == 1


def test_nobody_without_an_overview_reads_it(cast: Cast, at_desk: SignIn) -> None:
    me = cast.standing("mediator")
    count_helped("noise", path=me.area, by=me, today=timezone.now().date())
    found = {who: at_desk(who).get(PAGE).status_code for who in ("mediator", "auditor", "administrator")}
    assert found == {"mediator": 200, "auditor": 200, "administrator": 404}


def test_the_overview_leads_there(at_desk: SignIn) -> None:
    assert f'href="{PAGE}"' in at_desk("coordinator").get("/desk/overview/").content.decode()
