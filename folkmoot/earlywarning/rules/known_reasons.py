"""Known reasons why more cases may come in without anything failing anew. Each is shown, and none silences a signal."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

#: a reason may lie so long before the first day of the window
BEFORE: Final = timedelta(days=14)


class ReasonKind(StrEnum):
    """What is known."""

    #: cases of another system were entered
    IMPORT = "import"
    #: an office got its first officers
    OFFICE_OPENED = "office_opened"
    #: offices asked residents to come forward
    CAMPAIGN = "campaign"
    #: a place was merged, moved or ended, and its cases are counted elsewhere
    PLACE_CHANGED = "place_changed"
    #: concerns come in under another procedure since then
    NEW_PROCEDURE = "new_procedure"


@dataclass(frozen=True)
class KnownReason:
    """Something known, the day it began, and a number to look it up by."""

    kind: ReasonKind
    on: date
    of: int
    #: only what offices wrote for everybody: the title of a campaign, the name of a procedure
    title: str = ""


def is_near(on: date, *, since: date, until: date, ended_on: date | None = None) -> bool:
    """Whether what began on a day, and lasted until `ended_on` where it is a time, may explain a window."""
    return on <= until and (ended_on or on) >= since - BEFORE
