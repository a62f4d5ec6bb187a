"""The process that keeps the embedded server while somebody uses it (`python -m folkmoot.lib.postgres.guardian HOME`).

It is the server's parent. Every user holds a shared lock, which the kernel takes back when the user ends, in whatever
way; once the guardian can have that lock for itself for a few seconds, nobody is left, and it stops the server.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from folkmoot.lib.postgres.address import APP, DATABASE, OWNER, address_at, passwords_of
from folkmoot.lib.postgres.cluster import initialise, start, stop
from folkmoot.lib.postgres.errors import BinariesMissing, PostgresDidNotStart
from folkmoot.lib.postgres.files import Files, files_of, open_lock, replace_text, still_names, try_exclusive
from folkmoot.lib.postgres.provision import provision
from folkmoot.lib.spoken import gettext_noop

LOOK_SECONDS = 0.5
# Commands often follow each other (`init`, then `serve`): no restart between them.
LINGER_SECONDS = 3.0


def keep(files: Files) -> None:
    """Run the server until nobody uses it, somebody asks for the end, or the folder is removed.

    A server that ends by itself is started again, at its port, unless it cannot start: then this raises
    `PostgresDidNotStart`.
    """
    initialise(files)
    users = open_lock(files.users_lock)
    while True:
        server, port = start(files)
        try:
            _prepare(files, port=port)
            replace_text(files.running, f"{port}\n")
            _wait_while_used(files, server=server, users=users)
        finally:
            files.running.unlink(missing_ok=True)
            stop(server)
        if _is_unused(files, users=users):
            return


def _prepare(files: Files, *, port: int) -> None:
    passwords = passwords_of(files)
    missing = provision(
        address_at(port, passwords=passwords).admin_url,
        name=DATABASE,
        owner=OWNER,
        owner_password=passwords[OWNER],
        app=APP,
        app_password=passwords[APP],
    )
    if missing:
        raise PostgresDidNotStart(gettext_noop("The server lacks the extensions {names}."), names=", ".join(missing))


def _wait_while_used(files: Files, *, server: subprocess.Popen[bytes], users: int) -> None:
    """Return when the server ended, or when nobody has used it for a while; then the users' lock is this process's."""
    unused_since: float | None = None
    while server.poll() is None:
        if not _is_unused(files, users=users):
            unused_since = None
        elif unused_since is None:
            unused_since = time.monotonic()
        elif not still_names(files.users_lock, users) or time.monotonic() - unused_since >= LINGER_SECONDS:
            return
        if unused_since is not None:
            fcntl.flock(users, fcntl.LOCK_UN)
        time.sleep(LOOK_SECONDS)


def _is_unused(files: Files, *, users: int) -> bool:
    """Say whether no user is left; if so, this process holds the lock and whoever comes waits."""
    return not still_names(files.users_lock, users) or try_exclusive(users)


def _end(number: int, frame: FrameType | None) -> None:
    # What is under way is left through its `finally`, which stops the server.
    sys.exit(0)


def main(home: Path) -> None:
    """Keep the server of a home. The caller has locked `guardian.lock` on our behalf."""
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    files = files_of(home)
    try:
        keep(files)
    except (PostgresDidNotStart, BinariesMissing) as error:
        # The users wait for a word, and the end of the log is told with it: no traceback there.
        replace_text(files.failure, f"{error.packed()}\n")
        sys.exit(1)
    except Exception as error:
        replace_text(files.failure, f"{error}\n")
        raise


if __name__ == "__main__":
    # A grandchild belongs to no user, and leaves no zombie in any.
    if os.fork() != 0:
        os._exit(0)
    os.umask(0o077)
    main(Path(sys.argv[1]))
