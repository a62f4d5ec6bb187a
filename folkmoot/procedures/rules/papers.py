"""The papers of a procedure and what is told to whom."""

from dataclasses import dataclass
from enum import StrEnum

from folkmoot.procedures.rules.citations import Grounds
from folkmoot.procedures.rules.clock_rules import ClockName, Mark
from folkmoot.procedures.rules.text import Text


class FieldKind(StrEnum):
    """What is written into a field."""

    LINE = "line"
    PROSE = "prose"
    DATE = "date"
    CHOICE = "choice"
    PARTIES = "parties"
    TICK = "tick"
    SIGNATURES = "signatures"
    SEAL = "seal"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a paper; whatever the law demands is required."""

    code: str
    kind: FieldKind
    title: Text
    is_required: bool


@dataclass(frozen=True, slots=True)
class Form:
    """A paper of the file."""

    code: str
    title: Text
    fields: tuple[FormField, ...]
    grounds: Grounds


class Audience(StrEnum):
    """To whom something is told."""

    FILER = "filer"
    PARTIES = "parties"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told to whom when something happens; `within` is the clock by which, None for at once."""

    code: str
    when: Mark
    to: Audience
    text: Text
    grounds: Grounds
    within: ClockName | None = None


@dataclass(frozen=True, slots=True)
class Principle:
    """A rule that has no clock and still binds; `moves` are those at which it is shown, none for everywhere."""

    code: str
    title: Text
    moves: tuple[Mark, ...]
    grounds: Grounds
