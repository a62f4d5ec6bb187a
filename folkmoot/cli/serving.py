"""Starting the web server and the worker, and ending both together."""

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType
from typing import Final

from folkmoot.cli.choices import LOOPBACK, Part
from folkmoot.cli.output import err
from folkmoot.cli.words import _
from folkmoot.lib.home import home
from folkmoot.lib.parent import PARENT, end_with_parent

MOST_WORKERS: Final = 4
THREADS: Final = 4
JOBS_AT_ONCE: Final = 4
LOOK_SECONDS: Final = 0.2
APART_SECONDS: Final = 3.0
GRACE_SECONDS: Final = 5
END_SECONDS: Final = 8.0


def serve(*, only: Part | None, host: str, port: int) -> None:
    """Serves until TERM or INT. Raises CommandError where migrations are pending or the region is missing."""
    if PARENT not in os.environ:
        require_ready()
    match only:
        case Part.WEB:
            _serve_web(host=host, port=port)
        case Part.WORK:
            _work()
        case None:
            _serve_both(host=host, port=port)


def require_ready() -> None:
    """Raises CommandError where something is missing without which no page can be made."""
    from folkmoot.cli.database import require_migrated, set_up_django
    from folkmoot.cli.errors import CommandError

    set_up_django()
    require_migrated()

    from folkmoot.places.models import Region

    if not Region.objects.exists():
        raise CommandError(_("There is no region yet. Run `folkmoot init --region …`."))


def _serve_both(*, host: str, port: int) -> None:
    command = [sys.executable, "-m", "folkmoot", "serve"]
    web = [*command, "--only", Part.WEB.value, "--host", host, "--port", str(port)]
    sys.exit(supervise([web, [*command, "--only", Part.WORK.value]]))


def supervise(commands: Sequence[Sequence[str]]) -> int:
    """Runs programs until one of them ends or this one is told to end, then ends all; returns the exit status.

    Should this process be killed, they notice it and end by themselves.
    """
    wanted_end: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        wanted_end.append(number)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, note)
    # In sessions of their own, so that the terminal's Ctrl-C reaches this process alone and is passed on once.
    environment = os.environ | {PARENT: str(os.getpid())}
    children: list[subprocess.Popen[bytes]] = []
    waiting = list(commands)
    next_at = time.monotonic()
    while not wanted_end and all(child.poll() is None for child in children):
        # One after the other: where cores are few, the first page would wait for the worker to start.
        if waiting and time.monotonic() >= next_at:
            children.append(subprocess.Popen(waiting.pop(0), env=environment, start_new_session=True))
            next_at = time.monotonic() + APART_SECONDS
        time.sleep(LOOK_SECONDS)
    ended = [child.returncode for child in children if child.returncode is not None]
    _end(children)
    if wanted_end:
        return 0
    err.print(_("A part of the server ended (status {status}), so all of it does.").format(status=ended[0]))
    return 1


def _end(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + END_SECONDS
    for child in children:
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _serve_web(*, host: str, port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    # Static files gathered for another server stand here; without the folder every worker says that it is missing.
    (home() / "static").mkdir(exist_ok=True)
    end_with_parent()
    # Its workers' parent is this process, which they are not to outlive either.
    os.environ[PARENT] = str(os.getpid())
    address = "localhost" if host == LOOPBACK else host
    err.print(_("Folkmoot is at http://{address}:{port} (Ctrl-C ends it).").format(address=address, port=port))
    Granian(
        "folkmoot.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=min(MOST_WORKERS, multiprocessing.cpu_count()),
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE_SECONDS,
        log_level=LogLevels.error,
    ).serve()


def _work() -> None:
    from folkmoot.cli.database import set_up_django

    end_with_parent()
    set_up_django()
    asyncio.run(_work_until_told())


async def _work_until_told() -> None:
    from procrastinate.contrib.django import procrastinate_app

    current = procrastinate_app.current_app
    connector = current.connector.get_worker_connector()  # type: ignore[attr-defined]
    with current.replace_connector(connector) as app:
        async with app.open_async():
            await app.run_worker_async(
                concurrency=JOBS_AT_ONCE, shutdown_graceful_timeout=GRACE_SECONDS, delete_jobs="successful"
            )
