import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from folkmoot.lib.postgres import Address
from tests.lib.postgres.processes import User


@pytest.fixture(scope="session")
def start_user() -> Iterator[Callable[[Path], User]]:
    users: list[User] = []

    def start(home: Path) -> User:
        users.append(User(home))
        return users[-1]

    yield start
    for user in users:
        if user.process.returncode is None:
            user.end(signal.SIGKILL)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home below a folder that only its owner may enter."""
    private = tmp_path_factory.mktemp("private")
    private.chmod(0o700)
    return private / "home"


@pytest.fixture(scope="session")
def address(home: Path, start_user: Callable[[Path], User]) -> Address:
    """A server that runs for all tests that only ask."""
    return start_user(home).address()
