"""The tests' own databases keep what they promise."""

import threading

import pytest
from django.db import connection

from folkmoot.officers.models import User
from tests.cast import Cast
from tests.databases import Databases


def make_a_guest() -> None:
    User.objects.create(username="guest")
    connection.close()


def test_what_a_fresh_database_commits_is_seen_by_another_thread(fresh_database: Databases, cast: Cast) -> None:
    guest = threading.Thread(target=make_a_guest)
    guest.start()
    guest.join()
    assert User.objects.filter(username="guest").count() == 1


def test_the_next_test_finds_the_cast_and_nobody_else(cast: Cast) -> None:
    assert User.objects.filter(username="guest").count() == 0
    assert User.objects.count() == 13


@pytest.mark.xdist_group("alone")
def test_what_one_worker_has_to_do_alone_is_sent_to_it_as_a_group(
    request: pytest.FixtureRequest, worker_id: str
) -> None:
    assert request.node.nodeid.endswith("@alone") == (worker_id != "master")
