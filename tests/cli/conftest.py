"""An installation that commands can be tried on, as it was made before the test."""

from pathlib import Path

import pytest

from tests.cli.commands import Installation
from tests.databases import Databases


@pytest.fixture
def installation(fresh_database: Databases, tmp_path: Path) -> Installation:
    """The small region's, in which nothing was done yet."""
    return Installation(tmp_path / "home")
