"""A `postgresql://` URL as Django wants it."""

from typing import Any
from urllib.parse import unquote, urlsplit


def database(url: str) -> dict[str, Any]:
    """Django's dictionary for a `postgresql://` URL."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": parts.hostname or "127.0.0.1",
        "PORT": str(parts.port or 5432),
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Only what runs under `lib.kept_plans` is prepared at all; that at once.
        # A case is read with many small tables beside it. To try every order of joining them takes PostgreSQL ten
        # times as long as the query itself; the order in which they are written is a good one.
        "OPTIONS": {"options": "-c join_collapse_limit=4 -c jit=off", "prepare_threshold": 0},
    }
