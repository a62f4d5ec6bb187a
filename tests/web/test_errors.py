"""What is said where a page cannot be shown: in words, and with a way on."""

import re
from types import SimpleNamespace

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.test import Client, RequestFactory

from folkmoot.web import doors, errors
from tests.cast import Cast


def ways(html: str) -> list[str]:
    """Where the buttons of a page lead."""
    return re.findall(r'<a class="btn[^"]*" href="([^"]*)"', html.partition("<main")[2])


def test_a_resident_who_is_lost_finds_the_three_first_pages(client: Client, cast: Cast) -> None:
    answer = client.get("/no/such/page/")
    assert (answer.status_code, ways(answer.content.decode())) == (404, ["/", "/raise/", "/follow/"])


def test_an_officer_who_is_lost_finds_the_desk(client: Client, cast: Cast) -> None:
    client.force_login(cast.user("mediator"), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/desk/cases/2A2A2A2A2/")
    assert (answer.status_code, ways(answer.content.decode())) == (404, ["/desk/", "/desk/queue/"])


@pytest.mark.parametrize(("exception", "status"), [(SuspiciousOperation(), 400), (RequestDataTooBig(), 413)])
def test_too_much_is_told_from_what_cannot_be_understood(cast: Cast, exception: Exception, status: int) -> None:
    assert errors.bad_request(RequestFactory().get("/"), exception).status_code == status


def test_without_its_database_it_says_in_both_languages_that_it_is_away(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise OperationalError

    monkeypatch.setattr(doors, "region", gone)
    answer = Client(raise_request_exception=False).get("/")
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert re.findall(r"<h[12]>([^<]*)</h[12]>", page) == ["For a moment not here", "暂时无法访问"]


def test_a_mistake_of_ours_is_called_so_and_shows_nothing_of_itself(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("a secret")

    monkeypatch.setattr(doors, "region", fail)
    answer = Client(raise_request_exception=False).get("/follow/")
    page = answer.content.decode()
    assert (answer.status_code, "secret" in page, ways(page)) == (500, False, ["/"])


@pytest.mark.parametrize("is_demo", [True, False])
def test_the_page_of_a_mistake_says_that_it_is_a_demonstration_where_it_is_one(
    settings: SimpleNamespace, *, is_demo: bool
) -> None:
    settings.DEMO = is_demo
    page = errors.server_error(RequestFactory().get("/")).content.decode()
    told = re.findall(r'<aside class="demo-banner".*?<p>(.*?)&nbsp;.*?<span lang="zh-Hans">(.*?)</span>', page)
    assert told == [("Demo: enter nothing real.", "演示：请勿填写真实信息。")] * is_demo
