"""What can go wrong where several cases or several posts are brought together."""

from django.utils.translation import gettext_lazy as _

from folkmoot.cases.errors.base import CaseError


class CannotMerge(CaseError):
    """A merge that would lose somebody's way."""

    sentence = _("These cases cannot be merged. Choose an open case about the same matter that is not merged itself.")


class NotJoint(CaseError):
    """A lead names members only where the pack's rule is reached."""

    sentence = _("The rule for joint handling is not reached here. A coordinator can decide it all the same.")


class CannotHelp(CaseError):
    """A post that does not help, or one that judges later what was done."""

    sentence = _("This post cannot help here. Whoever reviews, calls back or audits takes no part in a case.")


class AlreadyHelping(CaseError):
    """The post leads the case or helps with it."""

    sentence = _("This post leads the case or helps with it already.")


class NothingJoined(CaseError):
    """There is nobody else to be written to."""

    sentence = _("No other concern is joined to this case, so there is nobody else to write to.")


class AlreadySupervised(CaseError):
    """One supervision at a time."""

    sentence = _("This case is supervised already. Whoever supervises it, or the level above, can lift that first.")


class CannotSupervise(CaseError):
    """Not from here, or not this case."""

    sentence = _("A case that is open is supervised by a post of the same place or above that does not lead it itself.")


class NotSupervised(CaseError):
    """There is no supervision to report to or to lift."""

    sentence = _("This case is not supervised.")


class CannotLift(CaseError):
    """Only who supervises, or the level above."""

    sentence = _("Only the post that supervises the case, or a post of the level right above it, can lift that.")
