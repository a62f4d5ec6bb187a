"""What can go wrong with a warning, as named errors that a screen can explain."""

from django.utils.translation import gettext_lazy as _

from folkmoot.cases.errors import CaseError


class AlreadyTaken(CaseError):
    """Somebody took it first."""

    sentence = _("Somebody has taken this warning already. Look at the case to see who, and what is being done.")


class Over(CaseError):
    """What it said is true no longer."""

    sentence = _("This warning is over: what it said is true no longer.")


class SignalTaken(CaseError):
    """Somebody took it first."""

    sentence = _("Somebody has taken this signal already. Look at it to see who, and what was found.")


class SignalOver(CaseError):
    """It ended with an outcome, was dismissed, or has grown into another one."""

    sentence = _("This signal is over. What was found and done stands below it.")


class NotTaken(CaseError):
    """Nobody has taken it yet."""

    sentence = _("First take this signal, so that everybody sees who looks into it.")


class NoCauseYet(CaseError):
    """Measures answer a cause, and an outcome answers both."""

    sentence = _("First say what was found to fail. Measures answer a cause.")


class NoMeasureYet(CaseError):
    """An outcome is of something that was done."""

    sentence = _("First choose what is done about it. If nothing has to be done, dismiss the signal with a reason.")


class NotANight(CaseError):
    """The day has not ended yet, or lies before everything that was counted."""

    sentence = _("A night can be run for a day that has ended and on which cases were counted.")
