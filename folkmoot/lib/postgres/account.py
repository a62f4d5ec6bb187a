"""The account that the server runs as: PostgreSQL refuses to run as root."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from folkmoot.lib.postgres.errors import PostgresDidNotStart
from folkmoot.lib.spoken import gettext_noop

# `postgres` is kept for exactly this on machines that have it; `nobody` exists on all others.
UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """An unprivileged account that root lends to the server."""

    uid: int
    gid: int


def account_for(data: Path) -> Account | None:
    """Return whom to run as, None for "as ourselves" (every ordinary user).

    A data folder that stands already keeps its account, also when `postgres` was installed on the machine later.
    """
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        return Account(uid=data.stat().st_uid, gid=data.stat().st_gid)
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(uid=entry.pw_uid, gid=entry.pw_gid)
    raise PostgresDidNotStart(
        gettext_noop("PostgreSQL does not run as root, and this machine has none of {names}."),
        names=", ".join(UNPRIVILEGED),
    )
