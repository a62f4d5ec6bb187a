"""What can go wrong with the clocks of a case, and with the procedure that sets them."""

from django.utils.translation import gettext_lazy as _

from folkmoot.cases.errors.base import CaseError


class NoSuchReason(CaseError):
    """A reason that the procedure does not have for a clock that runs."""

    sentence = _("The procedure has no such reason for a clock that runs in this case. Choose one from the list.")


class StandsAlready(CaseError):
    """The clock stands for this reason already."""

    sentence = _("The clock stands for this reason already. End that pause first, or choose another reason.")


class PauseTooLong(CaseError):
    """Longer than the procedure allows, all pauses for the one reason together."""

    sentence = _(
        "The procedure does not allow that many days for this reason, earlier pauses for it included. "
        "Choose an earlier day."
    )


class EndsBeforeToday(CaseError):
    """A pause whose last day is over already."""

    sentence = _("The last day cannot lie in the past. Choose today or a later day.")


class NotToday(CaseError):
    """What has not happened yet is not written down."""

    sentence = _("This day has not come yet. Choose today or an earlier day.")


class NotStanding(CaseError):
    """A pause that is over."""

    sentence = _("This pause is over already: the clock runs.")


class ClockRanOut(CaseError):
    """More time is asked for before a clock runs out, never after."""

    sentence = _("This clock has run out, so it cannot be given more time. Answer as soon as you can, and say why.")


class NoMoreTime(CaseError):
    """The procedure gives no more time, or gave it already."""

    sentence = _("The procedure gives this clock no more time than it has.")


class AskedAlready(CaseError):
    """Somebody has still to decide."""

    sentence = _("More time was asked for already, and nobody has decided yet.")


class NobodyCanApprove(CaseError):
    """No other post in the unit or above that the procedure would let approve is held."""

    sentence = _(
        "Nobody can approve this: in the unit and above it, no other post of the role that the procedure names is held."
    )


class NotTheApprover(CaseError):
    """Another post decides."""

    sentence = _("Another post decides about more time: never the one that leads, nor the same person in another post.")


class AlreadyAnswered(CaseError):
    """What was answered under one procedure is not put under another."""

    sentence = _("A resolution was proposed already, or the case has ended: it keeps its procedure.")


class OtherProcedure(CaseError):
    """A procedure that this region does not have, or the case's own."""

    sentence = _("Choose a procedure of this region under which the case does not stand yet.")


class ExcludedThere(CaseError):
    """A category that the chosen procedure leaves to another body."""

    sentence = _("The procedure leaves this category to another body. Its page says where such matters go instead.")


class LeftToOthers(CaseError):
    """A concern of a category that the case's own procedure leaves to another body."""

    sentence = _(
        "The procedure leaves such matters to another body. Refuse it for that reason: the filer is told where to go."
    )
