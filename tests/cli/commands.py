"""Running the command as an operator does: a process of its own, in a home of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

#: What a test's own database, key and home would otherwise lend to the command.
FOREIGN = ("DATABASE_URL", "DATABASE_OWNER_URL", "FOLKMOOT_EMBEDDED", "FOLKMOOT_KEY", "FOLKMOOT_PARENT")


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN and not name.startswith("LC_")}
    return kept | {"FOLKMOOT_HOME": str(home), "FOLKMOOT_POSTGRES_DURABLE": "no", "LANG": "C.UTF-8"} | more


def folkmoot(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "folkmoot", *arguments],
        env=environment(home, **more),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@dataclass(frozen=True)
class Installation:
    """The small region with its cast, which stands already: no command has to make it, nor to start a server."""

    home: Path

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """What the command answers here, in the test's own database."""
        lent = {name: os.environ[name] for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "FOLKMOOT_KEY")}
        return folkmoot(self.home, *arguments, **lent, **more)
