"""Why a back-test cannot be made, in words."""

from folkmoot.cli.words import _
from folkmoot.earlywarning.backtest.history import NoCases
from folkmoot.earlywarning.backtest.method import SPAN
from folkmoot.earlywarning.backtest.power import NowhereQuiet
from folkmoot.earlywarning.backtest.running import FEWEST_EVENINGS
from folkmoot.earlywarning.backtest.tables import BadCounts, Reason
from folkmoot.earlywarning.backtest.trial import TooShort


def sentence(error: BadCounts | NoCases | NowhereQuiet | TooShort) -> str:
    """The fault in the language of the terminal."""
    match error:
        case BadCounts():
            return _("line {line}: {reason}").format(line=error.line, reason=_reason(error.reason))
        case NoCases():
            return _("There are no cases to try early warning on.")
        case NowhereQuiet():
            return _("Every place and topic is too busy for a burst of a few cases.")
        case _too_short:
            return _(
                "The past is too short: the first night needs {span} days before it, and at least {least} nights each "
                "are needed to set the threshold and to try it."
            ).format(span=SPAN, least=FEWEST_EVENINGS)


def _reason(reason: Reason) -> str:
    match reason:
        case Reason.NO_COLUMNS:
            return _("the columns day, place, topic and cases are needed")
        case Reason.WIDTH:
            return _("it has more or fewer columns than the first line")
        case Reason.NO_DAY:
            return _("the day is no date such as 2026-03-10")
        case Reason.NO_NAME:
            return _("the place or the topic is empty or too long, or a part of its path is")
        case Reason.NO_CASES:
            return _("the cases are no whole number from 1 to a million")
