"""The board of warnings: how many stand where, by colour and by kind, and which topics come up again. No case."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import CharField, Count, F, Func, IntegerField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from folkmoot.cases.models import Case
from folkmoot.earlywarning.models import CaseWarning, WarningColour, WarningKind
from folkmoot.earlywarning.warned import Wanted
from folkmoot.officers.rules.authority import Power
from folkmoot.places.models import Place
from folkmoot.places.queries import around
from folkmoot.places.rules.paths import code as code_of
from folkmoot.web.desk.signals.tabs import tabs
from folkmoot.web.desk.warnings.lines import topic_title, townships
from folkmoot.web.desk.warnings.listing import address_of
from folkmoot.web.doors import OfficerRequest, officer_page_with

#: the most urgent first
COLOURS: Final = tuple(reversed(WarningColour))
#: topics that stand open, and that are shown at all
TOPICS_OPEN, TOPICS_SHOWN = 5, 100


@dataclass(frozen=True)
class Row:
    """The open warnings of one place, counted; `place` is None for what lies at no place below."""

    place: Place | None
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """How many warnings there are; each has one colour and one kind."""
        return sum(self.counts[colour] for colour in WarningColour.values)


@dataclass(frozen=True)
class Cell:
    """One count of the board, and the address of the cases behind it; "" for whoever reads no cases."""

    head: str | Promise
    count: int
    href: str = ""


@dataclass(frozen=True)
class Table:
    """One table of the board: its heads, and a line of counts for each place."""

    title: str
    heads: list[str | Promise]
    lines: list[tuple[Place | None, list[Cell]]]


@dataclass(frozen=True)
class Topic:
    """A topic that comes up again at a place: how many cases in how many days, and the address of the list."""

    place: Place | None
    title: str
    cases: int
    days: int
    href: str


@officer_page_with(Power.OVERVIEW)
def board_page(request: OfficerRequest, code: str = "") -> HttpResponseBase:
    """How many warnings are open at each place below one, by colour and by kind. The counts are one statement."""
    areas = request.officer.areas(Power.OVERVIEW)
    place = Place.objects.filter(code=code).first() if code else Place.objects.filter(path=areas[0]).first()
    if place is None or not any(place.path.startswith(area) for area in areas):
        raise Http404
    near = around(place, today=request.today)
    counts = _counts(request, place)
    known = [Row(each, counts.pop(each.code, Counter())) for each in near.below]
    rest = [Row(None, sum(counts.values(), Counter()))] if counts else []
    rows = [row for row in known if row.total] + rest
    whole = Row(place, sum((row.counts for row in rows), Counter()))
    may_read = request.officer.may(Power.READ)
    topics = _topics(request, place) if whole.counts[WarningKind.RECURRING] and may_read else []
    colours, kinds = _by_colour(), _by_kind(whole)
    context: dict[str, Any] = {
        "place": place,
        "above": [each for each in near.above if any(each.path.startswith(area) for area in areas)],
        "may_read": may_read,
        "tabs": tabs(request, "cases"),
        "total": whole.total,
        "figures": [
            (wanted.colour, cell) for (_head, wanted), cell in zip(colours, _cells(whole, colours), strict=True)
        ],
        "tables": [_table(rows, colours, _("By colour")), _table(rows, kinds, _("By kind"))],
        "topics": topics[:TOPICS_OPEN],
        "further": topics[TOPICS_OPEN:],
        "unshown": max(0, whole.counts[WarningKind.RECURRING] - TOPICS_SHOWN),
        "quiet": len(known) - len([row for row in known if row.total]),
        "all_cases": address_of(Wanted(), place),
    }
    return render(request, "desk/warnings.html", context)


#: the columns of a table: the head of each, and what the list behind it is narrowed to
_Columns = list[tuple[str | Promise, Wanted]]


def _by_colour() -> _Columns:
    return [*((colour.label, Wanted(colour=colour.value)) for colour in COLOURS), (_("All"), Wanted())]


def _by_kind(whole: Row) -> _Columns:
    """The kinds of which there are any."""
    kinds = (kind for kind in WarningKind if whole.counts[kind.value])
    return [*((kind.label, Wanted(kind=kind.value)) for kind in kinds), (_("All"), Wanted())]


def _table(rows: list[Row], columns: _Columns, title: str) -> Table:
    return Table(title, [head for head, _wanted in columns], [(row.place, _cells(row, columns)) for row in rows])


def _cells(row: Row, columns: _Columns) -> list[Cell]:
    counts = [
        row.counts[wanted.colour or wanted.kind] if wanted != Wanted() else row.total for _head, wanted in columns
    ]
    # What lies at no place below has no address of its own.
    return [
        Cell(head, count, address_of(wanted, row.place) if count and row.place else "")
        for (head, wanted), count in zip(columns, counts, strict=True)
    ]


def _counts(request: OfficerRequest, place: Place) -> dict[str, Counter[str]]:
    part = Func(F("place_path"), Value("/"), Value(place.depth + 2), function="split_part", output_field=CharField())
    cases = Case.objects.visible_to(request.officer, power=Power.OVERVIEW).within(place.path)
    found: dict[str, Counter[str]] = {}
    for code, colour, kind, count in (
        cases.filter(warnings__isnull=False, warnings__ended_at=None)
        .order_by()
        .values_list(part, "warnings__colour", "warnings__kind")
        .annotate(count=Count("warnings"))
    ):
        found.setdefault(code, Counter()).update({colour: count, kind: count})
    return found


def _topics(request: OfficerRequest, place: Place) -> list[Topic]:
    """The topics that come up again within a place, those with most cases first. Two statements."""
    cases = Case.objects.visible_to(request.officer, power=Power.OVERVIEW).within(place.path)
    most = Cast(KeyTextTransform("cases", "facts"), IntegerField())
    recurring = CaseWarning.objects.open().filter(kind=WarningKind.RECURRING, case__in=cases)
    found = list(recurring.select_related("case").order_by(most.desc(), "area", "topic")[:TOPICS_SHOWN])
    places = townships(found)
    return [_topic(each, places.get(code_of(each.area))) for each in found]


def _topic(warning: CaseWarning, place: Place | None) -> Topic:
    return Topic(
        place=place,
        title=topic_title(warning.topic, warning.case),
        cases=int(warning.facts["cases"]),
        days=int(warning.facts["days"]),
        href=address_of(Wanted(kind=WarningKind.RECURRING.value), place) if place else "",
    )
