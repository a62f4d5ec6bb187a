"""What is wrong with a line of a labelled file, in words."""

from folkmoot.cli.words import _
from folkmoot.triage.rules.samples import LONGEST_LABEL, LONGEST_TEXT, Reason


def sentence(reason: Reason) -> str:
    """The reason in the language of the terminal."""
    match reason:
        case Reason.NO_COLUMNS:
            return _("a column text (or tokens, summary) and a column label (or category) are needed")
        case Reason.TORN:
            return _("a quotation mark is not closed, or stands where none may")
        case Reason.WIDTH:
            return _("it has more or fewer columns than the first line")
        case Reason.NO_TEXT:
            return _("the text is empty")
        case Reason.NO_LABEL:
            return _("the category is empty")
        case Reason.LONG_TEXT:
            return _("the text is longer than {count} characters").format(count=LONGEST_TEXT)
        case Reason.LONG_LABEL:
            return _("the category is longer than {count} characters").format(count=LONGEST_LABEL)
