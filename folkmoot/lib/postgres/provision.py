"""The roles, the database and the extensions that Folkmoot needs on a server."""

from psycopg import Connection, connect
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier, Literal

EXTENSIONS = ("pg_trgm", "btree_gist")


def provision(
    admin_url: str, *, name: str, owner: str, owner_password: str, app: str, app_password: str
) -> tuple[str, ...]:
    """Make both roles, the owner's database and its extensions; what stands already is brought to the same state.

    `admin_url` names a superuser of PostgreSQL 16 or newer; its database part is not used. The owner may create
    databases (tests need one), the application's role may only connect. Returns the extensions that the server does
    not offer, which is empty for every complete PostgreSQL.
    """
    with connect(make_conninfo(admin_url, dbname="postgres"), autocommit=True) as connection:
        _make_role(connection, owner, password=owner_password, rights="CREATEDB")
        _make_role(connection, app, password=app_password, rights="NOCREATEDB")
        _make_database(connection, name, owner=owner)
        connection.execute(SQL("GRANT CONNECT ON DATABASE {} TO {}").format(Identifier(name), Identifier(app)))
    with connect(make_conninfo(admin_url, dbname=name), autocommit=True) as connection:
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        return _make_extensions(connection)


def _make_role(connection: Connection, role: str, *, password: str, rights: str) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    # Hashed here, so that no password travels or reaches a log of statements.
    hashed = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    connection.execute(
        SQL(
            "{verb} ROLE {role} WITH LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS {rights} "
            "PASSWORD {hashed}"
        ).format(
            verb=SQL("ALTER" if known else "CREATE"),
            role=Identifier(role),
            rights=SQL(rights),
            hashed=Literal(hashed),
        )
    )


def _make_database(connection: Connection, name: str, *, owner: str) -> None:
    known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    if known:
        connection.execute(SQL("ALTER DATABASE {} OWNER TO {}").format(Identifier(name), Identifier(owner)))
        return
    # Under the ctype "C" no Chinese character counts as a letter, and trigrams find nothing.
    connection.execute(
        SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE {}").format(
            Identifier(name), Identifier(owner), Literal(_utf8_ctype(connection))
        )
    )


def _utf8_ctype(connection: Connection) -> str:
    row = connection.execute("SELECT datctype FROM pg_database WHERE datname = 'template0'").fetchone()
    given = str(row[0]) if row else ""
    return given if given.lower().replace("-", "").endswith("utf8") else "C.UTF-8"


def _make_extensions(connection: Connection) -> tuple[str, ...]:
    offered = {str(row[0]) for row in connection.execute("SELECT name FROM pg_available_extensions")}
    for extension in EXTENSIONS:
        if extension in offered:
            connection.execute(SQL("CREATE EXTENSION IF NOT EXISTS {}").format(Identifier(extension)))
    return tuple(extension for extension in EXTENSIONS if extension not in offered)
