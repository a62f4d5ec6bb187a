"""What a warning can be about, how urgent it is, and why it climbed or ended: closed lists."""

from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a warning says of a case. None of them looks at who the parties are, how many, or what they wrote."""

    #: most of its clock has run
    CLOCK = "clock"
    #: its clock ends today
    DUE = "due"
    #: its clock has run out
    OVERDUE = "overdue"
    #: nothing was done in it for days
    SILENT = "silent"
    #: it was passed on, and on again, and nobody has it
    BOUNCED = "bounced"
    #: it was opened again, and again
    REDONE = "redone"
    #: several cases of one topic came up in one township
    RECURRING = "recurring"
    #: its supervisor was owed a report
    REPORT_MISSING = "report_missing"
    #: an agreement is not kept: raised once there are agreements
    NOT_KEPT = "not_kept"
    #: contact between the parties is not safe: raised once there is a private safety screen
    UNSAFE = "unsafe"


class Colour(StrEnum):
    """How urgent a warning is, from the least to the most. The reason always stands beside it in words."""

    BLUE = "blue"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"


class WhyClimbed(StrEnum):
    """Why another post was told."""

    #: the post that was named did not take it in time
    UNTAKEN = "untaken"
    #: nobody holds the post that was named
    VACANT = "vacant"
    #: it is overdue by as much time again as the clock had
    WORSENED = "worsened"
    #: the case has another lead: no climb, its warning goes along
    LED_ANEW = "led_anew"


class WhyEnded(StrEnum):
    """Why a warning is over."""

    #: what it said is true no longer
    GONE = "gone"
    #: the case ended, or was joined with another
    CASE_ENDED = "case_ended"
    #: its clock went on, and a graver warning stands in its place
    GREW = "grew"


#: The colour in which a warning begins.
COLOURS: Final[dict[Kind, Colour]] = {
    Kind.CLOCK: Colour.BLUE,
    Kind.DUE: Colour.YELLOW,
    Kind.SILENT: Colour.YELLOW,
    Kind.REPORT_MISSING: Colour.YELLOW,
    Kind.OVERDUE: Colour.ORANGE,
    Kind.BOUNCED: Colour.ORANGE,
    Kind.REDONE: Colour.ORANGE,
    Kind.RECURRING: Colour.ORANGE,
    Kind.NOT_KEPT: Colour.ORANGE,
    Kind.UNSAFE: Colour.RED,
}

#: The three that follow each other as one clock runs on.
OF_CLOCK: Final = (Kind.CLOCK, Kind.DUE, Kind.OVERDUE)


def colour_after(colour: Colour, why: WhyClimbed) -> Colour:
    """The colour of a warning after another post was told. A vacancy and a new lead are no fault of who was named."""
    return Colour.RED if why in {WhyClimbed.UNTAKEN, WhyClimbed.WORSENED} else colour
