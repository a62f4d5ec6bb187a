"""Where the embedded server listens, and as whom one may speak to it."""

import json
import secrets
from dataclasses import dataclass

from folkmoot.lib.postgres.errors import PostgresDidNotStart
from folkmoot.lib.postgres.files import Files, read_text, replace_text
from folkmoot.lib.spoken import gettext_noop

HOST = "127.0.0.1"
DATABASE = "folkmoot"
ADMIN = "folkmoot_admin"
OWNER = "folkmoot_owner"
APP = "folkmoot_app"


@dataclass(frozen=True)
class Address:
    """A running cluster. The URLs carry their passwords: never log them."""

    host: str
    port: int
    name: str
    owner_url: str
    app_url: str
    admin_url: str


def address_at(port: int, *, passwords: dict[str, str]) -> Address:
    """Return the address of a cluster on this machine."""

    def url(role: str) -> str:
        return f"postgresql://{role}:{passwords[role]}@{HOST}:{port}/{DATABASE}"

    return Address(host=HOST, port=port, name=DATABASE, owner_url=url(OWNER), app_url=url(APP), admin_url=url(ADMIN))


def draw_passwords(files: Files) -> None:
    """Give each role a random password, kept in a file only its owner reads, unless that was done before."""
    if read_text(files.passwords) is None:
        drawn = {role: secrets.token_urlsafe(24) for role in (ADMIN, OWNER, APP)}
        replace_text(files.passwords, json.dumps(drawn, indent=2) + "\n")


def passwords_of(files: Files) -> dict[str, str]:
    """Return the password of each role. Raises `PostgresDidNotStart` where their file was lost."""
    kept = read_text(files.passwords)
    if kept is None:
        raise PostgresDidNotStart(
            gettext_noop("{file} is missing: bring it back from the backup of {folder}."),
            file=files.passwords,
            folder=files.folder,
        )
    passwords: dict[str, str] = json.loads(kept)
    return passwords
