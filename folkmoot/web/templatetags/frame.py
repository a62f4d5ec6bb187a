"""Tags of the frame: addresses that may be absent, the sections of the desk, the language of a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from folkmoot.officers.models import Unit
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Officer, Standing
from folkmoot.places.models import Place, Region
from folkmoot.procedures.rules.pack import Text
from folkmoot.web.names import is_chinese_page, proper_name
from folkmoot.web.words import wording

register = template.Library()


@dataclass(frozen=True)
class Section:
    """One entry of the desk's navigation."""

    title: str | Promise
    address: str
    #: what `aria-current` says: "page" for its first page, "true" for one within it, "" elsewhere
    current: str


@dataclass(frozen=True)
class Key:
    """A letter that leads to a page of the desk when it is pressed after `g`."""

    letter: str
    title: str | Promise
    address: str


#: address, title, and the power without which it is not shown
SECTIONS: Final[tuple[tuple[str, Promise, Power], ...]] = (
    ("desk:day", _("My day"), Power.READ),
    ("desk:queue", _("Queue"), Power.READ),
    ("desk:overview", _("Overview"), Power.OVERVIEW),
    ("desk:warnings", _("Warnings"), Power.OVERVIEW),
    ("desk:supervised", _("Supervised"), Power.SUPERVISE),
    ("desk:take_in", _("Take in a concern"), Power.RECEIVE),
    ("desk:call_backs", _("Call-backs"), Power.CALL_BACK),
    ("desk:import", _("Import"), Power.IMPORT),
    ("desk:export", _("Export"), Power.EXPORT),
    ("desk:places", _("Places"), Power.KEEP_PLACES),
    ("desk:campaigns", _("Campaigns"), Power.KEEP_PLACES),
    ("desk:officers", _("Officers"), Power.KEEP_OFFICERS),
    ("desk:ledger", _("Ledger"), Power.VERIFY_LEDGER),
)
#: what stands among the tabs of a section, and needs no section of its own
WITHIN: Final = {"desk:warnings": "desk:signals"}
#: signals stand among the tabs of warnings: that they have a key does not need a section
KEYS: Final[tuple[tuple[str, str, Promise, Power], ...]] = (
    ("d", "desk:day", _("My day"), Power.READ),
    ("q", "desk:queue", _("Queue"), Power.READ),
    ("o", "desk:overview", _("Overview"), Power.OVERVIEW),
    ("w", "desk:warnings", _("Warnings"), Power.OVERVIEW),
    ("s", "desk:signals", _("Signals"), Power.READ),
    ("u", "desk:supervised", _("Supervised"), Power.SUPERVISE),
    ("t", "desk:take_in", _("Take in a concern"), Power.RECEIVE),
    ("c", "desk:call_backs", _("Call-backs"), Power.CALL_BACK),
    ("f", "desk:officers", _("Officers"), Power.KEEP_OFFICERS),
    ("l", "desk:ledger", _("Ledger"), Power.VERIFY_LEDGER),
)


@register.simple_tag
def address(name: str, **kwargs: object) -> str:
    """The address of a named page, "" where this installation has none."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def desk_sections(context: Context) -> list[Section]:
    """What the officer's powers open, in the order of the table above."""
    officer: Officer | None = context.get("officer")
    if officer is None:
        return []
    found = [(name, title, address(name)) for name, title, power in SECTIONS if officer.may(power)]
    here = context["request"].path
    at = _section_at(here, [name for name, _title, _there in found])
    return [
        Section(title, there, current="page" if here == there else "true" if name == at else "")
        for name, title, there in found
        if there
    ]


def _section_at(here: str, names: Iterable[str]) -> str:
    """The section whose addresses, or those of its tabs, lead nearest to a page; "" where none does."""
    # Every page of the desk lies below the address of the day.
    begins = [(address(each), name) for name in names if name != "desk:day" for each in (name, WITHIN.get(name, name))]
    return max(((begin, name) for begin, name in begins if begin and here.startswith(begin)), default=("", ""))[1]


@register.simple_tag(takes_context=True)
def desk_keys(context: Context) -> list[Key]:
    """The letters that lead the officer somewhere, in the order of the table above."""
    officer: Officer | None = context.get("officer")
    if officer is None:
        return []
    return [Key(letter, title, address(name)) for letter, name, title, power in KEYS if officer.may(power)]


@register.simple_tag
def language_tag(code: str) -> str:
    """A language as HTML writes it (BCP 47): "zh-Hans"."""
    language, _hyphen, script = code.partition("-")
    return f"{language}-{script.title()}" if script else language


@register.simple_tag(takes_context=True)
def level_title(context: Context, place: Place) -> str:
    """What a place is in its region: "County", "Township"."""
    region: Region = context["region"]
    return next((title_of(level) for level in region.levels if level["code"] == place.level), "")


@register.simple_tag
def hours_of(unit: Unit) -> SafeString:
    """When a unit is open, in the language of the page where that was told, else in the other."""
    told = (unit.hours_zh, unit.hours_en) if is_chinese_page() else (unit.hours_en, unit.hours_zh)
    return proper_name(told[0] or told[1])


@register.simple_tag
def gap() -> str:
    """What stands between two sentences: a space, and nothing in Chinese, whose full stop has its own."""
    return "" if is_chinese_page() else " "


@register.simple_tag
def title_of(thing: object) -> str:
    """The title of a region, unit, post or text of a pack in the language of the page."""
    language = get_language() or "en"
    match thing:
        case None:
            return ""
        case Text():
            return wording(thing)
        case Standing():
            return (language.startswith("zh") and thing.title_zh) or thing.title
        case Mapping():
            return str(thing["zh" if language.startswith("zh") else "en"])
        case _:
            titled: Any = thing
            return str(titled.title_zh if language.startswith("zh") else titled.title_en)
