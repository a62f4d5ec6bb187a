"""Where the embedded server listens, and as whom one may speak to it."""

import json
import secrets
from dataclasses import dataclass

from folkmoot.lib.postgres.files import Files, read_text, replace_text

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


def passwords_of(files: Files) -> dict[str, str]:
    """Return the password of each role, drawn at random the first time and kept in a file only its owner reads."""
    kept = read_text(files.passwords)
    if kept is None:
        kept = json.dumps({role: secrets.token_urlsafe(24) for role in (ADMIN, OWNER, APP)}, indent=2)
        replace_text(files.passwords, kept + "\n")
    passwords: dict[str, str] = json.loads(kept)
    return passwords
