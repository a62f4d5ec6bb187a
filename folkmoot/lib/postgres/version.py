"""Which servers Folkmoot works with."""

import psycopg

from folkmoot.lib.postgres.errors import TooOld
from folkmoot.lib.spoken import gettext_noop

REQUIRED = 16


def require_version(url: str) -> None:
    """Connect to a server and return when it is PostgreSQL 16 or newer.

    Raises `TooOld`, or psycopg's `OperationalError` where nobody answers.
    """
    with psycopg.connect(url) as connection:
        refuse_older(connection.info.server_version)


def refuse_older(number: int) -> None:
    """Raise `TooOld` for a server version number (as PostgreSQL writes it, 160002 for 16.2) below what is required."""
    major, minor = divmod(number, 10_000)
    if major < REQUIRED:
        raise TooOld(
            gettext_noop(
                "The server is PostgreSQL {found}; Folkmoot needs PostgreSQL {required} or newer. "
                "Point DATABASE_URL at a newer server, or leave it out to use the embedded one."
            ),
            found=f"{major}.{minor}",
            required=REQUIRED,
        )
