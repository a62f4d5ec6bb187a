"""A server, or the trace of one, that an earlier guardian left in a data folder."""

import os
import signal
import subprocess
import time
from pathlib import Path

from folkmoot.lib.postgres.errors import PostgresDidNotStart
from folkmoot.lib.postgres.files import read_text


def end_leftover(data: Path, *, patience_seconds: float) -> None:
    """Return when no server runs in the folder and no trace of one keeps a new one from starting.

    After a power failure the number in `postmaster.pid` may belong to anyone: only a server of this very folder is
    asked to end, a trace without its server is removed. Raises `PostgresDidNotStart` when one does not end.
    """
    trace = data / "postmaster.pid"
    lines = (read_text(trace) or "").splitlines()
    if not lines:
        trace.unlink(missing_ok=True)
        return
    pid = int(lines[0])
    deadline = time.monotonic() + patience_seconds
    asked = False
    while is_server_of(data, pid=pid):
        if not asked:
            os.kill(pid, signal.SIGINT)
            asked = True
        if time.monotonic() > deadline:
            raise PostgresDidNotStart(f"An earlier server (process {pid}) does not end.")
        time.sleep(0.05)
    trace.unlink(missing_ok=True)


def is_server_of(data: Path, *, pid: int) -> bool:
    """Say whether a process is a PostgreSQL server that works in this data folder."""
    process = Path("/proc") / str(pid)
    if Path("/proc/self").exists():
        try:
            is_there = data.samefile(process / "cwd")
            return is_there and (process / "comm").read_text().strip() == "postgres"
        except OSError:
            return False
    told = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return "postgres" in told.stdout and str(data) in told.stdout
