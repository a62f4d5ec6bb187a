"""The map of the places below one, drawn by the server: links in an SVG, no script, no tiles.

Beside every map belongs the region's attribution, as the licence of the outlines (ODbL) asks.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from folkmoot.places.models import Place
from folkmoot.places.queries import Around, around, drawing_below
from folkmoot.places.rules.drawing import WIDTH, Area
from folkmoot.web.names import is_chinese_page, plain_place_name

#: units of the sheet that a letter of a name takes, Chinese and Latin, and a line; the style sheet sets the type to fit
_HAN_WIDTH: Final = 27
_LATIN_WIDTH: Final = 15
_LINE_HEIGHT: Final = 30
#: how far a name may reach over the borders of its place: to twice the room there is
_REACH: Final = 2
#: the shade of a place whose number is not told
KEPT_BACK: Final = "kept"
#: that of a place that is drawn around what the map is about
AROUND: Final = "around"
Shade = int | str


def svg_map(place: Place, *, href: Callable[[Place], str], today: date) -> SafeString:
    """
    The places right below one as links in an SVG, "" where fewer than two of them have an outline.

    A list that says the same belongs below it. One statement, or two when nothing of it was drawn before.
    """
    return shaded_map(around(place, today=today), href=href, says=plain_place_name, shade=lambda place: 0)


def shaded_map(
    surroundings: Around, *, href: Callable[[Place], str], says: Callable[[Place], str], shade: Callable[[Place], Shade]
) -> SafeString:
    """
    The same with what each link `says` and its `shade`, 0 to 5, KEPT_BACK or AROUND: its class `map-0` … `map-around`.

    A place whose `href` is "" is drawn and says the same, and leads nowhere.
    """
    drawing = drawing_below(surroundings)
    if len(drawing.areas) < 2:
        return SafeString()
    shown = [(each, drawing.areas[each.code]) for each in surroundings.below if each.code in drawing.areas]
    shapes = format_html_join(
        "", "{}", ((_shape(each, area, href=href(each), says=says(each), shade=shade(each)),) for each, area in shown)
    )
    names = format_html_join("", "{}", ((_name(label),) for label in _labels(shown)))
    return format_html(
        '<svg class="map" viewBox="0 0 {} {}" role="group" aria-label="{}">{}{}</svg>',
        WIDTH,
        drawing.height,
        _("Map of %(place)s") % {"place": plain_place_name(surroundings.place)},
        shapes,
        names,
    )


def _shape(place: Place, area: Area, *, href: str, says: str, shade: Shade) -> SafeString:
    said = format_html('class="map-{}" data-code="{}" aria-label="{}"', shade, place.code, says)
    outline = format_html('<path d="{}"><title>{}</title></path>', area.path, says)
    if not href:
        return format_html('<g role="img" {}>{}</g>', said, outline)
    return format_html('<a href="{}" {}>{}</a>', href, said, outline)


@dataclass(frozen=True, slots=True)
class _Label:
    code: str
    text: str
    is_latin: bool
    area: Area

    @property
    def width(self) -> int:
        return sum(_HAN_WIDTH if letter >= "\u3000" else _LATIN_WIDTH for letter in self.text)

    def meets(self, other: "_Label") -> bool:
        """Whether the two would stand on each other."""
        (x, y), (other_x, other_y) = self.area.middle, other.area.middle
        return abs(x - other_x) < (self.width + other.width) / 2 and abs(y - other_y) < _LINE_HEIGHT


def _labels(shown: Sequence[tuple[Place, Area]]) -> list[_Label]:
    """The names that can be told apart: each in its place, or a little over its border where nothing else stands."""
    labels = sorted(map(_label, *zip(*shown, strict=True)), key=lambda label: label.width / max(label.area.room, 1))
    kept: list[_Label] = []
    for label in labels:
        fits = label.width <= label.area.room
        if fits or (label.width <= _REACH * label.area.room and not any(map(label.meets, kept))):
            kept.append(label)
    return sorted(kept, key=lambda label: label.code)


def _label(place: Place, area: Area) -> _Label:
    latin = "" if is_chinese_page() else place.latin.partition(" ")[0]
    return _Label(place.code, latin or place.name, is_latin=bool(latin), area=area)


def _name(label: _Label) -> SafeString:
    """Hidden from who hears the page: the link says it already."""
    language = SafeString(' lang="zh-Latn-pinyin"') if label.is_latin else ""
    return format_html(
        '<text x="{}" y="{}" data-code="{}" aria-hidden="true"{}>{}</text>',
        *label.area.middle, label.code, language, label.text,
    )  # fmt: skip
