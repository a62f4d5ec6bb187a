"""Everybody who can ask for a page, each in a browser of their own."""

from typing import Final

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from folkmoot.cases.actions.intake import Receipt
from folkmoot.officers.models import User
from tests.cast import Cast
from tests.web.residents.pressing import fill_in

#: who is asked to open a page, in this order; the resident's own browser comes with each case
VISITORS: Final = (
    "nobody", "writer", "sender", "helper", "keeper", "mediator", "coordinator", "lead", "call_back", "administrator",
    "auditor", "independent_call_back", "confirmed", "secured", "keyed", "half_signed_in",
)  # fmt: skip


def browser_of(cast: Cast, name: str) -> Client:
    """A browser in which one of VISITORS, or anybody of the cast, has come in by their own door."""
    browser = Client()
    match name:
        case "nobody":
            return browser
        case "writer" | "sender" | "helper" | "keeper":
            fill_in(browser)
            path, answers = _PRESSED.get(name, ("", {}))
            if path:
                browser.post(path, answers)
        case "confirmed":
            _sign_in(browser, cast, "reviewer")
            browser.post("/account/reauthenticate/", {"password": cast.password})
        case "secured":
            _sign_in(browser, cast, "secretary")
            _add_factors(cast.user("secretary"))
            browser.post("/account/reauthenticate/", {"password": cast.password})
        case "keyed":
            _sign_in(browser, cast, "duty_officer")
            browser.post("/account/reauthenticate/", {"password": cast.password})
        case "half_signed_in":
            _sign_in(browser, cast, "secretary")
        case _:
            _sign_in(browser, cast, name)
    return browser


#: what else they pressed, after they had answered every question
_PRESSED: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "sender": ("/raise/check/", {}),
    "helper": ("/raise/whose/", {"whose": "other"}),
    "keeper": ("/raise/", {"narrative": "The ditch is blocked.", "keep": "yes"}),
}


def _sign_in(browser: Client, cast: Cast, name: str) -> None:
    # By the page: who came in otherwise is asked for the password again before a second factor is touched.
    browser.post("/account/login/", {"login": cast.user(name).username, "password": cast.password})


def _add_factors(user: User) -> None:
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)


def come_in(receipt: Receipt) -> Client:
    """The browser of the resident who filed a case."""
    browser = Client()
    browser.post("/follow/", {"reference": receipt.reference, "code": receipt.code})
    return browser
