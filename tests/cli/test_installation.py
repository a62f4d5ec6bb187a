"""One installation of the small region, made and looked at as an operator does."""

import json
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cast import CODES, PROVINCE, TOWNSHIP, small_region
from tests.cli.commands import environment, folkmoot

pytestmark = pytest.mark.xdist_group("installation")


@pytest.fixture(scope="module")
def region_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("region")
    with small_region() as region:
        shutil.copytree(region.folder, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("installation") / "home"


@pytest.fixture(scope="module")
def made(home: Path, region_folder: Path) -> dict[str, object]:
    """What the first `init` answered."""
    done = folkmoot(home, "init", "--region", str(region_folder), "--json")
    assert done.returncode == 0, done.stderr
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """`folkmoot serve` in a process of its own."""

    def __init__(self, home: Path) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "folkmoot", "serve", "--port", str(self.port)],
            env=environment(home),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def status(self, path: str) -> int:
        """The status of a page, as soon as the server answers."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}") as answer:
                    return int(answer.status)
            except urllib.error.HTTPError as error:
                return error.code
            except OSError:
                time.sleep(0.1)
        pytest.fail("The server does not answer.")

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(30)


@pytest.fixture
def server(home: Path, made: dict[str, object]) -> Iterator[Server]:
    running = Server(home)
    yield running
    if running.process.poll() is None:
        running.end(signal.SIGTERM)


def test_init_makes_key_places_units_and_one_administrator(made: dict[str, object], home: Path) -> None:
    assert (made["region"], made["places"], made["username"]) == ("jiangxi", len(CODES), "administrator")
    assert len(str(made["password"])) >= 16
    assert (home / "key").stat().st_mode & 0o777 == 0o600


def test_init_again_changes_nothing_and_tells_no_password(
    made: dict[str, object], home: Path, region_folder: Path
) -> None:
    key = (home / "key").read_bytes()
    again = json.loads(folkmoot(home, "init", "--region", str(region_folder), "--json").stdout)
    assert again == made | {"username": None, "password": None}
    assert (home / "key").read_bytes() == key


def test_another_region_is_refused_in_one_line(made: dict[str, object], home: Path) -> None:
    done = folkmoot(home, "init", "--region", "zurich")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "folkmoot: This installation has the region jiangxi already.\n"


def test_a_file_of_places_brings_places_and_their_units(made: dict[str, object], home: Path, tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    file.write_text(f"code,parent,level,name\n360102002900,{TOWNSHIP},village,新村\n", encoding="utf-8")
    told = json.loads(folkmoot(home, "import", "places", str(file), "--json").stdout)
    assert told == {"added": 1, "renamed": 0, "moved": 0, "merged": 0, "ended": 0, "corrected": 0, "units": 1}
    again = json.loads(folkmoot(home, "import", "places", str(file), "--json").stdout)
    assert again == dict.fromkeys(told, 0)


def test_a_faulty_file_of_places_is_refused_with_its_line(made: dict[str, object], home: Path, tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    file.write_text("code,parent,level,name\n99,98,village,新村\n", encoding="utf-8")
    done = folkmoot(home, "import", "places", str(file))
    said = f"folkmoot: {file}: line 2, parent: There is no place with the code 98.\n"
    assert (done.returncode, done.stderr) == (1, said)


def test_check_finds_key_database_settings_and_region_well(made: dict[str, object], home: Path) -> None:
    found = json.loads(folkmoot(home, "check", "--json").stdout)
    del found["translations"]
    assert found == {"key": [], "database": [], "settings": [], "debugging": [], "region": []}


def test_a_served_page_is_there_until_term_and_then_nothing_is(home: Path, server: Server) -> None:
    assert server.status("/static/nothing-of-this-name") == 404
    assert server.end(signal.SIGTERM) == 0
    wait_until_gone(home)


def test_a_killed_server_leaves_no_process_behind(home: Path, server: Server) -> None:
    assert server.status("/static/nothing-of-this-name") == 404
    server.end(signal.SIGKILL)
    wait_until_gone(home)
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", server.port), timeout=1)


def wait_until_gone(home: Path) -> None:
    """Until the embedded server, which every part of Folkmoot keeps alive, has ended."""
    deadline = time.monotonic() + 20
    while (home / "postgres/data/postmaster.pid").exists():
        assert time.monotonic() < deadline, "PostgreSQL is still running."
        time.sleep(0.2)


def test_without_a_key_nothing_starts(tmp_path: Path) -> None:
    done = folkmoot(tmp_path / "home", "serve")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "folkmoot: There is no installation key. Run `folkmoot init`, or set FOLKMOOT_KEY.\n"


def test_a_broken_key_is_named_as_json_too(tmp_path: Path) -> None:
    done = folkmoot(tmp_path / "home", "init", "--region", "jiangxi", "--json", FOLKMOOT_KEY="short")
    assert (done.returncode, json.loads(done.stdout)) == (
        1,
        {"error": "The installation key must be 32 bytes in base64."},
    )


def test_an_unknown_region_is_told_which_there_are(tmp_path: Path) -> None:
    done = folkmoot(tmp_path / "home", "init", "--region", PROVINCE)
    known = "Name one of jiangxi, newyork, zurich, or the file of your own."
    assert (done.returncode, done.stderr) == (1, f"folkmoot: There is no region 36. {known}\n")


def test_a_database_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    url = "postgresql://nobody@127.0.0.1:1/nothing"
    done = folkmoot(tmp_path / "home", "init", "--region", "jiangxi", DATABASE_URL=url)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("folkmoot: The database does not answer: ")
