"""Officers at the desk, signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast

SignIn = Callable[[str], Client]


@pytest.fixture
def at_desk(cast: Cast) -> SignIn:
    """A browser in which a person of the cast is signed in."""

    def sign_in(name: str) -> Client:
        browser = Client()
        browser.force_login(cast.user(name), backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return sign_in
