"""A process that does not outlive the one that started it, however that one ended."""

import os
import signal
import threading
import time
from typing import Final

#: Set by a parent that wants it, to its own number.
PARENT: Final = "FOLKMOOT_PARENT"
LOOK_SECONDS: Final = 1.0
GRACE_SECONDS: Final = 5.0


def end_with_parent() -> None:
    """Ends this process soon after its parent ended: asked first, without asking some seconds later.

    Only where FOLKMOOT_PARENT says that a supervisor started it: another server's workers are that server's to end.
    """
    parent = os.environ.get(PARENT)
    if parent:
        # By its number, not by who the parent is now: it may have ended before this process was ready to look.
        threading.Thread(target=_watch, args=[int(parent)], daemon=True, name="parent").start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(1)
