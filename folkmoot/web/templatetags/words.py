"""Tags for the words of the domain in the language of the page."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from folkmoot.cases.models import Case
from folkmoot.procedures.queries import newest_pack, published_pack
from folkmoot.procedures.rules.pack import UnknownCategoryError
from folkmoot.procedures.rules.steps import Move, Outcome, Step
from folkmoot.web import names, words

register = template.Library()


@register.simple_tag
def step_name(case: Case) -> str:
    """Where a case stands; of one that ended, how."""
    if case.outcome:
        return str(words.OUTCOMES[Outcome(case.outcome)])
    return str(words.STEPS[case.at])


@register.simple_tag
def step_badge(case: Case) -> SafeString:
    """The same as a badge, coloured by whether it is open, done, or ended otherwise."""
    colour = "blue" if case.is_open else "green" if case.outcome == Outcome.CONFIRMED else "secondary"
    return format_html('<span class="badge bg-{}-lt">{}</span>', colour, step_name(case))


@register.filter
def step_title(step: str) -> str:
    """A step by its code."""
    return str(words.STEPS[Step(step)])


@register.filter
def move_title(move: str) -> str:
    """A move by its code, as the button that makes it."""
    return str(words.MOVES[Move(move)])


@register.simple_tag
def category_title(code: str, pack: str, version: str = "") -> str:
    """The title of a category in a pack, in its newest version unless one is named; its code where that lacks it."""
    try:
        found = published_pack(pack, version) if version else newest_pack(pack)
        return words.wording(found.category(code).title)
    except UnknownCategoryError:
        return code


register.filter(names.place_name)
register.filter(names.plain_place_name)
register.filter(names.proper_name)
