"""The year of a signal as a picture: bars of as many days as its window, which is the last of them, and what is usual.

Drawn by the server, without a script or a style of its own; a table says the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from typing import Final

from django.utils.dates import MONTHS_3
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from folkmoot.web.templatetags.times import written_day

#: units of the sheet: a telephone shows one as about a pixel, a wide screen as two
WIDTH: Final = 360
HEIGHT: Final = 150
LEFT, RIGHT, TOP, BOTTOM = 22, 356, 8, 130
YEAR: Final = 365
#: units between the names of two months, so that they do not run into each other
_ROOM: Final = 30
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Bar:
    """The cases of some days; the last bar is the window itself."""

    since: date
    until: date
    cases: int
    is_window: bool = False

    @property
    def says(self) -> str:
        """The bar in words."""
        cases = ngettext("%(cases)s case", "%(cases)s cases", self.cases) % {"cases": self.cases}
        return f"{self.days}: {cases}"

    @property
    def days(self) -> str:
        """From when to when."""
        first, last = written_day(self.since), written_day(self.until)
        return first if first == last else f"{first} – {last}"


@dataclass(frozen=True)
class Plot:
    """The picture and what the table below it says."""

    svg: SafeString
    #: the latest first, as a table is read
    bars: list[Bar]
    #: of each bar
    days: int
    #: in the window
    expected: float


def plot_of(
    cases: Mapping[date, int], *, since: date, until: date, expected: float, label: str, first: date | None = None
) -> Plot:
    """The year of what came in a window, with what was to be expected in it. See `bars`; `label` says it aloud."""
    found = bars(cases, since=since, until=until, first=first)
    return Plot(drawn(found, expected=expected, label=label), found[::-1], (until - since).days + 1, expected)


def bars(cases: Mapping[date, int], *, since: date, until: date, first: date | None = None) -> list[Bar]:
    """
    A year up to `until` in runs of days as long as the window `since` … `until`, the earliest first.

    `cases` are counts by day; a day that it does not name has none. Days before `first` were not counted, and no bar
    reaches back there. Raises ValueError for a window that ends before it begins.
    """
    days = (until - since).days + 1
    if days < 1:
        raise ValueError("the window ends before it begins")
    earliest = max(until - timedelta(days=YEAR - 1), first or date.min)
    found: list[Bar] = []
    last = until
    while last - timedelta(days=days - 1) >= earliest or not found:
        start = last - timedelta(days=days - 1)
        total = sum(cases.get(start + timedelta(days=day), 0) for day in range(days))
        found.append(Bar(start, last, total, is_window=last == until))
        last = start - _DAY
    return found[::-1]


def drawn(shown: Sequence[Bar], *, expected: float, label: str) -> SafeString:
    """The bars as an SVG with the window marked and a line at what was to be expected in it; `label` says it aloud."""
    top = max([bar.cases for bar in shown] + [ceil(expected), 1])
    step = _step(top)
    scale = (BOTTOM - TOP) / (step * ceil(top / step))
    width = (RIGHT - LEFT) / len(shown)
    window_x = LEFT + width * (len(shown) - 1)
    return format_html(
        '<svg class="plot" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        label,
        format_html(
            '<rect class="plot-window" x="{}" y="{}" width="{}" height="{}"/>',
            _n(max(window_x - 1, LEFT)),
            TOP - 6,
            _n(width + 1),
            BOTTOM - TOP + 6,
        ),
        _grid(step, top=top, scale=scale),
        format_html_join(
            "", "{}", ((_bar(bar, x=LEFT + width * at, width=width, scale=scale),) for at, bar in enumerate(shown))
        ),
        _usual(BOTTOM - expected * scale),
        _months(shown, width=width),
    )


def _bar(bar: Bar, *, x: float, width: float, scale: float) -> SafeString:
    if not bar.cases:
        return SafeString()
    gap = min(width * 0.15, 1.5)
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>',
        "plot-bar plot-now" if bar.is_window else "plot-bar",
        _n(x + gap / 2),
        _n(BOTTOM - bar.cases * scale),
        _n(width - gap),
        _n(bar.cases * scale),
        bar.says,
    )


def _usual(y: float) -> SafeString:
    return format_html('<line class="plot-usual" x1="{}" x2="{}" y1="{}" y2="{}"/>', LEFT, RIGHT, _n(y), _n(y))


def _grid(step: int, *, top: int, scale: float) -> SafeString:
    marks = ((number, _n(BOTTOM - number * scale)) for number in range(0, step * ceil(top / step) + 1, step))
    return format_html_join(
        "",
        '<line class="plot-grid" x1="{2}" x2="{3}" y1="{1}" y2="{1}"/>'
        '<text class="plot-number" x="{4}" y="{1}">{0}</text>',
        ((number, y, LEFT, RIGHT, LEFT - 4) for number, y in marks),
    )


def _months(shown: Sequence[Bar], *, width: float) -> SafeString:
    """The name of a month where it begins, as far as there is room."""
    return format_html_join(
        "",
        '<line class="plot-tick" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>'
        '<text class="plot-month" x="{0}" y="{3}">{4}</text>',
        ((_n(x), BOTTOM, BOTTOM + 3, HEIGHT - 5, name) for x, name in _spaced(_begun(shown, width=width))),
    )


def _begun(shown: Sequence[Bar], *, width: float) -> Iterator[tuple[float, str]]:
    a_day = width / ((shown[0].until - shown[0].since).days + 1)
    for number in range((shown[-1].until - shown[0].since).days + 1):
        day = shown[0].since + timedelta(days=number)
        if day.day == 1:
            yield LEFT + a_day * number, str(MONTHS_3[day.month]).capitalize()


def _spaced(marks: Iterator[tuple[float, str]]) -> list[tuple[float, str]]:
    found = list(marks)
    close = any(after - before < _ROOM for (before, _name), (after, _other) in pairwise(found))
    kept = found[::2] if close else found
    return [(x, name) for x, name in kept if x <= RIGHT - _ROOM / 3]


def _step(top: int) -> int:
    """A round number of which four or five reach the top."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if top <= 4 * factor * size:
                return factor * size
        size *= 10


def _n(number: float) -> str:
    """Written with a point in every language."""
    return f"{number:.1f}".removesuffix(".0")
