"""Pages go over the wire compressed; docs/decisions/0032-compressed-pages.md says why that gives no secret away."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware


def compressed(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: Django's, with its padding of random length, for whole pages only."""
    compressing = GZipMiddleware(get_response)

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        # What is polled carries an ETag, which compressing would weaken; a file is compressed already, or streamed.
        if response.has_header("ETag") or not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return compressing.process_response(request, response)

    return answer
