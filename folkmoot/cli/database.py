"""Making the database ready: which roles may do what, and the migrations that the owner runs."""

import os
from collections.abc import Sequence
from typing import Final

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from folkmoot.lib.database_url import database
from folkmoot.lib.home import home
from folkmoot.lib.postgres import ensure_running, require_version

#: The application adds rows here and reads them; it can neither change nor delete one.
INSERT_ONLY: Final = ("ledger_event", "cases_reading")
READ_ONLY: Final = ("django_migrations",)


def connect_environment() -> None:
    """Sets DATABASE_URL and DATABASE_OWNER_URL for this process, starting the embedded PostgreSQL where none is set.

    Raises TooOld below PostgreSQL 16, PostgresDidNotStart, BinariesMissing.
    """
    if not os.environ.get("DATABASE_URL"):
        address = ensure_running(home())
        os.environ["DATABASE_URL"] = address.app_url
        os.environ["DATABASE_OWNER_URL"] = address.owner_url
    require_version(os.environ["DATABASE_URL"])


def migrate(*, owner_url: str, app_role: str, verbosity: int = 0) -> None:
    """Runs the migrations as the owner and gives the application its rights."""
    application = connections.databases["default"]
    connections["default"].close()
    connections.databases["default"] = {**application, **database(owner_url), "CONN_MAX_AGE": 0}
    del connections["default"]
    try:
        call_command("migrate", verbosity=verbosity, interactive=False)
        connections["default"].close()
    finally:
        connections.databases["default"] = application
        del connections["default"]
    with psycopg.connect(owner_url, autocommit=True) as connection:
        for statement in _grants(app_role):
            connection.execute(statement)


def _grants(role: str) -> Sequence[sql.Composed]:
    app = sql.Identifier(role)
    statements = [
        sql.SQL("GRANT USAGE ON SCHEMA public TO {app}"),
        sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}"),
        sql.SQL("GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {app}"),
        sql.SQL("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {app}"),
    ]
    composed = [statement.format(app=app) for statement in statements]
    for table in INSERT_ONLY:
        composed.append(sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {t} FROM {app}").format(t=sql.Identifier(table), app=app))
    for table in READ_ONLY:
        composed.append(
            sql.SQL("REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {t} FROM {app}").format(t=sql.Identifier(table), app=app)
        )
    return composed
