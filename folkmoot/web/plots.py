"""Bars drawn by the server: an SVG without a script or a style of its own. A table beside it says the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

#: units of the sheet: a telephone shows one as about a pixel, a wide screen as two
WIDTH: Final = 360
HEIGHT: Final = 150
LEFT, RIGHT, TOP, BOTTOM = 22, 356, 8, 130
#: a letter of a number on a telephone, and what is around the number
_LETTER, _GAP = 6, 6
#: how high the mark stands of a bar whose number is not told
_UNTOLD: Final = 7
#: so few bars stand further apart
_FEW: Final = 12
#: no bar is wider
_WIDEST: Final = 40
#: so many names of bars stand beside each other
NAMED: Final = 12


@dataclass(frozen=True)
class Column:
    """One bar: how high, in words, and whether it is the one that the page is about. None is a number not told."""

    number: int | None
    says: str
    is_marked: bool = False


@dataclass(frozen=True)
class Sheet:
    """Where things stand in a picture of so many bars, the highest of which has to show `top`."""

    bars: int
    top: int

    @property
    def step(self) -> int:
        """From one line to the next: a round number of which four or five reach the top."""
        size = 1
        while True:
            for factor in (1, 2, 5):
                if self.top <= 4 * factor * size:
                    return factor * size
            size *= 10

    @property
    def highest(self) -> int:
        """The number at the highest line."""
        return self.step * max(1, ceil(self.top / self.step))

    @property
    def left(self) -> int:
        """Where the first bar begins: behind the longest number."""
        return max(LEFT, _GAP + _LETTER * len(f"{self.highest:,}"))

    @property
    def width(self) -> float:
        """Of a bar, with the gap behind it."""
        return (RIGHT - self.left) / self.bars

    def x(self, at: float) -> float:
        """Where the bar `at`, counted from 0, begins."""
        return self.left + self.width * at

    def y(self, number: float) -> float:
        """The height of a number."""
        return BOTTOM - number * (BOTTOM - TOP) / self.highest


def framed(*parts: SafeString, label: str) -> SafeString:
    """The picture; `label` says it aloud."""
    return format_html(
        '<svg class="plot" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH,
        HEIGHT,
        label,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def grid(sheet: Sheet) -> SafeString:
    """The lines, each with its number."""
    marks = ((f"{number:,}", n(sheet.y(number))) for number in range(0, sheet.highest + 1, sheet.step))
    return format_html_join(
        "",
        '<line class="plot-grid" x1="{2}" x2="{3}" y1="{1}" y2="{1}"/>'
        '<text class="plot-number" x="{4}" y="{1}">{0}</text>',
        ((number, y, sheet.left, RIGHT, sheet.left - 4) for number, y in marks),
    )


def columns(sheet: Sheet, shown: Sequence[Column]) -> SafeString:
    """The bars. Where there was nothing there is none; what is not told has a low, open one."""
    return format_html_join("", "{}", ((_column(sheet, each, at=at),) for at, each in enumerate(shown)))


def ticks(marks: Iterable[tuple[float, str]]) -> SafeString:
    """Names below the bars, each at its place."""
    return format_html_join(
        "",
        '<line class="plot-tick" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>'
        '<text class="plot-month" x="{0}" y="{3}">{4}</text>',
        ((n(x), BOTTOM, BOTTOM + 3, HEIGHT - 5, name) for x, name in marks),
    )


def n(number: float) -> str:
    """Written with a point in every language."""
    return f"{number:.1f}".removesuffix(".0")


def _column(sheet: Sheet, column: Column, *, at: int) -> SafeString:
    if column.number == 0:
        return SafeString()
    gap = min(sheet.width * 0.15, 1.5) if sheet.bars > _FEW else max(sheet.width * 0.2, sheet.width - _WIDEST)
    top = BOTTOM - _UNTOLD if column.number is None else sheet.y(column.number)
    name = "plot-untold" if column.number is None else "plot-bar"
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>',
        f"{name} plot-now" if column.is_marked else name,
        n(sheet.x(at) + gap / 2),
        n(top),
        n(sheet.width - gap),
        n(BOTTOM - top),
        column.says,
    )
