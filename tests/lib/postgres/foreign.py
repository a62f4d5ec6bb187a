"""A server of somebody else's: PostgreSQL 16.2 from the binaries of the wheel `pgserver`.

The wheel's own start is not used: as root it makes an account on the machine and opens every folder above its binaries.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distribution
from pathlib import Path

from tests.lib.postgres.processes import seconds_until

NOBODY = 65534
NEEDED = ("pgserver/pginstall/bin/", "pgserver/pginstall/lib/", "pgserver/pginstall/share/", "pgserver.libs/")


@contextmanager
def foreign_server() -> Iterator[str]:
    """Run a server with its own data for the block and give its superuser's URL."""
    with tempfile.TemporaryDirectory(prefix="folkmoot-foreign-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        programs = copy_programs(folder / "programs")
        data = folder / "data"
        data.mkdir(mode=0o700)
        lent = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        if lent:
            os.chown(data, NOBODY, NOBODY)
        making = [programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--locale=C", "--encoding=UTF8"]
        subprocess.run([*making, "--no-sync"], cwd=data, stdout=subprocess.DEVNULL, check=True, **lent)
        port, trace = free_port(), data / "postmaster.pid"
        serving = [programs / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", "", "-F"]
        with subprocess.Popen(serving, cwd=data, stderr=subprocess.DEVNULL, **lent) as server:
            try:
                seconds_until(lambda: trace.exists() and "ready" in trace.read_text(), at_most=20)
                yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
            finally:
                server.send_signal(signal.SIGINT)


def copy_programs(folder: Path) -> Path:
    """Copy what a server needs to where every account can run it, and return the folder of its programs."""
    wheel = distribution("pgserver")
    for file in wheel.files or ():
        if str(file).startswith(NEEDED):
            goal = folder / file
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(str(wheel.locate_file(file))), goal)
            goal.chmod(0o755)
    for made in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        made.chmod(0o755)
    return folder / "pgserver/pginstall/bin"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
