"""What an operator may choose from. Nothing is imported here: every command reads it before it knows what it needs."""

from enum import StrEnum
from typing import Final

#: This machine alone.
LOOPBACK: Final = "127.0.0.1"


class Part(StrEnum):
    """What `serve` may be limited to, where both run on machines of their own."""

    WEB = "web"
    WORK = "work"


class Extent(StrEnum):
    """How much `check` looks at."""

    WHOLE = "whole"
    STATIC = "static"
