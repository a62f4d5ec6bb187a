"""Other processes that use the embedded server, as commands and web workers do."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from folkmoot.lib.postgres import Address

USE_AND_WAIT = """
import dataclasses, json, sys
from pathlib import Path
from folkmoot.lib.postgres import ensure_running
print(json.dumps(dataclasses.asdict(ensure_running(Path(sys.argv[1])))), flush=True)
sys.stdin.read()
"""


class User:
    """A process that uses the server of a home until it is told to end."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.process = subprocess.Popen(
            [sys.executable, "-c", USE_AND_WAIT, str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"FOLKMOOT_POSTGRES_DURABLE": "no"},
        )

    def address(self) -> Address:
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        line = self.process.stdout.readline()
        return Address(**json.loads(line)) if line else pytest.fail(self.process.stderr.read())

    def end(self, how: signal.Signals) -> None:
        self.process.send_signal(how)
        self.process.communicate()


def server_pid(home: Path) -> int:
    return int((home / "postgres/data/postmaster.pid").read_text().splitlines()[0])


def parent_pid(pid: int) -> int:
    return int(subprocess.check_output(["ps", "-o", "ppid=", "-p", str(pid)]))


def is_alive(pid: int) -> bool:
    told = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return told.strip() != "" and not told.startswith("Z")


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def seconds_until(holds: Callable[[], bool], *, at_most: float) -> float:
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < at_most, f"not so after {at_most} seconds"
        time.sleep(0.05)
    return time.monotonic() - began
