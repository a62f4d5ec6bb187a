"""Headers of every answer: a strict content security policy, and nothing of a case kept by the browser."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)


def strict_headers(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware. Pages are never stored: a shared phone must not keep what somebody told."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        # What says of itself that it never changes holds nothing of a case: the outlines of places.
        is_kept = "immutable" in response.headers.get("Cache-Control", "")
        if not is_kept and not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "no-store"
        return response

    return answer
