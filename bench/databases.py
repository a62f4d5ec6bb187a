"""Databases to measure in: an embedded PostgreSQL of the benchmarks' own, and copies of a template with one region.

Import this before anything of Django: it sets what settings are read from.
"""

import base64
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg
from psycopg import sql

from folkmoot.cli.database import connect_environment, migrate

HOME = Path(sys.prefix) / "bench"
# Two benchmarks may run at once, hence the number of the process.
TEMPLATE = f"bench_template_{os.getpid()}"
#: When the installation of a benchmark was made.
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)

os.environ["FOLKMOOT_KEY"] = base64.b64encode(bytes(range(32))).decode()
os.environ["FOLKMOOT_HOME"] = str(HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "folkmoot.settings"
for variable in ("DATABASE_URL", "DATABASE_OWNER_URL", "FOLKMOOT_DEBUG", "FOLKMOOT_DEMO"):
    os.environ.pop(variable, None)
connect_environment()
_APP_URL, _OWNER_URL = os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"]
django.setup()


def owner_url(name: str) -> str:
    """A database of the benchmarks, as its owner."""
    return urlunsplit(urlsplit(_OWNER_URL)._replace(path=f"/{name}"))


def as_owner(name: str) -> "psycopg.Connection[tuple[Any, ...]]":
    """A connection to a database of the benchmarks, past every policy."""
    return psycopg.connect(owner_url(name))


def make_template(region: str, *, fill: Callable[[], None] = lambda: None) -> None:
    """Makes the template anew: migrated, with a shipped region and its units, and whatever `fill` writes."""
    from folkmoot.officers.actions.units import make_units
    from folkmoot.places.actions.regions import load_region
    from folkmoot.places.rules.region import load_region as read_region

    _create(TEMPLATE, template="template0")
    with psycopg.connect(owner_url(TEMPLATE), autocommit=True) as owner:
        owner.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    use(TEMPLATE)
    migrate(owner_url=owner_url(TEMPLATE), app_role=str(urlsplit(_APP_URL).username))
    load_region(read_region(region), now=NOW)
    make_units(read_region(region), now=NOW)
    fill()
    with psycopg.connect(owner_url(TEMPLATE), autocommit=True) as owner:
        # As autovacuum leaves a database that has been in service for a while.
        owner.execute("VACUUM ANALYZE")


def make(name: str) -> None:
    """A database of this name, anew from the template."""
    _create(name, template=TEMPLATE)


def use(name: str) -> None:
    """Points Django to a database, as the application's role."""
    from django.db import connections

    connections.close_all()
    connections["default"].settings_dict["NAME"] = name


def drop(*names: str) -> None:
    """Drops databases of the benchmarks."""
    from django.db import connections

    connections.close_all()
    with psycopg.connect(_OWNER_URL, autocommit=True) as owner:
        for name in names:
            owner.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def _create(name: str, *, template: str) -> None:
    drop(name)
    with psycopg.connect(_OWNER_URL, autocommit=True) as owner:
        owner.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
