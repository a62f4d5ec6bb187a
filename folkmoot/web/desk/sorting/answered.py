"""What was answered in this browser, so that it is asked and counted once; the server keeps nothing of it."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from folkmoot.cases.models import Case

COOKIE: Final = "answered"
_SALT: Final = "folkmoot.web.desk.sorting.answered"
#: marks that are kept, and the characters of each
_MOST, _LENGTH = 60, 12


def is_answered(request: HttpRequest, case: Case, question: str) -> bool:
    """Whether a question about a case was answered here before."""
    return _mark(case, question) in _marks(request)


def remember(response: HttpResponseBase, request: HttpRequest, case: Case, question: str) -> None:
    """Lets the browser keep that a question was answered, until it is closed. What it keeps says neither to anybody."""
    mark = _mark(case, question)
    kept = [each for each in _marks(request) if each != mark][-_MOST + 1 :]
    # No expiry: it ends with the browser, as the session may.
    response.set_cookie(
        COOKIE,
        ".".join([*kept, mark]),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        path="/desk/",
    )


def _marks(request: HttpRequest) -> list[str]:
    return [each for each in request.COOKIES.get(COOKIE, "").split(".") if len(each) == _LENGTH and each.isalnum()]


def _mark(case: Case, question: str) -> str:
    return salted_hmac(_SALT, f"{case.reference}/{question}").hexdigest()[:_LENGTH]
