"""What may be found to fail, what may be done about it, and with what result: closed lists.

There is no measure against anybody in them. What fails is a service, a rule, a payment or a place.
"""

from enum import StrEnum
from typing import Final


class Measure(StrEnum):
    """What an office can do about what fails."""

    INSPECTION = "inspection"
    SERVICE_RESTORED = "service_restored"
    WAGE_CLAIM_HELP = "wage_claim_help"
    INFORMATION_MEETING = "information_meeting"
    JOINT_CASE = "joint_case"
    MONEY = "money"
    LAW_EXPLAINED = "law_explained"
    RULE_CHANGED = "rule_changed"


class Cause(StrEnum):
    """What was found to fail."""

    SERVICE_FAILED = "service_failed"
    WORKS_OR_BUILDING = "works_or_building"
    WAGES_UNPAID = "wages_unpaid"
    POLLUTION_OR_NOISE = "pollution_or_noise"
    RULE_OR_DECISION = "rule_or_decision"
    RULE_NOT_KNOWN = "rule_not_known"
    WEATHER_OR_ACCIDENT = "weather_or_accident"
    OFFICE_SLOW = "office_slow"
    OTHER = "other"


class Outcome(StrEnum):
    """What came of the measures, as the post that took the signal sees it."""

    MENDED = "mended"
    PARTLY_MENDED = "partly_mended"
    NOT_MENDED = "not_mended"


class WhyDismissed(StrEnum):
    """Why nothing has to be done. Each needs a sentence beside it."""

    #: a new import, an office that opened, a campaign: something known explains the number
    KNOWN_REASON = "known_reason"
    #: the cases have nothing in common when they are read
    UNRELATED = "unrelated"
    #: what failed was mended before
    ALREADY_MENDED = "already_mended"
    #: the counts are wrong, such as one matter entered several times
    COUNTED_WRONGLY = "counted_wrongly"


class WhyTold(StrEnum):
    """Why a post was told of a signal."""

    RAISED = "raised"
    UNTAKEN = "untaken"
    VACANT = "vacant"


#: measures that answer a cause best stand first when one chooses; all others can be chosen too
LIKELY: Final[dict[Cause, tuple[Measure, ...]]] = {
    Cause.SERVICE_FAILED: (Measure.SERVICE_RESTORED, Measure.INSPECTION, Measure.MONEY),
    Cause.WORKS_OR_BUILDING: (Measure.INSPECTION, Measure.JOINT_CASE, Measure.INFORMATION_MEETING),
    Cause.WAGES_UNPAID: (Measure.WAGE_CLAIM_HELP, Measure.INSPECTION, Measure.JOINT_CASE),
    Cause.POLLUTION_OR_NOISE: (Measure.INSPECTION, Measure.JOINT_CASE, Measure.INFORMATION_MEETING),
    Cause.RULE_OR_DECISION: (Measure.RULE_CHANGED, Measure.INFORMATION_MEETING, Measure.LAW_EXPLAINED),
    Cause.RULE_NOT_KNOWN: (Measure.LAW_EXPLAINED, Measure.INFORMATION_MEETING),
    Cause.WEATHER_OR_ACCIDENT: (Measure.SERVICE_RESTORED, Measure.MONEY, Measure.INSPECTION),
    Cause.OFFICE_SLOW: (Measure.SERVICE_RESTORED, Measure.RULE_CHANGED),
    Cause.OTHER: (),
}


def measures_for(cause: Cause) -> tuple[Measure, ...]:
    """All measures, those that answer the cause best first."""
    likely = LIKELY[cause]
    return (*likely, *(each for each in Measure if each not in likely))
