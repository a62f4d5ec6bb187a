"""The clocks of a procedure: what each means, what starts and ends it, and what may stop or lengthen it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from folkmoot.officers.rules.authority import Role
from folkmoot.procedures.rules.citations import Basis, Grounds
from folkmoot.procedures.rules.steps import Move
from folkmoot.procedures.rules.text import Text


class ClockName(StrEnum):
    """Every clock there is; a pack sets its length, never its meaning."""

    # Those of every case: the table of steps runs them.
    #: tell the filer that the concern has arrived, and which way it goes
    ACKNOWLEDGE = "acknowledge"
    #: find the unit that handles it
    ROUTE = "route"
    #: bring the matter itself to its end: an answer, a written opinion, or the end of the mediation
    ANSWER = "answer"
    #: the filer confirms or disputes what was proposed
    CONFIRM = "confirm"
    #: somebody independent asks the filer how it went
    CALL_BACK = "call_back"
    #: the filer may open a closed case again
    REOPEN = "reopen"
    #: another unit asks whether a withdrawal was free
    WITHDRAWAL_CHECK = "withdrawal_check"
    #: decide a first review
    REVIEW = "review"

    # Those of a procedure that has them.
    #: a body to which a matter was passed wrongly objects, with reasons
    OBJECTION = "objection"
    #: ask for the first review
    REVIEW_REQUEST = "review_request"
    #: ask for the second and last review
    RECHECK_REQUEST = "recheck_request"
    #: decide the second and last review
    RECHECK = "recheck"
    #: the parties together ask a court to confirm their agreement
    COURT_REQUEST = "court_request"
    #: the court says whether it takes the request
    COURT_ACCEPTANCE = "court_acceptance"
    #: the court decides whether it confirms
    COURT_DECISION = "court_decision"
    #: ask for arbitration before the claim is out of time
    LIMITATION = "limitation"
    #: the board says whether it takes the application
    ARBITRATION_ACCEPTANCE = "arbitration_acceptance"
    #: the application reaches the other side
    ARBITRATION_SERVICE = "arbitration_service"
    #: the other side hands in its defence
    DEFENCE = "defence"
    #: the defence reaches the applicant
    DEFENCE_SERVICE = "defence_service"
    #: the parties are told who sits on the tribunal
    TRIBUNAL_NOTICE = "tribunal_notice"
    #: the tribunal makes its award
    AWARD = "award"
    #: the award reaches the parties
    AWARD_SERVICE = "award_service"
    #: go to court against the award
    SUIT = "suit"


#: What the table of steps starts by itself: a pack without one of them could not run a case.
CORE: Final = tuple(ClockName)[: tuple(ClockName).index(ClockName.REVIEW) + 1]


class Milestone(StrEnum):
    """What happens beside the moves of the table of steps, often at another body."""

    FORWARDED = "forwarded"
    OBJECTED = "objected"
    PAUSED = "paused"
    EXTENDED = "extended"
    CALLED_BACK = "called_back"
    ANSWER_RECEIVED = "answer_received"
    REVIEW_ASKED = "review_asked"
    REVIEW_RECEIVED = "review_received"
    RECHECK_ASKED = "recheck_asked"
    RECHECK_RECEIVED = "recheck_received"
    AGREED = "agreed"
    COURT_ASKED = "court_asked"
    COURT_ACCEPTED = "court_accepted"
    COURT_DECIDED = "court_decided"
    HARM_KNOWN = "harm_known"
    ARBITRATION_ASKED = "arbitration_asked"
    ARBITRATION_ACCEPTED = "arbitration_accepted"
    APPLICATION_SERVED = "application_served"
    DEFENCE_RECEIVED = "defence_received"
    DEFENCE_SERVED = "defence_served"
    TRIBUNAL_FORMED = "tribunal_formed"
    TRIBUNAL_TOLD = "tribunal_told"
    AWARDED = "awarded"
    AWARD_SERVED = "award_served"
    SUED = "sued"


Mark = Move | Milestone


class DayUnit(StrEnum):
    """How the days of a clock are counted."""

    CALENDAR = "calendar"
    WORKING = "working"


class Binds(StrEnum):
    """Whom a clock binds. For the residents a later end is the better one, for everybody else an earlier."""

    DESK = "desk"
    REVIEWER = "reviewer"
    COURT = "court"
    BOARD = "board"
    RESIDENT = "resident"


@dataclass(frozen=True, slots=True)
class ClockRule:
    """
    How long a clock runs, from what event until which, whom it binds, and on whose word.

    Either `days` or `years` is set, the other is 0; years are counted in calendar days to the same date. `starts_at`
    says in words what it counts from.
    """

    name: ClockName
    unit: DayUnit
    grounds: Grounds
    starts_at: Text
    title: Text
    starts: tuple[Mark, ...]
    ends: tuple[Mark, ...]
    binds: Binds = Binds.DESK
    days: int = 0
    years: int = 0

    @property
    def basis(self) -> Basis:
        return self.grounds.basis

    @property
    def source(self) -> Text:
        """The articles or the policy, in words."""
        return self.grounds.source


@dataclass(frozen=True, slots=True)
class Extension:
    """
    More time for a clock: `days` each time, counted like the clock, at most `times` times.

    A post with the role `approved_by` grants it, never the post that leads the case; None where a court or a board
    lengthens its own clock. `told` is what the resident reads.
    """

    clock: ClockName
    days: int
    times: int
    approved_by: Role | None
    title: Text
    told: Text
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class PauseRule:
    """
    A reason for which `clocks` may stand, for at most `longest_days`; `told` is what the resident reads.

    Only a law may leave `longest_days` open (None): the clock then stands as long as its reason lasts.
    """

    code: str
    clocks: tuple[ClockName, ...]
    longest_days: int | None
    title: Text
    told: Text
    grounds: Grounds
