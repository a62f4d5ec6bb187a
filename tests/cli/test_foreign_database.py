"""On the oldest PostgreSQL that is supported, without a single extension, and with roles of the operator's."""

import json
from pathlib import Path

import psycopg
import pytest

from folkmoot.lib.postgres import provision
from tests.cast import small_region
from tests.cli.commands import folkmoot
from tests.lib.postgres.foreign import foreign_server

pytestmark = pytest.mark.xdist_group("installation")


def test_an_installation_stands_on_postgresql_16_without_extensions(tmp_path: Path) -> None:
    pytest.importorskip("pgserver")
    with foreign_server() as admin_url, small_region() as region:
        provision(admin_url, name="fm", owner="fm_owner", owner_password="o", app="fm_app", app_password="a")
        server = admin_url.rpartition("@")[2].removesuffix("/postgres")
        urls = {
            "DATABASE_URL": f"postgresql://fm_app:a@{server}/fm",
            "DATABASE_OWNER_URL": f"postgresql://fm_owner:o@{server}/fm",
        }
        without_owner = {"DATABASE_URL": urls["DATABASE_URL"]}
        refused = folkmoot(tmp_path / "home", "init", "--region", str(region.folder), **without_owner)
        assert refused.returncode == 1
        assert refused.stderr.splitlines()[-1] == (
            "folkmoot: Migrations run as the owner of the database: set DATABASE_OWNER_URL as well."
        )
        done = folkmoot(tmp_path / "home", "init", "--region", str(region.folder), "--json", **urls)
        assert (done.returncode, json.loads(done.stdout)["places"]) == (0, 16), done.stderr
        with psycopg.connect(urls["DATABASE_URL"]) as connection:
            found = connection.execute(
                "SELECT version() LIKE 'PostgreSQL 16.2%', count(*) FROM pg_extension"
            ).fetchone()
            assert found == (True, 1)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("DELETE FROM ledger_event")
