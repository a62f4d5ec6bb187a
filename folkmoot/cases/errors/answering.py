"""What can go wrong in what the parties are told and answer, and in looking at a decision again."""

from django.utils.translation import gettext_lazy as _

from folkmoot.cases.errors.base import CaseError
from folkmoot.procedures.rules.text import Text


class NamesInSummary(CaseError):
    """The summary names a party, and it would be searched."""

    sentence = _("The summary contains a name or a number of a party. Describe the dispute without saying who.")


class NotYetAnswered(CaseError):
    """The other case has no resolution that could be confirmed."""

    sentence = _("No resolution has been proposed yet, so there is nothing to confirm or to dispute.")


class AlreadyRated(CaseError):
    """One rating a close."""

    sentence = _("You have already rated this case. Thank you.")


class CodeTooShort(CaseError):
    """A code of one's own that could be guessed."""

    sentence = _("Choose a code of at least 12 characters that nobody can guess, for example four words.")


class NobodyReviews(CaseError):
    """No unit of the region is left that may hear the review. `beyond` says who decides instead."""

    sentence = _("Every unit of this region that could hear a review has had a part in the case.")

    def __init__(self, beyond: Text) -> None:
        super().__init__()
        self.beyond = beyond


class RefusalStands(CaseError):
    """A refusal is upheld or sent back; there is nothing in between."""

    sentence = _("A refusal that does not stand is sent back, so that the matter is handled.")
