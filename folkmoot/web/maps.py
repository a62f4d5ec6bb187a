"""The map of the places below one, drawn by the server: links in an SVG, no script, no tiles.

Beside every map belongs the region's attribution, as the licence of the outlines (ODbL) asks.
"""

from collections.abc import Callable
from datetime import date
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from folkmoot.places.models import Place
from folkmoot.places.queries import Around, around, drawing_below
from folkmoot.places.rules.drawing import WIDTH, Area
from folkmoot.web.names import is_chinese_page, plain_place_name

#: units of the sheet that a letter of a name takes, Chinese and Latin; the style sheet sets the type to fit
_HAN_WIDTH: Final = 27
_LATIN_WIDTH: Final = 15


def svg_map(place: Place, *, href: Callable[[Place], str], today: date) -> SafeString:
    """
    The places right below one as links in an SVG, "" where fewer than two of them have an outline.

    A list that says the same belongs below it. One statement, or two when nothing of it was drawn before.
    """
    return shaded_map(around(place, today=today), href=href, says=plain_place_name, shade=lambda place: 0)


def shaded_map(
    surroundings: Around, *, href: Callable[[Place], str], says: Callable[[Place], str], shade: Callable[[Place], int]
) -> SafeString:
    """The same with what each link `says` and its `shade`, 0 to 5, which is its class `map-0` … `map-5`."""
    drawing = drawing_below(surroundings)
    if len(drawing.areas) < 2:
        return SafeString()
    shown = [(each, drawing.areas[each.code]) for each in surroundings.below if each.code in drawing.areas]
    shapes = format_html_join(
        "",
        '<a href="{0}" class="map-{1}" data-code="{2}" aria-label="{3}"><path d="{4}"><title>{3}</title></path></a>',
        ((href(each), shade(each), each.code, says(each), area.path) for each, area in shown),
    )
    names = format_html_join("", "{}", ((_name(each, area),) for each, area in shown))
    return format_html(
        '<svg class="map" viewBox="0 0 {} {}" role="group" aria-label="{}">{}{}</svg>',
        WIDTH,
        drawing.height,
        _("Map of %(place)s") % {"place": plain_place_name(surroundings.place)},
        shapes,
        names,
    )


def _name(place: Place, area: Area) -> SafeString:
    """The name in its place where it fits. Hidden from who hears the page: the link says it already."""
    latin = "" if is_chinese_page() else place.latin.partition(" ")[0]
    text = latin or place.name
    width = sum(_HAN_WIDTH if letter >= "\u3000" else _LATIN_WIDTH for letter in text)
    if width > area.room:
        return SafeString()
    language = SafeString(' lang="zh-Latn-pinyin"') if latin else ""
    return format_html(
        '<text x="{}" y="{}" data-code="{}" aria-hidden="true"{}>{}</text>', *area.middle, place.code, language, text
    )
