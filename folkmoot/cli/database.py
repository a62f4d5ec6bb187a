"""Making the database ready: which roles may do what, and the migrations that the owner runs."""

import os
from collections.abc import Sequence
from typing import Final

import django
import psycopg
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from psycopg import sql

from folkmoot.cli.errors import CommandError
from folkmoot.cli.words import _, ngettext
from folkmoot.lib.database_url import database
from folkmoot.lib.home import home
from folkmoot.lib.postgres import ensure_running, require_version
from folkmoot.lib.sealing import load_key

#: The application adds rows here and reads them; it can neither change nor delete one.
INSERT_ONLY: Final = (
    *("ledger_event", "cases_reading", "procedures_publishedpack"),
    "earlywarning_look",
    *("opendata_release", "opendata_releasedcount"),
)
READ_ONLY: Final = ("django_migrations",)


#: Set beside DATABASE_URL where that is the embedded server's: a process that inherits both joins its users.
EMBEDDED: Final = "FOLKMOOT_EMBEDDED"


def connect_environment() -> None:
    """Sets DATABASE_URL and DATABASE_OWNER_URL for this process, starting the embedded PostgreSQL where none is set.

    Raises TooOld below PostgreSQL 16, PostgresDidNotStart, BinariesMissing.
    """
    if not os.environ.get("DATABASE_URL") or os.environ.get(EMBEDDED):
        address = ensure_running(home())
        os.environ["DATABASE_URL"] = address.app_url
        os.environ["DATABASE_OWNER_URL"] = address.owner_url
        os.environ[EMBEDDED] = "yes"
    require_version(os.environ["DATABASE_URL"])


def owner_url() -> str:
    """The address for migrations. Raises CommandError where only the application's is known."""
    url = os.environ.get("DATABASE_OWNER_URL", "")
    if not url:
        raise CommandError(_("Migrations run as the owner of the database: set DATABASE_OWNER_URL as well."))
    return url


def set_up_django() -> None:
    """Connects and readies Django. Raises KeyMissing, KeyFaulty and what `connect_environment` raises."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.settings")
    load_key(home())
    connect_environment()
    django.setup()


def pending_migrations() -> list[str]:
    """The names of migrations that the database has not seen."""
    executor = MigrationExecutor(connections["default"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def require_migrated() -> None:
    """Raises CommandError where migrations are pending."""
    pending = pending_migrations()
    if pending:
        raise CommandError(
            ngettext(
                "The database lacks {count} migration. Run `folkmoot migrate`.",
                "The database lacks {count} migrations. Run `folkmoot migrate`.",
                len(pending),
            ).format(count=len(pending))
        )


def migrate(*, owner_url: str, app_role: str, verbosity: int = 0) -> None:
    """Runs the migrations as the owner, gives the application its rights and publishes the packs that came along."""
    _make_extensions(owner_url)
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
    _publish_packs()


def _publish_packs() -> None:
    """The packs that came with this version of the software can be used from now on."""
    from folkmoot.procedures.actions import publish_shipped

    publish_shipped(now=timezone.now())


def _make_extensions(owner_url: str) -> None:
    """Trigrams make searching quick; a server that does not offer them answers by looking at every row."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        try:
            connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        except (psycopg.errors.FeatureNotSupported, psycopg.errors.UndefinedFile, psycopg.errors.InsufficientPrivilege):
            return


def _grants(role: str) -> Sequence[sql.Composed]:
    app = sql.Identifier(role)
    statements = [
        sql.SQL("GRANT USAGE ON SCHEMA public TO {app}"),
        sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}"),
        sql.SQL("GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {app}"),
        sql.SQL("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {app}"),
    ]
    composed = [statement.format(app=app) for statement in statements]
    kept = sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {t} FROM {app}")
    read = sql.SQL("REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {t} FROM {app}")
    composed += [kept.format(t=sql.Identifier(table), app=app) for table in INSERT_ONLY]
    composed += [read.format(t=sql.Identifier(table), app=app) for table in READ_ONLY]
    return composed
