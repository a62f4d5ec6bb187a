"""The table of the overview: a line for each place below, sorted by any of its figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.cases.rules.counting import FEW, SHADES, Counts
from folkmoot.places.models import Place
from folkmoot.web.templatetags.times import in_days


@dataclass(frozen=True)
class Column:
    """One figure of the table: its name in the address, its title, what it is of a line, and what it leads to."""

    name: str
    title: str | Promise
    of: Callable[["Line"], float | None]
    write: Callable[[float], str] = "{:,}".format
    mark: str = ""
    #: where the cases that it counts at a place are shown, "" for nowhere
    shown_at: Callable[[Place], str] = lambda place: ""


@dataclass(frozen=True)
class Head:
    """The head of a column: the sorting that pressing it asks for, and how the table is sorted by it now."""

    title: str | Promise
    sort: str
    order: str


@dataclass(frozen=True)
class Cell:
    """One figure of one place, in words where there is nothing to say a number about."""

    name: str
    title: str | Promise
    text: str
    mark: str
    href: str


@dataclass(frozen=True)
class Line:
    """One place with its counts; the page's own place stands for what lies at no place below."""

    place: Place
    is_below: bool
    counts: Counts
    #: open cases of which something warns
    warned: int

    def cells(self) -> list[Cell]:
        """The figures in the order of the columns."""
        return [_cell(column, self) for column in COLUMNS]

    def whole_numbers(self) -> list[Cell]:
        """Those of them that count cases."""
        return [cell for cell in self.cells() if cell.name in WHOLE_NUMBERS]


def _in_queue(query: str) -> Callable[[Place], str]:
    return lambda place: f"{reverse('desk:queue')}?{query}place={place.code}"


def _on_board(place: Place) -> str:
    return reverse("desk:warnings_at", args=[place.code])


COLUMNS: Final = (
    Column("open", gettext_lazy("Open"), lambda line: line.counts.open, shown_at=_in_queue("")),
    Column("overdue", gettext_lazy("Overdue"), lambda line: line.counts.overdue, mark="due-overdue",
           shown_at=_in_queue("state=overdue&")),
    Column("share", gettext_lazy("Share overdue"), lambda line: line.counts.overdue_share, "{:.0%}".format),
    Column("soon", gettext_lazy("Due in 3 days"), lambda line: line.counts.soon, mark="due-soon"),
    Column("warned", gettext_lazy("Warned cases"), lambda line: line.warned, shown_at=_on_board),
    Column("waiting", gettext_lazy("Waiting for residents"), lambda line: line.counts.waiting),
    Column("new", gettext_lazy("New in 7 days"), lambda line: line.counts.new),
    Column("closed", gettext_lazy("Closed in 30 days"), lambda line: line.counts.closed),
    Column("age", gettext_lazy("Median age"), lambda line: line.counts.median_age, in_days),
    Column("high", gettext_lazy("9 of 10 younger than"), lambda line: line.counts.high_age, in_days),
)  # fmt: skip
WHOLE_NUMBERS: Final = frozenset({"open", "overdue", "soon", "warned", "waiting", "new", "closed"})


def sorted_lines(lines: Sequence[Line], sort: str) -> list[Line]:
    """By the column that `sort` names, falling with a minus; what has no figure stands last."""
    column = next((column for column in COLUMNS if column.name == sort.removeprefix("-")), None)
    if column is None:
        return list(lines)
    figures = [(column.of(line), line) for line in lines]
    known = [(figure, line) for figure, line in figures if figure is not None]
    known.sort(key=lambda pair: pair[0], reverse=sort.startswith("-"))
    return [line for _figure, line in known] + [line for figure, line in figures if figure is None]


def heads(sort: str) -> list[Head]:
    """The heads of the columns. The first press shows the most on top, as that is what one looks for."""
    orders = {sort.removeprefix("-"): "descending" if sort.startswith("-") else "ascending"}
    return [
        Head(column.title, column.name if f"-{column.name}" == sort else f"-{column.name}", orders.get(column.name, ""))
        for column in COLUMNS
    ]


def legend() -> list[tuple[int, str]]:
    """The shades of the map in words."""
    percents = [round(100 * share) for share in SHADES]
    words = [
        _("fewer than %(few)s open cases") % {"few": FEW},
        _("under %(high)s %%") % {"high": percents[0]},
        *(_("%(low)s to under %(high)s %%") % {"low": low, "high": high} for low, high in pairwise(percents)),
        _("%(low)s %% and more") % {"low": percents[-1]},
    ]
    return list(enumerate(words))


def _cell(column: Column, line: Line) -> Cell:
    figure = column.of(line)
    if figure is None:
        return Cell(column.name, column.title, _("few") if line.counts.open else "–", "", "")
    href = column.shown_at(line.place) if figure else ""
    return Cell(column.name, column.title, column.write(figure), column.mark if figure else "", href)
