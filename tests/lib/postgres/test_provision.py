import psycopg
import pytest

from folkmoot.lib.postgres import Address, TooOld, provision, require_version
from folkmoot.lib.postgres.version import refuse_older
from tests.lib.postgres.foreign import foreign_server

pytestmark = pytest.mark.xdist_group("postgres")

RIGHTS = "SELECT rolsuper, rolcreaterole, rolbypassrls, rolreplication, rolcreatedb FROM pg_roles WHERE rolname = %s"


def test_a_wrong_password_is_refused_to_every_role(address: Address) -> None:
    for url in (address.admin_url, address.owner_url, address.app_url):
        role = psycopg.conninfo.conninfo_to_dict(url)["user"]
        with pytest.raises(psycopg.OperationalError, match=f'password authentication failed for user "{role}"'):
            psycopg.connect(url, password="guessed")


def test_every_line_of_admission_asks_for_scram(address: Address) -> None:
    with psycopg.connect(address.admin_url) as connection:
        methods = connection.execute("SELECT DISTINCT auth_method FROM pg_hba_file_rules").fetchall()
    assert methods == [("scram-sha-256",)]


def test_the_application_has_no_right_beyond_connecting(address: Address) -> None:
    with psycopg.connect(address.app_url) as connection:
        assert connection.execute(RIGHTS, ["folkmoot_app"]).fetchone() == (False,) * 5
        owned = connection.execute(
            "SELECT count(*) FROM pg_shdepend WHERE deptype = 'o' AND refobjid = 'folkmoot_app'::regrole"
        ).fetchone()
    assert owned == (0,)


def test_the_application_can_make_neither_a_database_nor_a_table(address: Address) -> None:
    with psycopg.connect(address.app_url, autocommit=True) as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied to create database"):
            connection.execute("CREATE DATABASE stolen")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied for schema public"):
            connection.execute("CREATE TABLE stolen (id int)")


def test_the_owner_makes_databases_but_is_no_superuser(address: Address) -> None:
    with psycopg.connect(address.owner_url) as connection:
        assert connection.execute(RIGHTS, ["folkmoot_owner"]).fetchone() == (False, False, False, False, True)


def test_the_owner_can_make_a_test_database_with_the_same_extensions(address: Address) -> None:
    with psycopg.connect(address.owner_url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE trial")
        with psycopg.connect(address.owner_url, dbname="trial", autocommit=True) as trial:
            trial.execute("CREATE EXTENSION pg_trgm")
            trial.execute("CREATE EXTENSION btree_gist")
            found = trial.execute("SELECT similarity('安置房漏水', '安置房漏水了') > 0").fetchone()
        connection.execute("DROP DATABASE trial")
    assert found == (True,)


def test_trigrams_find_chinese(address: Address) -> None:
    with psycopg.connect(address.app_url) as connection:
        found = connection.execute(
            "SELECT similarity('安置房漏水', '安置房漏水了') > 0, cardinality(show_trgm('安置房')), lower('ÄÉ')"
        ).fetchone()
    assert found == (True, 4, "äé")


def test_provisioning_again_brings_back_what_was_changed(address: Address) -> None:
    password = psycopg.conninfo.conninfo_to_dict(address.app_url)["password"]
    owner_password = psycopg.conninfo.conninfo_to_dict(address.owner_url)["password"]
    with psycopg.connect(address.admin_url) as connection:
        connection.execute("ALTER ROLE folkmoot_app CREATEDB PASSWORD 'other'")
        connection.execute("GRANT CREATE ON SCHEMA public TO PUBLIC")
    missing = provision(
        address.admin_url,
        name="folkmoot",
        owner="folkmoot_owner",
        owner_password=str(owner_password),
        app="folkmoot_app",
        app_password=str(password),
    )
    assert missing == ()
    with psycopg.connect(address.app_url) as connection:
        assert connection.execute(RIGHTS, ["folkmoot_app"]).fetchone() == (False,) * 5
        told = connection.execute("SELECT has_schema_privilege('public', 'CREATE')").fetchone()
    assert told == (False,)


def test_the_embedded_server_is_new_enough(address: Address) -> None:
    require_version(address.app_url)


@pytest.mark.parametrize(("number", "told"), [(150_017, "15.17"), (90_624, "9.624")])
def test_an_older_server_is_refused_with_both_versions(number: int, told: str) -> None:
    with pytest.raises(TooOld, match=f"^The server is PostgreSQL {told}; Folkmoot needs PostgreSQL 16 or newer"):
        refuse_older(number)


def test_a_foreign_server_of_the_oldest_version_is_accepted_and_provisioned() -> None:
    with foreign_server() as url:
        require_version(url)
        missing = provision(
            url, name="moot", owner="moot's owner", owner_password="o", app="moot_app", app_password="a"
        )
        with psycopg.connect(url, dbname="moot", autocommit=True) as connection:
            assert connection.info.server_version == 160002
            assert connection.execute(RIGHTS, ["moot_app"]).fetchone() == (False,) * 5
            made = connection.execute(
                "SELECT pg_encoding_to_char(encoding), pg_get_userbyid(datdba), datctype"
                " FROM pg_database WHERE datname = 'moot'"
            ).fetchone()
    # What this wheel was built without; a packaged PostgreSQL 16 has both.
    assert missing == ("pg_trgm", "btree_gist")
    assert made == ("UTF8", "moot's owner", "C.UTF-8")
