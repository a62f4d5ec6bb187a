"""The tables of early warning: of single cases, and of places and topics. Each has a policy on the session's scope."""

from folkmoot.earlywarning.models.cases import CaseWarning, Look, MorningMail, WarningColour, WarningKind, WarningNotice
from folkmoot.earlywarning.models.choices import MeasureKind, SignalCause, SignalDismissal, SignalOutcome
from folkmoot.earlywarning.models.counts import DailyCount
from folkmoot.earlywarning.models.signals import Campaign, Night, Signal, SignalMeasure, SignalNotice

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
