"""The tables of early warning: of single cases, and of places and topics. Each has a policy on the session's scope."""

from folkmoot.earlywarning.models.cases import CaseWarning, Look, MorningMail, WarningColour, WarningKind, WarningNotice
from folkmoot.earlywarning.models.counts import DailyCount
from folkmoot.earlywarning.models.signals import (
    Campaign,
    MeasureKind,
    Night,
    Signal,
    SignalCause,
    SignalDismissal,
    SignalMeasure,
    SignalNotice,
    SignalOutcome,
)

__all__ = [
    "Campaign",
    "CaseWarning",
    "DailyCount",
    "Look",
    "MeasureKind",
    "MorningMail",
    "Night",
    "Signal",
    "SignalCause",
    "SignalDismissal",
    "SignalMeasure",
    "SignalNotice",
    "SignalOutcome",
    "WarningColour",
    "WarningKind",
    "WarningNotice",
]
