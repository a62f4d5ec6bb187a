"""Officers at the desk, signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

from folkmoot.triage.actions.keeping import keep_model
from tests.cast import Cast
from tests.triage.samples import learned as small_model

SignIn = Callable[[str], Client]


@pytest.fixture
def at_desk(cast: Cast) -> SignIn:
    """A browser in which a person of the cast is signed in."""

    def sign_in(name: str) -> Client:
        browser = Client()
        browser.force_login(cast.user(name), backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return sign_in


@pytest.fixture
def nothing_learned(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of the test's own, in which nothing was learned yet."""
    monkeypatch.setenv("FOLKMOOT_HOME", str(tmp_path))


@pytest.fixture
def learned(nothing_learned: None) -> None:
    """Something was learned."""
    keep_model(small_model())
