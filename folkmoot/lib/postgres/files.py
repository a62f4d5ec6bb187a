"""The files of an embedded cluster, and how they are locked and replaced."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LOG_KEPT_BYTES = 5_000_000


@dataclass(frozen=True)
class Files:
    """The paths below `home/postgres`. The folder is for its owner alone; only `data` may belong to another account."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def unfinished_data(self) -> Path:
        return self.folder / "data.unfinished"

    @property
    def passwords(self) -> Path:
        return self.folder / "passwords"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def port(self) -> Path:
        """The port of the last start, tried first at the next."""
        return self.folder / "port"

    @property
    def running(self) -> Path:
        """Stands only while the server answers; says nothing unless the guardian's lock is held."""
        return self.folder / "running"

    @property
    def failure(self) -> Path:
        """The guardian's last words when a start failed."""
        return self.folder / "failure"

    @property
    def users_lock(self) -> Path:
        """Locked, shared, by every process that uses the server."""
        return self.folder / "users.lock"

    @property
    def start_lock(self) -> Path:
        """Locked by the one process that looks whether a start is needed."""
        return self.folder / "start.lock"

    @property
    def guardian_lock(self) -> Path:
        """Locked by the guardian from before its birth to its end."""
        return self.folder / "guardian.lock"


def files_of(home: Path) -> Files:
    """Return the cluster's files below a home, with their folder made (0700) where it was missing."""
    files = Files(home.absolute() / "postgres")
    files.folder.parent.mkdir(parents=True, exist_ok=True)
    files.folder.mkdir(mode=0o700, exist_ok=True)
    return files


def open_lock(path: Path) -> int:
    """Open a lock file, made where missing, and return its descriptor. It does not pass to programs started later."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def try_exclusive(descriptor: int) -> bool:
    """Lock for this process alone if nobody holds the lock, and say whether that went well."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def exclusively(path: Path) -> Iterator[None]:
    """Wait for a lock file and hold it alone for the block."""
    descriptor = open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def still_names(path: Path, descriptor: int) -> bool:
    """Say whether an open file is (still) the one at this path."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False


def replace_text(path: Path, text: str) -> None:
    """Write a file for its owner alone (0600), so that a reader sees the old content or the new, never half of it."""
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    Path(unfinished).replace(path)


def read_text(path: Path) -> str | None:
    """Return a file's text, or None where there is no such file."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None


def open_log(files: Files) -> int:
    """Open the server's log for appending; one that has grown past 5 MB is set aside as `log.1` first."""
    if files.log.exists() and files.log.stat().st_size > LOG_KEPT_BYTES:
        files.log.replace(files.log.with_name("log.1"))
    return os.open(files.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)


def last_lines(files: Files, *, count: int) -> str:
    """Return the end of the log, empty where nothing was logged."""
    return "\n".join((read_text(files.log) or "").splitlines()[-count:])
