"""Template databases, made once for a state of the code: the cast's region, and others. One copy a worker."""

import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connections
from psycopg import sql

from folkmoot.cli.database import migrate

ROOT = Path(__file__).resolve().parents[1]
#: What decides what stands in the template.
SOURCES = (
    "folkmoot/*/migrations/*.py",
    "folkmoot/*/models.py",
    "folkmoot/*/models/*.py",
    "folkmoot/ledger/*.py",
    "folkmoot/places/**/*.py",
    "folkmoot/places/data/*/*",
    "folkmoot/officers/**/*.py",
    "folkmoot/procedures/**/*.py",
    "folkmoot/procedures/packs/*/*/*",
    "folkmoot/cli/database.py",
    "folkmoot/lib/copying.py",
    "tests/cast.py",
    "tests/journeys/regions.py",
)
CAST: Final = "cast"
MIGRATED: Final = "migrated"
UNUSED_SECONDS = 6 * 3600
ATTEMPTS: Final = 6


class Databases:
    """The databases of one worker of one run."""

    def __init__(self, *, worker: str, home: Path) -> None:
        # Two runs may share the cluster, hence the number of the process.
        self.name = f"test_{os.getpid()}_{worker}"
        self._state = _digest()
        self._home = home
        self._app_url = os.environ["DATABASE_URL"]
        self._owner_url = os.environ["DATABASE_OWNER_URL"]

    @property
    def app_url(self) -> str:
        """The worker's database, as the application's role."""
        return _renamed(self._app_url, self.name)

    @property
    def owner_url(self) -> str:
        """The worker's database, as its owner."""
        return _renamed(self._owner_url, self.name)

    def make_template(self, settle: Callable[[], None], *, region: str = CAST) -> None:
        """Makes a template unless it stands: migrated, then written by `settle` as the application's role."""
        with self._alone(), self._owner() as owner:
            self._forget_unused(owner)
            # Migrating takes by far the longest and is the same for every region.
            self._build(owner, MIGRATED, of="template0", fill=_migrate)
            self._build(owner, region, of=self._template(MIGRATED), fill=settle)

    def _build(self, owner: psycopg.Connection, name: str, *, of: str, fill: Callable[[], None]) -> None:
        template = self._template(name)
        (self._home / template).touch()
        if _exists(owner, template):
            return
        building = f"{template}_building"
        self._drop(owner, building)
        owner.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'").format(
                sql.Identifier(building), sql.Identifier(of)
            )
        )
        _point_to(_renamed(self._app_url, building), owner_url=_renamed(self._owner_url, building))
        fill()
        connections.close_all()
        self._end_sessions(building)
        owner.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(building), sql.Identifier(template))
        )
        owner.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(template)))

    def make(self, *, region: str = CAST) -> None:
        """The worker's database, anew from a template; Django is pointed to it."""
        self.drop()
        with self._owner() as owner:
            owner.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(self.name), sql.Identifier(self._template(region))
                )
            )
        _point_to(self.app_url, owner_url=self.owner_url)

    def _template(self, region: str) -> str:
        return f"template_{self._state}_{region}"

    def drop(self) -> None:
        """Without it, whoever is still connected."""
        with self._owner() as owner:
            self._drop(owner, self.name)

    def _drop(self, owner: psycopg.Connection, name: str) -> None:
        """Plainly, which waits for a vacuum to stop; by FORCE the owner would have to end it, which it may not."""
        for _ in range(ATTEMPTS):
            self._end_sessions(name)
            try:
                owner.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            except psycopg.errors.ObjectInUse:
                continue
            return
        raise TimeoutError(name)

    def _end_sessions(self, name: str) -> None:
        """The owner may not end the sessions of the application's role; that role may."""
        with psycopg.connect(self._app_url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = %s AND usename = current_user AND pid <> pg_backend_pid()",
                [name],
            )

    def _forget_unused(self, owner: psycopg.Connection) -> None:
        """Drops the databases of runs that were killed, and templates of an older state of the code."""
        for (name,) in owner.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'").fetchall():
            pid = name.split("_")[1]
            if pid.isdigit() and not _runs(int(pid)):
                self._drop(owner, name)
        for stamp in self._home.glob("template_*"):
            if self._state not in stamp.name and time.time() - stamp.stat().st_mtime > UNUSED_SECONDS:
                self._drop(owner, stamp.name)
                stamp.unlink(missing_ok=True)

    @contextmanager
    def _owner(self) -> Iterator[psycopg.Connection]:
        with psycopg.connect(self._owner_url, autocommit=True) as connection:
            yield connection

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self._home / "template.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _migrate() -> None:
    app_role = str(urlsplit(os.environ["DATABASE_URL"]).username)
    migrate(owner_url=os.environ["DATABASE_OWNER_URL"], app_role=app_role)


def _point_to(app_url: str, *, owner_url: str) -> None:
    """Points Django, and every process that a test starts, to a database."""
    connections.close_all()
    connections["default"].settings_dict["NAME"] = urlsplit(app_url).path.lstrip("/")
    os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"] = app_url, owner_url


def _digest() -> str:
    found = sorted({path for pattern in SOURCES for path in ROOT.glob(pattern) if path.is_file()})
    summed = hashlib.sha256()
    for path in found:
        if "__pycache__" not in path.parts:
            summed.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return summed.hexdigest()[:12]


def _exists(connection: psycopg.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _renamed(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
