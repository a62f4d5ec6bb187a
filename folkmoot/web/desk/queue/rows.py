"""The rows of the queue, written in one pass: in a template's loop fifty of them cost more than all the rest."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cache
from html import escape
from typing import Final, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from folkmoot.cases.models import Case, Channel, Pause
from folkmoot.lib.reference import spoken
from folkmoot.officers.rules.authority import Power
from folkmoot.places.models import Place
from folkmoot.web.desk.queue.filters import COLUMNS, Column
from folkmoot.web.doors import OfficerRequest
from folkmoot.web.names import place_name, proper_name
from folkmoot.web.templatetags.desk import last_moment
from folkmoot.web.templatetags.times import ago, days_ago, due, on_day, when
from folkmoot.web.templatetags.words import category_title, step_badge

SUMMARY: Final = 120  # characters
_SMALL: Final = '<span class="text-secondary d-block small">{}</span>'
_WHOLE: Final = '<span class="text-nowrap">{}</span>'
_EMPTY: Final = '<span class="text-secondary">–</span>'


class QueueRow(NamedTuple):
    """What a row shows of a case. Objects of all its columns would take longer to make than the page."""

    id: int
    version: int
    reference: str
    category: str
    pack: str
    pack_version: str
    summary: str
    step: str
    outcome: str
    channel: str
    received_at: datetime
    changed_at: datetime
    due_at: datetime | None
    place: int
    place__name: str
    place__pinyin: str
    place__initials: str
    place__parent__path: str | None
    place__parent__name: str | None
    place__parent__pinyin: str | None
    place__parent__initials: str | None
    unit__title_en: str
    unit__title_zh: str
    lead_post__title_en: str | None
    lead_post__title_zh: str | None
    lead_appointment__until_on: date | None
    #: the last day on which its clocks stand, where they stand today
    stands_until: date | None


def rows_of(cases: "QuerySet[Case]") -> list[QueueRow]:
    """What the queue shows of these cases, in one statement."""
    today = timezone.localdate()
    standing = Pause.objects.filter(case=OuterRef("pk"), ended_at=None, from_on__lte=today, until_on__gte=today)
    last_day = Subquery(standing.order_by("-until_on").values("until_on")[:1])
    return [QueueRow(*values) for values in cases.annotate(stands_until=last_day).values_list(*QueueRow._fields)]


def queue_rows(rows: Iterable[QueueRow], request: OfficerRequest, *, columns: Sequence[Column]) -> SafeString:
    """The body of the table: a box to choose the case by, its reference, then the columns."""
    return SafeString("\n".join(map(_Table(request, columns=columns).row, rows)))


class _Table:
    """What repeats from row to row is written once. Each part is markup already: what comes from outside is escaped."""

    def __init__(self, request: OfficerRequest, *, columns: Sequence[Column]) -> None:
        self.context = Context({"request": request})
        self.today: date = request.today
        self.is_chinese = (get_language() or "en").startswith("zh")
        self.choose = escape(_("Choose"))
        self.reference = _opening("reference", _("Reference"))
        self.none_yet = f'<span class="text-secondary">{escape(_("none yet"))}</span>'
        self.left = f' <span class="badge bg-red-lt">{escape(_("has left"))}</span>'
        self.address = reverse("desk:case", args=["-"]).removesuffix("-/")
        self.due: Callable[[datetime], str] = cache(self._due)
        self.category: Callable[[str, str, str], str] = cache(lambda *of: escape(category_title(*of)))
        self.step: Callable[[str, str], str] = cache(lambda step, outcome: step_badge(Case(step=step, outcome=outcome)))
        self.received: Callable[[date], str] = cache(self._received)
        self.place: Callable[[str, str | None, str | None], str] = cache(_place)
        self.places: dict[int, str] = {}
        self.areas = request.officer.areas(Power.READ)
        cells: dict[Column, Callable[[QueueRow], str]] = {
            Column.MATTER: self._matter,
            Column.PLACE: self._place,
            Column.STEP: lambda row: self.step(row.step, row.outcome),
            Column.LEAD: self._lead,
            Column.DUE: lambda row: (self.due(row.due_at) if row.due_at else _EMPTY) + self._stands(row.stands_until),
            Column.RECEIVED: lambda row: self.received(timezone.localtime(row.received_at).date()),
            Column.CHANNEL: lambda row: escape(str(Channel(row.channel).label)),
            Column.CHANGED: lambda row: ago(self.context, row.changed_at),
        }
        self.cells = [(_opening(column, str(COLUMNS[column])), cells[column]) for column in columns]

    def row(self, row: QueueRow) -> str:
        spoken_reference = spoken(row.reference)
        box = (
            f'<input class="form-check-input" type="checkbox" name="case" value="{row.reference}.{row.version}"'
            f' form="together" aria-label="{self.choose} {spoken_reference}">'
        )
        link = f'<a class="reference row-link" href="{self.address}{row.reference}/">{spoken_reference}</a>'
        cells = "".join(f"{opening}{cell(row)}</td>" for opening, cell in self.cells)
        return f'<tr><td class="chooser">{box}</td>{self.reference}{link}</td>{cells}</tr>'

    def _matter(self, row: QueueRow) -> str:
        category = self.category(row.category, row.pack, row.pack_version)
        if not row.summary:
            return category
        shown = row.summary if len(row.summary) <= SUMMARY else Truncator(row.summary).chars(SUMMARY)
        return proper_name(shown) + _SMALL.format(category)

    def _place(self, row: QueueRow) -> str:
        if row.place not in self.places:
            name = self.place(row.place__name, row.place__pinyin, row.place__initials)
            self.places[row.place] = name + self._above(row)
        return self.places[row.place]

    def _above(self, row: QueueRow) -> str:
        path = row.place__parent__path or ""
        # What every row would say says nothing.
        if row.place__parent__name is None or all(area.startswith(path) for area in self.areas):
            return ""
        above = self.place(row.place__parent__name, row.place__parent__pinyin, row.place__parent__initials)
        return _SMALL.format(above)

    def _title(self, english: str | None, chinese: str | None) -> str:
        return escape((chinese if self.is_chinese else english) or "")

    def _lead(self, row: QueueRow) -> str:
        unit = _SMALL.format(self._title(row.unit__title_en, row.unit__title_zh))
        if row.lead_post__title_en is None:
            return self.none_yet + unit
        ended = row.lead_appointment__until_on
        has_left = self.left if ended is not None and ended <= self.today else ""
        return self._title(row.lead_post__title_en, row.lead_post__title_zh) + has_left + unit

    def _due(self, at: datetime) -> str:
        end = last_moment(at)
        exact = f'<span class="text-secondary d-block small text-nowrap">{when(end)}</span>'
        return due(self.context, end) + exact

    def _stands(self, until: date | None) -> str:
        if until is None:
            return ""
        words = escape(_("stands until %(day)s")) % {"day": on_day(until)}
        return f'<span class="badge bg-secondary-lt">{words}</span>'

    def _received(self, day: date) -> str:
        """The day, and how old that is: in the rows one sees what has lain for long."""
        return _WHOLE.format(on_day(day)) + _SMALL.format(escape(days_ago((self.today - day).days)))


def _opening(column: str, title: str) -> str:
    return f'<td class="of-{column}" data-label="{escape(title)}">'


def _place(name: str, pinyin: str | None, initials: str | None) -> str:
    return place_name(Place(name=name, pinyin=pinyin or "", initials=initials or ""))
