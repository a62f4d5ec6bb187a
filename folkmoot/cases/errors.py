"""What can go wrong with a case, each as a named error that a screen can explain in a sentence."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.procedures.rules.text import Text


class CaseError(Exception):
    """Something a person can mend or has to know. `sentence` says what and what to do; `field` names the input."""

    sentence: ClassVar[str | Promise] = ""

    def __init__(self, *, field: str = "") -> None:
        super().__init__(str(self.sentence))
        self.field = field


class NotAllowed(CaseError):
    """The post, or the code, has no such power over this case."""

    sentence = _("Your post may not do this in this case. The level above, or the post that leads the case, can.")


class CodeWasSeen(CaseError):
    """The code was seen by an officer, so it cannot close the question."""

    sentence = _("An officer has seen this code. To do this, first set a code of your own that nobody else knows.")


class ChangedMeanwhile(CaseError):
    """Somebody else acted first; nothing was saved."""

    sentence = _("Somebody else changed this case while you were writing. Look at what is new, then try again.")


class Missing(CaseError):
    """Something that is needed was left empty."""

    sentence = _("This is needed. Please fill it in.")


class NamesInSummary(CaseError):
    """The summary names a party, and it would be searched."""

    sentence = _("The summary contains a name or a number of a party. Describe the dispute without saying who.")


class ConflictOfInterest(CaseError):
    """The one who would lead is too near to the matter."""

    sentence = _("Whoever leads must not be close to a party or to the unit complained about. Name somebody else.")


class UnitStepsAside(ConflictOfInterest):
    """The pack says that the whole unit is too near to the matter."""

    sentence = _(
        "By the rule of the procedure the whole unit steps aside. Pass the case on to another unit, or take it to the "
        "level above."
    )


class LeadsAlready(CaseError):
    """Whoever asks leads the case."""

    sentence = _("You lead this case already.")


class NobodyElse(CaseError):
    """Whoever steps aside is the last who could lead."""

    sentence = _(
        "Nobody else who may lead this case is appointed, in the unit or above it. Tell who coordinates, or the office "
        "that appoints; until then do nothing in the case."
    )


class NobodyAppointed(CaseError):
    """The post is vacant."""

    sentence = _("Nobody is appointed to this post today. Choose a post that is held.")


class CannotHandle(CaseError):
    """A unit outside the case's line of places, or the one complained about."""

    sentence = _("This unit cannot handle the case: it lies elsewhere, or the concern is about it.")


class TopLevel(CaseError):
    """There is no level above."""

    sentence = _("There is no level above that could take this case.")


class NobodyReviews(CaseError):
    """No unit of the region is left that may hear the review. `beyond` says who decides instead."""

    sentence = _("Every unit of this region that could hear a review has had a part in the case.")

    def __init__(self, beyond: Text) -> None:
        super().__init__()
        self.beyond = beyond


class RefusalStands(CaseError):
    """A refusal is upheld or sent back; there is nothing in between."""

    sentence = _("A refusal that does not stand is sent back, so that the matter is handled.")


class DecidedAbove(CaseError):
    """The level above has said whose matter it is."""

    sentence = _(
        "The level above has decided that this unit handles the case. It can be accepted here, or taken to the level "
        "above; it cannot be passed on or turned away as somebody else's matter."
    )


class PassedOnTooOften(CaseError):
    """It has gone round often enough."""

    sentence = _(
        "This case was passed on as often as the rules allow. Accept it, or take it to the level above, which decides "
        "who handles it."
    )


class PassedOnTooLate(CaseError):
    """The time to object is over."""

    sentence = _(
        "The time for passing this case on is over. Accept it, or take it to the level above, which decides who "
        "handles it."
    )


class TooLate(CaseError):
    """The time to do it has passed."""

    sentence = _("The time for this has passed. You can raise a new concern and name this reference in it.")


class CannotMerge(CaseError):
    """A merge that would lose somebody's way."""

    sentence = _("These cases cannot be merged. Choose an open case about the same matter that is not merged itself.")


class NotYetAnswered(CaseError):
    """The other case has no resolution that could be confirmed."""

    sentence = _("No resolution has been proposed yet, so there is nothing to confirm or to dispute.")


class AlreadyRated(CaseError):
    """One rating a close."""

    sentence = _("You have already rated this case. Thank you.")


class CodeTooShort(CaseError):
    """A code of one's own that could be guessed."""

    sentence = _("Choose a code of at least 12 characters that nobody can guess, for example four words.")


class NotAdopted(CaseError):
    """Imported history that nobody has taken up."""

    sentence = _("This is imported history. A post has to take it up before anything can be done with it.")


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
