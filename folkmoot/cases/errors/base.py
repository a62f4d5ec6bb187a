"""What can go wrong with anything in a case."""

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


class NotAdopted(CaseError):
    """Imported history that nobody has taken up."""

    sentence = _("This is imported history. A post has to take it up before anything can be done with it.")


class TooLate(CaseError):
    """The time to do it has passed."""

    sentence = _("The time for this has passed. You can raise a new concern and name this reference in it.")
