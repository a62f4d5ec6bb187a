"""The one door to the embedded server: be its user, start it where nobody has."""

import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path

from folkmoot.lib.postgres.address import Address, address_at, passwords_of
from folkmoot.lib.postgres.errors import PostgresDidNotStart
from folkmoot.lib.postgres.files import (
    Files,
    exclusively,
    files_of,
    last_lines,
    open_lock,
    open_log,
    read_text,
    still_names,
    try_exclusive,
)
from folkmoot.lib.spoken import gettext_noop

PATIENCE_SECONDS = 400
LOG_LINES_TOLD = 15

# Open for the life of the process. A forked child shares the lock and is a user as its parent is, for it knows the
# same address; a program started by either is not, because the descriptor closes on exec. Never unlocked by hand:
# that would unlock it for parent and children alike.
_held: dict[Path, int] = {}


def ensure_running(home: Path) -> Address:
    """Return the address of the embedded server of a home, started (and the first time made) if it does not run.

    From then on this process uses the server, and the server runs at least until this process has ended, in whatever
    way; a few seconds after the last user ended it stops. Any number of processes may call at once. It listens on
    127.0.0.1 alone, every role needs its password, and no folder above `home/postgres` is changed. As root the server
    runs under an unprivileged account. `FOLKMOOT_POSTGRES_DURABLE=no` (for tests) trades safety against power failures
    for speed, and counts for the start that sees it.

    Raises `PostgresDidNotStart`, which tells the reason and the end of the log.
    """
    files = files_of(home)
    _become_user(files)
    with exclusively(files.start_lock):
        port = _port_of_running(files)
    return address_at(port, passwords=passwords_of(files))


def _become_user(files: Files) -> None:
    descriptor = _held.get(files.folder)
    while descriptor is None or not still_names(files.users_lock, descriptor):
        descriptor = open_lock(files.users_lock)
        # Waits while a guardian is stopping the server.
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        _held[files.folder] = descriptor


def _port_of_running(files: Files) -> int:
    deadline = time.monotonic() + PATIENCE_SECONDS
    launched = False
    while time.monotonic() < deadline:
        lock = open_lock(files.guardian_lock)
        try:
            if try_exclusive(lock):
                if launched:
                    raise _failure(
                        files, otherwise=PostgresDidNotStart(gettext_noop("The guardian ended without a word."))
                    )
                _launch_guardian(files, lock=lock)
                launched = True
        finally:
            os.close(lock)
        told = read_text(files.running)
        if told:
            return int(told)
        time.sleep(0.02)
    sentence = gettext_noop("The server was not ready after {seconds} seconds.")
    raise _failure(files, otherwise=PostgresDidNotStart(sentence, seconds=PATIENCE_SECONDS))


def _launch_guardian(files: Files, *, lock: int) -> None:
    """Start a guardian that holds the lock from its first moment, and nothing of ours: no terminal, no pipe."""
    files.running.unlink(missing_ok=True)
    files.failure.unlink(missing_ok=True)
    log = open_log(files)
    try:
        subprocess.run(
            [sys.executable, "-P", "-m", "folkmoot.lib.postgres.guardian", str(files.folder.parent)],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[lock],
            start_new_session=True,
            check=False,
        )
    finally:
        os.close(log)


def _failure(files: Files, *, otherwise: PostgresDidNotStart) -> PostgresDidNotStart:
    """What the guardian said, with the end of the log and where the whole of it stands."""
    said = (read_text(files.failure) or otherwise.packed()).strip()
    told = f"\n{last_lines(files, count=LOG_LINES_TOLD)}\n→ {files.log}"
    return PostgresDidNotStart.unpacked(said, told=told)
