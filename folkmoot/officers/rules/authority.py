"""What a role may do: the one table of the whole product. Where it may, is the subtree of its unit's place.

A pack only gives the roles their titles. Two posts never give more than their union, because every question is asked of
one post at a time.
"""

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """The closed set of roles. AUTOMATION is what the software itself may do when a clock runs out."""

    SECRETARY = "secretary"
    MEDIATOR = "mediator"
    GROUP_LIAISON = "group_liaison"
    COORDINATOR = "coordinator"
    REVIEWER = "reviewer"
    CALL_BACK = "call_back"
    SAFETY = "safety"
    TRAINING_COORDINATOR = "training_coordinator"
    APPRAISER = "appraiser"
    DUTY_OFFICER = "duty_officer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    AUTOMATION = "automation"


class Hand(StrEnum):
    """Whose hand a resident's code shows. SEEN: an officer has seen the code, so it cannot close the question."""

    FILER = "filer"
    FILER_SEEN = "filer_seen"
    RESPONDENT = "respondent"


class Power(StrEnum):
    """What can be allowed. The first part bears the names of the moves in `procedures.rules.steps`."""

    RECEIVE = "receive"
    ACKNOWLEDGE = "acknowledge"
    ROUTE = "route"
    ACCEPT = "accept"
    DECLINE = "decline"
    REFER_OUT = "refer_out"
    ASSIGN = "assign"
    HAND_OVER = "hand_over"
    ESCALATE = "escalate"
    ASK = "ask"
    ANSWER = "answer"
    PROPOSE = "propose"
    CONFIRM = "confirm"
    DISPUTE = "dispute"
    CLOSE = "close"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    MERGE = "merge"
    UNMERGE = "unmerge"
    ADOPT = "adopt"
    ASK_REVIEW = "ask_review"
    DECIDE_REVIEW = "decide_review"
    SEND_BACK = "send_back"

    READ = "read"
    SUMMARISE = "summarise"
    NOTE = "note"
    WRITE = "write"
    TASK = "task"
    ATTACH = "attach"
    ADD_PARTY = "add_party"
    ISSUE_CODE = "issue_code"
    INVITE = "invite"
    RATE = "rate"
    CALL_BACK = "call_back"
    PUT_UNDER = "put_under"
    PAUSE = "pause"
    ASK_EXTENSION = "ask_extension"
    GRANT_EXTENSION = "grant_extension"
    RECORD_MILESTONE = "record_milestone"
    TAKE_UP = "take_up"
    STEP_ASIDE = "step_aside"
    JOIN_HANDS = "join_hands"
    SUPERVISE = "supervise"
    REPORT = "report"
    TAKE_WARNING = "take_warning"
    OVERVIEW = "overview"
    IMPORT = "import"
    EXPORT = "export"
    VERIFY_LEDGER = "verify_ledger"
    KEEP_PLACES = "keep_places"
    KEEP_OFFICERS = "keep_officers"


class Reach(StrEnum):
    """Over which cases of its area a post has a power."""

    #: those that this person in this post leads or, before acceptance, that the post answers for
    OWN = "own"
    #: those that this post leads, whoever was in it when it began to
    POST = "post"
    #: those that its unit handles
    UNIT = "unit"
    #: all in the subtree of its unit's place
    AREA = "area"
    #: those in its area that another unit handles
    ELSEWHERE = "elsewhere"


_P, _R = Power, Reach

_READING: Final = {_P.READ: _R.AREA, _P.OVERVIEW: _R.AREA}
#: Who takes a concern in also writes down that its filer, by telephone or on paper, asks for a review.
_TAKING_IN: Final = {_P.RECEIVE: _R.AREA, _P.ASK_REVIEW: _R.AREA}
_LEADING: Final = {
    _P.ASK: _R.OWN,
    _P.PROPOSE: _R.OWN,
    _P.HAND_OVER: _R.OWN,
    _P.ESCALATE: _R.OWN,
    _P.WRITE: _R.OWN,
    _P.SUMMARISE: _R.OWN,
    _P.ADD_PARTY: _R.OWN,
    _P.ISSUE_CODE: _R.OWN,
    _P.NOTE: _R.AREA,
    _P.TASK: _R.OWN,
    _P.ATTACH: _R.OWN,
    _P.PAUSE: _R.OWN,
    _P.ASK_EXTENSION: _R.OWN,
    _P.REPORT: _R.OWN,
    _P.TAKE_UP: _R.POST,
    _P.STEP_ASIDE: _R.POST,
    # What happens elsewhere often happens when nobody leads the case any more.
    _P.RECORD_MILESTONE: _R.UNIT,
    _P.JOIN_HANDS: _R.OWN,
    _P.TAKE_WARNING: _R.UNIT,
}
#: A review is led by who decides it; that it is another unit's post is a rule of the case.
_REVIEWING: Final = {_P.DECIDE_REVIEW: _R.OWN, _P.SEND_BACK: _R.OWN}
_DESK: Final = {
    _P.ACKNOWLEDGE: _R.UNIT,
    _P.ROUTE: _R.UNIT,
    _P.ACCEPT: _R.UNIT,
    _P.DECLINE: _R.UNIT,
    _P.REFER_OUT: _R.UNIT,
    _P.ASSIGN: _R.UNIT,
    _P.ADOPT: _R.AREA,
    _P.PUT_UNDER: _R.UNIT,
    # Which post of the area decides is a rule of the case: the nearest one above the lead.
    _P.GRANT_EXTENSION: _R.AREA,
}
_COORDINATING: Final = dict.fromkeys(
    (
        _P.ACKNOWLEDGE,
        _P.ROUTE,
        _P.ACCEPT,
        _P.DECLINE,
        _P.REFER_OUT,
        _P.ASSIGN,
        _P.HAND_OVER,
        _P.ESCALATE,
        _P.MERGE,
        _P.UNMERGE,
        _P.ADOPT,
        _P.SUMMARISE,
        _P.ISSUE_CODE,
        _P.NOTE,
        _P.TASK,
        _P.PUT_UNDER,
        _P.GRANT_EXTENSION,
        _P.RECORD_MILESTONE,
        _P.JOIN_HANDS,
        _P.SUPERVISE,
        _P.TAKE_WARNING,
        _P.IMPORT,
        _P.EXPORT,
    ),
    _R.AREA,
)

AUTHORITY: Final[dict[Role, dict[Power, Reach]]] = {
    Role.SECRETARY: {
        **_READING,
        **_TAKING_IN,
        **_LEADING,
        **_REVIEWING,
        **_DESK,
        _P.SUPERVISE: _R.AREA,
        _P.TAKE_WARNING: _R.AREA,
    },
    Role.MEDIATOR: {
        **_READING,
        **_TAKING_IN,
        **_LEADING,
        _P.ACKNOWLEDGE: _R.UNIT,
        _P.ACCEPT: _R.UNIT,
        _P.ADOPT: _R.AREA,
    },
    Role.GROUP_LIAISON: {**_READING, **_TAKING_IN, _P.NOTE: _R.AREA},
    Role.COORDINATOR: {**_READING, **_TAKING_IN, **_LEADING, **_REVIEWING, **_COORDINATING},
    Role.REVIEWER: {
        **_READING,
        **_TAKING_IN,
        **_LEADING,
        **_REVIEWING,
        **_DESK,
        _P.VERIFY_LEDGER: _R.AREA,
        _P.TAKE_WARNING: _R.AREA,
    },
    Role.CALL_BACK: {
        **_READING,
        _P.CALL_BACK: _R.ELSEWHERE,
        _P.CONFIRM: _R.ELSEWHERE,
        _P.DISPUTE: _R.ELSEWHERE,
        _P.REOPEN: _R.ELSEWHERE,
        _P.INVITE: _R.ELSEWHERE,
    },
    Role.SAFETY: {**_READING, _P.NOTE: _R.AREA},
    Role.TRAINING_COORDINATOR: {_P.OVERVIEW: _R.AREA},
    Role.APPRAISER: {_P.OVERVIEW: _R.AREA},
    Role.DUTY_OFFICER: {**_READING, **_TAKING_IN, _P.ACKNOWLEDGE: _R.AREA, _P.NOTE: _R.AREA},
    Role.AUDITOR: {**_READING, _P.VERIFY_LEDGER: _R.AREA},
    Role.ADMINISTRATOR: {_P.KEEP_PLACES: _R.AREA, _P.KEEP_OFFICERS: _R.AREA, _P.VERIFY_LEDGER: _R.AREA},
    Role.AUTOMATION: {_P.READ: _R.AREA, _P.CLOSE: _R.AREA, _P.INVITE: _R.AREA, _P.ESCALATE: _R.AREA},
}

#: What a named member of a case that several handle jointly may do in that one case, wherever the post's area is.
MEMBERS: Final = frozenset({_P.READ, _P.NOTE, _P.ATTACH})

_FOLLOWING: Final = frozenset({_P.READ, _P.WRITE, _P.ATTACH})

RESIDENTS: Final[dict[Hand, frozenset[Power]]] = {
    Hand.FILER: _FOLLOWING
    | {_P.ANSWER, _P.CONFIRM, _P.DISPUTE, _P.RATE, _P.REOPEN, _P.WITHDRAW, _P.ESCALATE}
    | {_P.ASK_REVIEW},
    # Taking a refusal or a decision to the level above is a remedy, it closes nothing: a seen code suffices for it.
    Hand.FILER_SEEN: _FOLLOWING | {_P.ANSWER, _P.DISPUTE, _P.REOPEN, _P.ESCALATE, _P.ASK_REVIEW},
    Hand.RESPONDENT: _FOLLOWING,
}


def reach(role: Role, power: Power) -> Reach | None:
    """How far `role` may use `power`; None where it may not at all."""
    return AUTHORITY[role].get(power)
