import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from folkmoot.lib.postgres import Address
from folkmoot.lib.postgres.guardian import LINGER_SECONDS, LOOK_SECONDS
from folkmoot.lib.postgres.leftover import processes_in
from tests.lib.postgres.processes import USE_AND_WAIT, User, is_alive, is_open, parent_pid, seconds_until, server_pid

pytestmark = pytest.mark.xdist_group("postgres")

LONGER_THAN_THE_GUARDIAN_LINGERS = LINGER_SECONDS + 3 * LOOK_SECONDS

StartUser = Callable[[Path], User]


def ask(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question.encode()).fetchone()
    return row[0] if row else None


def test_a_server_starts_below_a_private_folder_whose_mode_stays(home: Path, start_user: StartUser) -> None:
    above = [folder.stat().st_mode for folder in home.parents]
    address = start_user(home).address()
    assert ask(address.app_url, "SELECT current_user") == "folkmoot_app"
    assert [folder.stat().st_mode for folder in home.parents] == above
    assert stat.S_IMODE((home / "postgres").stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "postgres/passwords").stat().st_mode) == 0o600


def test_processes_that_start_at_once_share_one_server(home: Path, start_user: StartUser) -> None:
    users = [start_user(home) for _ in range(4)]
    addresses = {user.address() for user in users}
    assert len(addresses) == 1
    servers = {ask(address.admin_url, "SELECT pg_postmaster_start_time()") for address in addresses}
    assert len(servers) == 1


def test_only_this_machine_can_reach_the_server(home: Path, start_user: StartUser) -> None:
    address = start_user(home).address()
    shown = [ask(address.admin_url, f"SHOW {name}") for name in ("listen_addresses", "unix_socket_directories")]
    assert shown == ["127.0.0.1", ""]


def test_the_server_stays_while_one_of_its_users_lives(home: Path, start_user: StartUser) -> None:
    first, second = start_user(home), start_user(home)
    first.address(), second.address()
    before = server_pid(home)
    first.end(signal.SIGKILL)
    time.sleep(LONGER_THAN_THE_GUARDIAN_LINGERS)
    assert is_alive(before)
    assert server_pid(home) == before


def test_the_server_is_gone_after_all_its_users_were_ended_or_killed(start_user: StartUser, tmp_path: Path) -> None:
    watched: list[int] = []
    ports: list[int] = []
    for how in (signal.SIGTERM, signal.SIGKILL):
        home = tmp_path / how.name
        users = [start_user(home), start_user(home)]
        ports += [user.address().port for user in users]
        server = server_pid(home)
        watched += [server, parent_pid(server)]
        for user in users:
            user.end(how)
    seconds_until(lambda: not any(is_alive(pid) for pid in watched), at_most=10)
    assert not any(is_open(port) for port in ports)


def test_a_forked_child_keeps_the_server_after_its_parent(tmp_path: Path) -> None:
    forking = USE_AND_WAIT.replace("sys.stdin.read()", "import os\nif os.fork() == 0:\n    sys.stdin.read()")
    with subprocess.Popen(
        [sys.executable, "-c", forking, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    ) as parent:
        assert parent.wait() == 0
        time.sleep(LONGER_THAN_THE_GUARDIAN_LINGERS)
        assert is_alive(server_pid(tmp_path))


def test_a_killed_guardian_leaves_no_server_and_the_next_user_gets_a_new_one(home: Path, start_user: StartUser) -> None:
    port = start_user(home).address().port
    server = server_pid(home)
    os.kill(parent_pid(server), signal.SIGKILL)
    renewed = start_user(home).address()
    assert not is_alive(server)
    assert renewed.port == port
    assert ask(renewed.app_url, "SELECT 1") == 1


def test_a_guardian_that_is_told_to_end_takes_the_server_along(home: Path, start_user: StartUser) -> None:
    start_user(home).address()
    server = server_pid(home)
    os.kill(parent_pid(server), signal.SIGTERM)
    seconds_until(lambda: not is_alive(server), at_most=10)


def test_a_server_that_crashes_is_started_again_at_its_address(start_user: StartUser, tmp_path: Path) -> None:
    address = start_user(tmp_path).address()
    server = server_pid(tmp_path)
    os.kill(server, signal.SIGKILL)
    seconds_until(lambda: not is_alive(server), at_most=10)
    seconds_until(lambda: is_open(address.port), at_most=10)
    assert server_pid(tmp_path) != server


def test_a_busy_part_of_a_crashed_server_is_ended_before_a_new_one_starts(
    start_user: StartUser, tmp_path: Path
) -> None:
    address = start_user(tmp_path).address()
    with closing(psycopg.connect(address.app_url)) as connection:
        busy = connection.info.backend_pid
        connection.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 100000), generate_series(1, 100000)")
        os.kill(server_pid(tmp_path), signal.SIGKILL)
        seconds_until(lambda: not is_alive(busy), at_most=10)
    seconds_until(lambda: is_open(address.port), at_most=10)
    assert busy not in processes_in(tmp_path / "postgres/data")


def test_the_server_ends_when_its_folder_was_removed(start_user: StartUser, tmp_path: Path) -> None:
    start_user(tmp_path).address()
    server = server_pid(tmp_path)
    shutil.rmtree(tmp_path / "postgres")
    seconds_until(lambda: not is_alive(server), at_most=10)


def test_a_trace_that_names_another_process_neither_hinders_nor_harms(start_user: StartUser, tmp_path: Path) -> None:
    start_user(tmp_path).address()
    server, trace = server_pid(tmp_path), tmp_path / "postgres/data/postmaster.pid"
    left = trace.read_text()
    os.kill(parent_pid(server), signal.SIGTERM)
    seconds_until(lambda: not is_alive(server), at_most=10)
    with subprocess.Popen(["sleep", "60"]) as stranger:
        trace.write_text(left.replace(str(server), str(stranger.pid), 1))
        address = start_user(tmp_path).address()
        assert ask(address.app_url, "SELECT 1") == 1
        assert stranger.poll() is None
        stranger.kill()


def test_a_making_that_was_cut_short_is_begun_anew(start_user: StartUser, tmp_path: Path) -> None:
    half = tmp_path / "postgres/data.unfinished"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    assert ask(start_user(tmp_path).address().app_url, "SELECT 1") == 1
    assert not half.exists()


def test_a_start_that_fails_says_why_with_the_end_of_the_log(start_user: StartUser, tmp_path: Path) -> None:
    data = tmp_path / "postgres/data"
    data.mkdir(parents=True, mode=0o700)
    (tmp_path / "postgres/passwords").write_text("{}")
    process = start_user(tmp_path).process
    said = process.communicate()[1]
    assert process.returncode == 1
    assert "PostgresDidNotStart: The server ended at once" in said
    assert "does not contain" in said or "postgresql.conf" in said


def test_lost_passwords_are_named(start_user: StartUser, tmp_path: Path) -> None:
    start_user(tmp_path).address()
    server = server_pid(tmp_path)
    os.kill(parent_pid(server), signal.SIGTERM)
    seconds_until(lambda: not is_alive(server), at_most=10)
    (tmp_path / "postgres/passwords").unlink()
    said = start_user(tmp_path).process.communicate()[1]
    assert f"{tmp_path}/postgres/passwords is missing" in said


def test_a_pipe_ends_with_the_command_that_started_the_server(address: Address, tmp_path: Path) -> None:
    brief = USE_AND_WAIT.replace("sys.stdin.read()", "")
    began = time.monotonic()
    told = subprocess.run([sys.executable, "-c", brief, str(tmp_path)], capture_output=True, text=True, check=True)
    ended = time.monotonic()
    # The guardian lives on for seconds; had it kept the pipe, reading to the end would have waited for it.
    assert is_alive(server_pid(tmp_path))
    assert str(address.port) not in told.stdout
    assert ended - began < 30
