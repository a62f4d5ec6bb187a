"""One embedded cluster: made, started, stopped. Only the guardian does any of it."""

import ctypes
import locale
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from folkmoot.lib.postgres.account import Account, account_for
from folkmoot.lib.postgres.address import ADMIN, HOST, draw_passwords, passwords_of
from folkmoot.lib.postgres.binaries import own_programs, programs_for_all
from folkmoot.lib.postgres.errors import PostgresDidNotStart
from folkmoot.lib.postgres.files import Files, open_log, read_text, replace_text
from folkmoot.lib.postgres.leftover import end_leftover
from folkmoot.lib.spoken import gettext_noop

# A large database may have much to recover after a power failure.
START_SECONDS = 300
STOP_SECONDS = 60
PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)

# Written into postgresql.conf once, where an operator may change them.
SETTINGS = {
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_line_prefix": "%m [%p] ",
}


def initialise(files: Files) -> None:
    """Make the data folder where there is none. A making that was cut short is thrown away and begun anew.

    Raises `PostgresDidNotStart`.
    """
    if files.data.exists():
        return
    if files.unfinished_data.exists():
        shutil.rmtree(files.unfinished_data)
    account = account_for(files.unfinished_data)
    files.unfinished_data.mkdir(mode=0o700)
    if account:
        os.chown(files.unfinished_data, account.uid, account.gid)
    draw_passwords(files)
    options = [
        "--username=" + ADMIN,
        "--auth=scram-sha-256",
        "--pwfile=/dev/stdin",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--lc-ctype=" + _utf8_ctype(),
        "--no-instructions",
        *([] if _is_durable() else ["--no-sync"]),
        *(f"--set={name}={value}" for name, value in SETTINGS.items()),
    ]
    process = _run(
        "initdb", options, data=files.unfinished_data, account=account, files=files, said=passwords_of(files)[ADMIN]
    )
    if process.wait() != 0:
        raise PostgresDidNotStart(gettext_noop("The database could not be made."))
    files.unfinished_data.rename(files.data)


def start(files: Files) -> tuple[subprocess.Popen[bytes], int]:
    """Start the server on this machine's loopback alone and return it with its port, once it takes connections.

    The port of the last start is kept where it is still free. `FOLKMOOT_POSTGRES_DURABLE=no` gives up safety against a
    power failure for speed; it is for tests. Raises `PostgresDidNotStart`.
    """
    end_leftover(files.data, patience_seconds=STOP_SECONDS)
    account = account_for(files.data)
    port = _free_port(preferred=int(read_text(files.port) or 0))
    held = {"listen_addresses": HOST, "port": str(port), "unix_socket_directories": ""}
    if not _is_durable():
        held |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    server = _run(
        "postgres",
        [part for name, value in held.items() for part in ("-c", f"{name}={value}")],
        data=files.data,
        account=account,
        files=files,
        said="",
    )
    _await_ready(server, data=files.data)
    replace_text(files.port, f"{port}\n")
    return server, port


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the server: open transactions are rolled back, what is committed is written. Returns when it is gone."""
    for how in (signal.SIGINT, signal.SIGQUIT):
        if server.poll() is not None:
            return
        server.send_signal(how)
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue
    if server.poll() is None:
        server.kill()
        server.wait()


def _run(
    program: str, options: list[str], *, data: Path, account: Account | None, files: Files, said: str
) -> subprocess.Popen[bytes]:
    """Start a program inside its data folder, as the account, with its words going to the log.

    The folders above may be closed to the account. A process stands where it was put all the same, and on Linux the
    name /proc/self/cwd leads there without passing through them: so no parent's mode is ever touched.
    """
    programs = programs_for_all() if account else own_programs()
    heard, saying = os.pipe()
    os.write(saying, said.encode())
    os.close(saying)
    if account:
        # The program opens /dev/stdin anew, which asks who owns the pipe.
        os.fchown(heard, account.uid, account.gid)
    log = open_log(files)
    try:
        return subprocess.Popen(
            [str(programs / program), "-D", "/proc/self/cwd" if account else str(data), *options],
            cwd=data,
            stdin=heard,
            stdout=log,
            stderr=log,
            env=_environment(),
            umask=0o077,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            preexec_fn=_dies_with_its_parent(),  # noqa: PLW1509 - The guardian has one thread.
        )
    finally:
        os.close(heard)
        os.close(log)


def _dies_with_its_parent() -> Callable[[], None] | None:
    """Return what a new process does first so that a killed guardian leaves no server (Linux; elsewhere None).

    Changing the user forgets this wish, and `preexec_fn` runs after that change.
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    guardian = os.getpid()

    def wish() -> None:
        prctl(PARENT_DEATH_SIGNAL, signal.SIGINT, 0, 0, 0)
        if os.getppid() != guardian:
            os._exit(1)

    return wish


def _await_ready(server: subprocess.Popen[bytes], *, data: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise PostgresDidNotStart(
                gettext_noop("The server ended at once (status {status})."), status=server.returncode
            )
        lines = (read_text(data / "postmaster.pid") or "").splitlines()
        # Line 1 is the process, line 8 its state.
        if len(lines) >= 8 and lines[0] == str(server.pid) and lines[7].strip() == "ready":
            return
        time.sleep(0.01)
    stop(server)
    raise PostgresDidNotStart(gettext_noop("The server was not ready after {seconds} seconds."), seconds=START_SECONDS)


def _free_port(*, preferred: int) -> int:
    for wanted in (preferred, 0):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            # As the server does: a port whose last connections are still fading away is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, wanted))
            except OSError:
                continue
            port: int = probe.getsockname()[1]
            return port
    raise PostgresDidNotStart(gettext_noop("This machine has no free port."))


def _environment() -> dict[str, str]:
    """Return an environment without PG… variables, which would lead the programs elsewhere."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {"LC_ALL": "C"} | kept


def _utf8_ctype() -> str:
    """Return a locale of this machine under which Chinese characters are letters (trigrams ask for it)."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8"):
            try:
                locale.setlocale(locale.LC_CTYPE, name)
            except locale.Error:
                continue
            return name
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    raise PostgresDidNotStart(gettext_noop("This machine has no UTF-8 locale; searching Chinese text needs one."))


def _is_durable() -> bool:
    return os.environ.get("FOLKMOOT_POSTGRES_DURABLE", "yes") != "no"
