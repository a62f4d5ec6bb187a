"""Tags for the pages of the rules."""

from django import template

from folkmoot.procedures.rules.text import Text
from folkmoot.web.words import wording

register = template.Library()


@register.filter
def worded(words: object) -> str:
    """A text of a pack, or a text of the product, in the language of the page."""
    return wording(words) if isinstance(words, Text) else str(words)
