"""What every page's frame shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of every template: the officer at the desk, the region, the quick exit, whether it is the demo."""
    return {
        "officer": getattr(request, "officer", None),
        "region": getattr(request, "region", None),
        "resident": getattr(request, "resident", None),
        "exit_url": settings.EXIT_URL,
        "is_demo": settings.DEMO,
        # Django's own tag would translate the names: each language calls itself as it does at home.
        "languages": settings.LANGUAGES,
    }
