"""Beginning a demo in the small region."""

from datetime import datetime

from folkmoot.demo.queries import CHAIN, Begun, begun
from folkmoot.demo.rules.times import HISTORY
from folkmoot.ledger.actions import record
from tests.cast import Cast


def start(now: datetime) -> Begun:
    """A demo whose two years begin when the cast was appointed."""
    record(
        "demo.begun", by=None, now=now, chain=CHAIN,
        seed=7, village=Cast().village.path, since=now.isoformat(), until=(now + HISTORY).isoformat(),
    )  # fmt: skip
    found = begun()
    assert found is not None
    return found
