"""A process ends with the one that started it, however early that one ended."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

CHILD = "import time; from folkmoot.lib.parent import end_with_parent; end_with_parent(); time.sleep(60)"
#: starts the child, says its number, and is gone before the child can look
PARENT_GONE_AT_ONCE = f"""
import os, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {CHILD!r}], env=os.environ | {{"FOLKMOOT_PARENT": str(os.getpid())}},
                         stdout=subprocess.DEVNULL, start_new_session=True)
print(child.pid, flush=True)
os._exit(0)
"""


def is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    return state == "Z"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_a_process_whose_parent_was_killed_before_it_looked_ends_all_the_same() -> None:
    said = subprocess.run([sys.executable, "-c", PARENT_GONE_AT_ONCE], capture_output=True, text=True, check=True)
    child = int(said.stdout)
    deadline = time.monotonic() + 15
    while not is_gone(child):
        assert time.monotonic() < deadline, "It outlives its parent."
        time.sleep(0.1)


def test_a_process_that_no_supervisor_started_goes_on() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "FOLKMOOT_PARENT"}
    with subprocess.Popen([sys.executable, "-c", CHILD], env=environment) as process:
        time.sleep(2.5)
        assert process.poll() is None
        process.kill()
