"""A server, or parts and traces of one, that an earlier guardian left in a data folder."""

import os
import signal
import subprocess
import time
from pathlib import Path

from folkmoot.lib.postgres.errors import PostgresDidNotStart
from folkmoot.lib.postgres.files import read_text
from folkmoot.lib.spoken import gettext_noop

PROCESSES = Path("/proc")


def end_leftover(data: Path, *, patience_seconds: float) -> None:
    """Return when nothing of an earlier server works in the folder, nor a false trace keeps a new one from starting.

    Raises `PostgresDidNotStart` when something does not end in time.
    """
    trace = data / "postmaster.pid"
    lines = (read_text(trace) or "").splitlines()
    if not lines:
        return
    server = int(lines[0])
    _end_processes(data, server=server, patience_seconds=patience_seconds)
    # After a power failure the number may be anyone's, and PostgreSQL would refuse to start. In every other case the
    # trace stays: PostgreSQL has checks of its own that rest on it.
    if _is_alive(server):
        trace.unlink(missing_ok=True)


def processes_in(data: Path) -> set[int]:
    """Return the PostgreSQL processes that work in a data folder: all of them stand in it."""
    if not Path(PROCESSES, "self").exists():
        return _processes_told_by_ps(data)
    found = set()
    for process in PROCESSES.glob("[0-9]*"):
        try:
            if (process / "comm").read_text().strip() == "postgres" and data.samefile(process / "cwd"):
                found.add(int(process.name))
        except OSError:
            # It ended while we looked, or is another user's, who cannot work in our folder.
            continue
    return found


def _end_processes(data: Path, *, server: int, patience_seconds: float) -> None:
    deadline = time.monotonic() + patience_seconds
    asked: set[int] = set()
    while left := processes_in(data):
        # A server that lives ends its own parts; parts without their server lost what they were doing anyway.
        how, whom = (signal.SIGINT, {server}) if server in left else (signal.SIGQUIT, left)
        for pid in whom - asked:
            _signal(pid, how)
        asked |= whom
        if time.monotonic() > deadline:
            raise PostgresDidNotStart(
                gettext_noop("Processes of an earlier server do not end: {numbers}."), numbers=sorted(left)
            )
        time.sleep(0.05)


def _signal(pid: int, how: signal.Signals) -> None:
    try:
        os.kill(pid, how)
    except ProcessLookupError:
        return


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _processes_told_by_ps(data: Path) -> set[int]:
    """Return the same on systems without /proc, where only the server itself names its folder."""
    told = subprocess.run(["ps", "-axo", "pid=,command="], capture_output=True, text=True, check=True).stdout
    lines = [line.split(maxsplit=1) for line in told.splitlines()]
    return {int(line[0]) for line in lines if len(line) == 2 and "/postgres -D " in line[1] and str(data) in line[1]}
