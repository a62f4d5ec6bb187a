"""Tags of the pages for residents."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django import template
from django.forms import BoundField
from django.template import Context
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from folkmoot.officers.models import Unit
from folkmoot.places.models import Region
from folkmoot.procedures.rules.pack import Category, Pack
from folkmoot.web.names import is_chinese_page, proper_name
from folkmoot.web.residents.draft import DETAILS, Draft, who_speaks
from folkmoot.web.residents.emergency import numbers_for
from folkmoot.web.residents.raising_forms import CHANNELS, WHOSE
from folkmoot.web.templatetags.frame import title_of
from folkmoot.web.templatetags.times import on_day
from folkmoot.web.words import wording

register = template.Library()

_BETWEEN: Final = _("Between people, families and firms")


@dataclass(frozen=True)
class Twig:
    """One category as a radio button."""

    code: str
    title: str
    target: str
    is_chosen: bool
    is_deeper: bool


@dataclass(frozen=True)
class Branch:
    """Categories under one heading, folded away unless something in it is chosen or it comes first."""

    title: str | Promise
    twigs: tuple[Twig, ...]
    is_open: bool


@register.simple_tag
def category_tree(field: BoundField, pack: Pack) -> list[Branch]:
    """The categories of a pack: first those that stand alone, then each one with all below it."""
    numbers = {each.code: n for n, each in enumerate(pack.categories)}
    chosen = field.value()

    def twig(each: Category, *, top: str | None) -> Twig:
        return Twig(
            code=each.code,
            title=wording(each.title),
            target=f"{field.auto_id}_{numbers[each.code]}",
            is_chosen=each.code == chosen,
            is_deeper=each.parent not in (None, top),
        )

    tops = pack.children()
    alone = tuple(twig(each, top=None) for each in tops if not pack.children(each.code))
    branches = [Branch(_BETWEEN, alone, is_open=True)]
    for top in tops:
        below = [pack.category(code) for code in _in_order(pack, top.code)]
        if below:
            twigs = tuple(twig(each, top=top.code) for each in below)
            is_open = any(each.is_chosen for each in twigs)
            branches.append(Branch(wording(top.title), twigs, is_open=is_open))
    return branches


def _in_order(pack: Pack, code: str) -> list[str]:
    """All categories below one, each followed by its own."""
    found = []
    for child in pack.children(code):
        found += [child.code, *_in_order(pack, child.code)]
    return found


@register.simple_tag
def channel_title(code: str) -> str:
    """A safe channel as the resident chose it."""
    return str(dict(CHANNELS).get(code, ""))


@register.simple_tag
def reached(draft: Draft) -> SafeString:
    """How somebody wants to be reached, with what that needs, a line each."""
    written = [getattr(draft, name) for name in DETAILS.get(draft.safe_channel, ())]
    lines = [channel_title(draft.safe_channel), *(each for each in written if isinstance(each, str) and each)]
    if draft.safe_channel in DETAILS and draft.no_voicemail:
        lines.append(str(_("Never leave a voice message")))
    return format_html_join("\n", "{}", ((each,) for each in lines))


@register.simple_tag
def whose_title(draft: Draft) -> SafeString:
    """Whose concern it is, with the name that was given, or with what is said for a group."""
    if draft.whose == "other" and draft.on_behalf_of:
        return format_html("{}: {}", dict(WHOSE)["other"], proper_name(draft.on_behalf_of))
    return format_html("{}", who_speaks(draft) if draft.whose == "group" else dict(WHOSE)[draft.whose])


@register.simple_tag
def hint_of(hints: dict[str, str] | str, value: str) -> str:
    """What stands below a choice, "" where nothing does."""
    return hints.get(value, "") if isinstance(hints, dict) else ""


@register.simple_tag(takes_context=True)
def emergency_numbers(context: Context) -> tuple[tuple[str, Promise], ...]:
    """Whom to call in the region of the page; nothing where no region is known, as on a page of an error."""
    region = context.get("region")
    return numbers_for(region.country) if region else ()


@register.simple_tag
def attribution(region: Region) -> str:
    """Whose outlines a map shows, in the language of the page."""
    return region.attribution_zh if is_chinese_page() else region.attribution_en


@register.simple_tag
def written_day(day: str) -> SafeString:
    """A day in ISO 8601 as people write it."""
    return on_day(date.fromisoformat(day))


@register.filter
def titled(unit: Unit) -> str:
    """The title of a unit, for use within a sentence."""
    return title_of(unit)
