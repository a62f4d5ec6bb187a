"""What a procedure does not take, and who steps aside."""

from dataclasses import dataclass
from enum import StrEnum

from folkmoot.procedures.rules.citations import Grounds
from folkmoot.procedures.rules.text import Text


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason from a closed list; `elsewhere` says where to go instead, for a reason that turns someone away."""

    code: str
    title: Text
    elsewhere: Text | None = None


class Bars(StrEnum):
    """What an exclusion keeps out: the whole matter from this procedure, or only mediation of it."""

    HANDLING = "handling"
    MEDIATION = "mediation"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What is not handled or not mediated here, and where it goes; `categories` it always meets, often none."""

    code: str
    bars: Bars
    title: Text
    elsewhere: Text
    grounds: Grounds
    categories: tuple[str, ...] = ()


class Aside(StrEnum):
    """Who steps aside when a question about an interest of one's own is answered with yes."""

    OFFICER = "officer"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A question to a future lead, asked before the lead is set; a yes means that `aside` steps aside."""

    code: str
    question: Text
    aside: Aside
    grounds: Grounds
