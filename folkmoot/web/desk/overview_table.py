"""The table of the overview: a line for each place below, sorted by any of its figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.cases.rules.counting import FEW, SHADES, Counts
from folkmoot.places.models import Place
from folkmoot.web.templatetags.times import in_days


@dataclass(frozen=True)
class Column:
    """One figure of the table: its name in the address, its title, and what it is of the counts of a place."""

    name: str
    title: str | Promise
    of: Callable[[Counts], float | None]
    write: Callable[[float], str] = "{:,}".format
    mark: str = ""


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


@dataclass(frozen=True)
class Line:
    """One place with its counts; the page's own place stands for what lies at no place below."""

    place: Place
    is_below: bool
    counts: Counts

    def cells(self) -> list[Cell]:
        """The figures in the order of the columns."""
        return [_cell(column, self.counts) for column in COLUMNS]

    def whole_numbers(self) -> list[Cell]:
        """Those of them that count cases."""
        return [cell for cell in self.cells() if cell.name in WHOLE_NUMBERS]


COLUMNS: Final = (
    Column("open", gettext_lazy("Open"), lambda counts: counts.open),
    Column("overdue", gettext_lazy("Overdue"), lambda counts: counts.overdue, mark="due-overdue"),
    Column("share", gettext_lazy("Share overdue"), lambda counts: counts.overdue_share, lambda share: f"{share:.0%}"),
    Column("soon", gettext_lazy("Due in 3 days"), lambda counts: counts.soon, mark="due-soon"),
    Column("waiting", gettext_lazy("Waiting for residents"), lambda counts: counts.waiting),
    Column("new", gettext_lazy("New in 7 days"), lambda counts: counts.new),
    Column("closed", gettext_lazy("Closed in 30 days"), lambda counts: counts.closed),
    Column("age", gettext_lazy("Median age"), lambda counts: counts.median_age, in_days),
    Column("high", gettext_lazy("9 of 10 younger than"), lambda counts: counts.high_age, in_days),
)
WHOLE_NUMBERS: Final = frozenset({"open", "overdue", "soon", "waiting", "new", "closed"})


def sorted_lines(lines: Sequence[Line], sort: str) -> list[Line]:
    """By the column that `sort` names, falling with a minus; what has no figure stands last."""
    column = next((column for column in COLUMNS if column.name == sort.removeprefix("-")), None)
    if column is None:
        return list(lines)
    figures = [(column.of(line.counts), line) for line in lines]
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


def _cell(column: Column, counts: Counts) -> Cell:
    figure = column.of(counts)
    if figure is None:
        return Cell(column.name, column.title, _("few") if counts.open else "–", "")
    return Cell(column.name, column.title, column.write(figure), column.mark if figure else "")
