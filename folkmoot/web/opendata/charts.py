"""The figures of one place in pictures: its months, its years, its topics. Each comes with the lines of its table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from folkmoot.earlywarning.rules.topics import Group
from folkmoot.opendata.queries import Published
from folkmoot.opendata.rules.calendar import Period
from folkmoot.opendata.rules.table import ALL_TOPICS, WHOLE_YEAR
from folkmoot.web import plots
from folkmoot.web.opendata.choosing import Choice, month_name, topic_name, year_name
from folkmoot.web.opendata.words import Figure

#: units across a bar that stands in a line of a table
_ACROSS: Final = 200
NO_BAR: Final = SafeString()


@dataclass(frozen=True)
class Line:
    """A line of a table: what it counts, how much, and the address where more of it stands, "" where it is shown."""

    title: str
    figure: Figure
    href: str
    bar: SafeString = NO_BAR


@dataclass(frozen=True)
class Chart:
    """A picture and the lines of the table that says the same."""

    svg: SafeString
    lines: list[Line]

    @property
    def has_untold(self) -> bool:
        """Whether something in it is kept back."""
        return any(line.figure.cases is None for line in self.lines)


def chart_of_months(counts: Sequence[Published], choice: Choice) -> Chart:
    """The published months of the chosen year, about the chosen topic; the others have neither a bar nor a line."""
    found = {each.month: each.cases for each in counts if (each.year, each.topic) == (choice.period.year, choice.topic)}
    figures = {month: Figure(found.get(month, 0)) for month in choice.months if month}
    shown = [
        plots.Column(
            figures[month].cases if month in figures else 0,
            f"{month_name(month)}: {figures[month].says}" if month in figures else "",
            is_marked=month == choice.period.month,
        )
        for month in range(1, 13)
    ]
    label = _("Cases month by month, %(year)s") % {"year": year_name(choice.period.year)}
    lines = [
        _line(month_name(month), figure, choice, is_shown=month == choice.period.month, month=month)
        for month, figure in figures.items()
    ]
    return Chart(_drawn(shown, [_short(month) for month in range(1, 13)], label=label), lines)


def chart_of_years(counts: Sequence[Published], choice: Choice, *, periods: Mapping[Period, object]) -> Chart:
    """The whole years that are published, the earliest first, about the chosen topic."""
    years = sorted(period.year for period in periods if period.month == WHOLE_YEAR)
    found = {each.year: each.cases for each in counts if (each.month, each.topic) == (WHOLE_YEAR, choice.topic)}
    figures = {year: Figure(found.get(year, 0)) for year in years}
    marked = Period(choice.period.year) == choice.period
    shown = [
        plots.Column(figure.cases, f"{year_name(year)}: {figure.says}", marked and year == choice.period.year)
        for year, figure in figures.items()
    ]
    lines = [
        _line(year_name(year), figure, choice, is_shown=Period(year) == choice.period, year=year, month=WHOLE_YEAR)
        for year, figure in figures.items()
    ]
    return Chart(_drawn(shown, [str(year) for year in years], label=_("Cases year by year")), lines)


def lines_by_topic(counts: Sequence[Published], choice: Choice, *, topics: Sequence[Group]) -> list[Line]:
    """The chosen period by topic, in a fixed order, all of them last; each with its bar."""
    found = {each.topic: each.cases for each in counts if Period(each.year, each.month) == choice.period}
    most = max((found.get(topic) or 0 for topic in topics), default=0)
    return [
        _line(
            topic_name(topic),
            Figure(found.get(topic, 0)),
            choice,
            is_shown=topic == choice.topic,
            bar=_across(found.get(topic, 0), most=most) if topic else NO_BAR,
            topic=topic,
        )
        for topic in (*topics, ALL_TOPICS)
    ]


def _line(
    title: str, figure: Figure, choice: Choice, *, is_shown: bool, bar: SafeString = NO_BAR, **other: int | str
) -> Line:
    return Line(title, figure, "" if is_shown else choice.address(**other), bar)


def _drawn(shown: Sequence[plots.Column], names: Sequence[str], *, label: str) -> SafeString:
    sheet = plots.Sheet(len(shown), max([each.number or 0 for each in shown] + [10]))
    every = 2 if len(shown) > plots.NAMED else 1
    marks = [(sheet.x(at + 0.5), name) for at, name in enumerate(names) if at % every == 0]
    return plots.framed(plots.grid(sheet), plots.columns(sheet, shown), plots.ticks(marks), label=label)


def _short(month: int) -> str:
    return date_format(date(2000, month, 1), pgettext("format of a month below a bar", "M"))


def _across(cases: int | None, *, most: int) -> SafeString:
    """A bar beside its number, for the eye alone; none where there is no number to see."""
    if not cases:
        return NO_BAR
    return format_html(
        '<svg class="figure-bar" viewBox="0 0 {} 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="plot-bar" width="{}" height="10"/></svg>',
        _ACROSS,
        plots.n(_ACROSS * cases / most),
    )
