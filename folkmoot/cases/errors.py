"""What can go wrong with a case, each as a named error that a screen can explain in a sentence."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


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


class NobodyAppointed(CaseError):
    """The post is vacant."""

    sentence = _("Nobody is appointed to this post today. Choose a post that is held.")


class CannotHandle(CaseError):
    """A unit outside the case's line of places, or the one complained about."""

    sentence = _("This unit cannot handle the case: it lies elsewhere, or the concern is about it.")


class TopLevel(CaseError):
    """There is no level above."""

    sentence = _("There is no level above that could take this case.")


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
