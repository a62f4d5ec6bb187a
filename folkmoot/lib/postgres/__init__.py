"""The embedded PostgreSQL: started on demand, shared by several processes, gone when nobody uses it."""

from folkmoot.lib.postgres.address import Address
from folkmoot.lib.postgres.errors import BinariesMissing, PostgresDidNotStart, TooOld
from folkmoot.lib.postgres.provision import provision
from folkmoot.lib.postgres.running import ensure_running
from folkmoot.lib.postgres.version import require_version

__all__ = [
    "Address",
    "BinariesMissing",
    "PostgresDidNotStart",
    "TooOld",
    "ensure_running",
    "provision",
    "require_version",
]
