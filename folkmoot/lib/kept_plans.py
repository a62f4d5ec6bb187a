"""Statements that are asked many times a minute: PostgreSQL plans them once a connection, not each time."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor


@contextmanager
def keeping_plans() -> Iterator[None]:
    """Statements run inside are prepared on the server, with their values sent apart, and their plans are kept.

    For large statements that read little: there planning costs more than reading. The server itself goes back to a
    plan for each set of values where the common one is dearer.
    """
    connection.ensure_connection()
    raw = connection.connection
    usual, raw.cursor_factory = raw.cursor_factory, ServerBindingCursor
    try:
        yield
    finally:
        raw.cursor_factory = usual
