"""What every page's frame shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of every template: the officer at the desk, where there is one, and whether this is the demo."""
    return {"officer": getattr(request, "officer", None), "is_demo": settings.DEMO}
