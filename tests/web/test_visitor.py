from types import SimpleNamespace

import pytest
from django.test import Client

from folkmoot.lib.proxies import networks
from tests.cast import Cast

PROXY = "10.0.0.5"


@pytest.fixture(autouse=True)
def _behind_a_proxy(settings: SimpleNamespace) -> None:
    settings.PROXIES = networks(PROXY, setting="FOLKMOOT_PROXIES")


def guess(cast: Cast, *, behind: str, heard: str) -> int:
    """Somebody types a wrong password of the mediator; the status of the answer."""
    told = {"login": cast.user("mediator").username, "password": "seven swans over the hill"}
    headers = {"X-Forwarded-For": f"203.0.113.1, {heard}"}
    return Client(REMOTE_ADDR=behind, headers=headers).post("/account/login/", told).status_code


def test_wrong_passwords_lock_a_name_for_one_visitor_and_not_for_the_proxy(
    cast: Cast, settings: SimpleNamespace
) -> None:
    tries = [guess(cast, behind=PROXY, heard="192.0.2.7") for _ in range(settings.AXES_FAILURE_LIMIT)]
    assert tries == [200] * (settings.AXES_FAILURE_LIMIT - 1) + [429]
    elsewhere = Client(REMOTE_ADDR=PROXY, headers={"X-Forwarded-For": "192.0.2.8"})
    told = {"login": cast.user("mediator").username, "password": cast.password}
    assert elsewhere.post("/account/login/", told).status_code == 302


def test_a_locked_name_opens_with_no_password_and_another_name_stays_open(
    cast: Cast, settings: SimpleNamespace
) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        guess(cast, behind=PROXY, heard="192.0.2.7")
    there = {"REMOTE_ADDR": PROXY, "headers": {"X-Forwarded-For": "192.0.2.7"}}
    right = [{"login": cast.user(name).username, "password": cast.password} for name in ("mediator", "coordinator")]
    assert [Client(**there).post("/account/login/", each).status_code for each in right] == [429, 302]


def test_nobody_else_can_make_addresses_up(cast: Cast, settings: SimpleNamespace) -> None:
    tries = [
        guess(cast, behind="192.0.2.7", heard=f"192.0.2.{n}") for n in range(100, 100 + settings.AXES_FAILURE_LIMIT)
    ]
    assert tries[-1] == 429


def test_all_addresses_of_a_household_count_together(cast: Cast, settings: SimpleNamespace) -> None:
    tries = [guess(cast, behind=PROXY, heard=f"2001:db8::{n}") for n in range(settings.AXES_FAILURE_LIMIT)]
    assert tries[-1] == 429
