"""The year of a signal as a picture: bars of as many days as its window, which is the last of them, and what is usual.

Drawn by the server, without a script or a style of its own; a table says the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from typing import Final

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext, pgettext

from folkmoot.web import plots
from folkmoot.web.plots import BOTTOM, RIGHT, TOP
from folkmoot.web.templatetags.times import written_day

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
    sheet = plots.Sheet(len(shown), max([bar.cases for bar in shown] + [ceil(expected), 1]))
    return plots.framed(
        _window(sheet),
        plots.grid(sheet),
        plots.columns(sheet, [plots.Column(bar.cases, bar.says, bar.is_window) for bar in shown]),
        _usual(sheet, expected),
        plots.ticks(_spaced(_begun(shown, sheet))),
        label=label,
    )


def _window(sheet: plots.Sheet) -> SafeString:
    x = sheet.x(sheet.bars - 1)
    return format_html(
        '<rect class="plot-window" x="{}" y="{}" width="{}" height="{}"/>',
        plots.n(max(x - 1, sheet.left)),
        TOP - 6,
        plots.n(sheet.width + 1),
        BOTTOM - TOP + 6,
    )


def _usual(sheet: plots.Sheet, expected: float) -> SafeString:
    y = plots.n(sheet.y(expected))
    return format_html('<line class="plot-usual" x1="{}" x2="{}" y1="{}" y2="{}"/>', sheet.left, RIGHT, y, y)


def _begun(shown: Sequence[Bar], sheet: plots.Sheet) -> Iterator[tuple[float, str]]:
    a_day = sheet.width / ((shown[0].until - shown[0].since).days + 1)
    for number in range((shown[-1].until - shown[0].since).days + 1):
        day = shown[0].since + timedelta(days=number)
        if day.day == 1:
            yield sheet.left + a_day * number, date_format(day, pgettext("format of a month under a plot", "M"))


def _spaced(marks: Iterator[tuple[float, str]]) -> list[tuple[float, str]]:
    found = list(marks)
    close = any(after - before < _ROOM for (before, _name), (after, _other) in pairwise(found))
    kept = found[::2] if close else found
    return [(x, name) for x, name in kept if x <= RIGHT - _ROOM / 3]
