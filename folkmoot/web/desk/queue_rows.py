"""The rows of the queue, written in one pass: in a template's loop fifty of them cost more than all the rest."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from folkmoot.cases.models import Case
from folkmoot.places.models import Place
from folkmoot.web.doors import OfficerRequest
from folkmoot.web.templatetags.desk import last_moment
from folkmoot.web.templatetags.frame import title_of
from folkmoot.web.templatetags.times import due, on_day, when
from folkmoot.web.templatetags.words import category_title, place_name, step_badge

SUMMARY: Final = 120  # characters
_SMALL: Final = '<span class="text-secondary d-block small">{}</span>'
#: where a cell goes in a row that is otherwise written
_GAP: Final = SafeString("{}")
_EMPTY: Final = SafeString('<span class="text-secondary">–</span>')


def queue_rows(cases: Iterable[Case], request: OfficerRequest) -> SafeString:
    """The body of the table. Place, unit, lead and appointment of each case are loaded."""
    return _Rows(request).written(cases)


class _Rows:
    """What repeats from row to row is written once."""

    def __init__(self, request: OfficerRequest) -> None:
        self.context = Context({"request": request})
        self.today: date = request.today
        self.address = reverse("desk:case", args=["-"]).removesuffix("-/")
        self.day: Callable[[date], SafeString] = cache(on_day)
        self.due: Callable[[datetime], SafeString] = cache(self._due)
        self.category: Callable[[str, str], str] = cache(category_title)
        self.titles: dict[Any, str] = {}
        self.places: dict[int, SafeString] = {}
        self.steps: dict[tuple[str, str], SafeString] = {}

    def written(self, cases: Iterable[Case]) -> SafeString:
        labels = [_("Reference"), _("Matter"), _("Place"), _("Step"), _("Lead"), _("Due"), _("Received")]
        cells = format_html_join(
            "", '<td data-label="{}">{}</td>', ((label.replace("{", "{{").replace("}", "}}"), _GAP) for label in labels)
        )
        row = f"<tr>{cells}</tr>"
        return SafeString("\n".join(row.format(*map(conditional_escape, self._cells(case))) for case in cases))

    def _cells(self, case: Case) -> tuple[SafeString | str, ...]:
        return (
            format_html(
                '<a class="reference" href="{}{}/">{}</a>', self.address, case.reference, case.spoken_reference
            ),
            self._matter(case),
            self._place(case.place),
            self._step(case),
            self._lead(case),
            self.due(case.due_at) if case.due_at else _EMPTY,
            self.day(timezone.localtime(case.received_at).date()),
        )

    def _matter(self, case: Case) -> SafeString | str:
        category = self.category(case.category, case.pack)
        if not case.summary:
            return category
        return format_html("{}" + _SMALL, Truncator(case.summary).chars(SUMMARY), category)

    def _place(self, place: Place) -> SafeString:
        if place.pk not in self.places:
            above = format_html(_SMALL, place_name(place.parent)) if place.parent else ""
            self.places[place.pk] = format_html("{}{}", place_name(place), above)
        return self.places[place.pk]

    def _step(self, case: Case) -> SafeString:
        key = (case.step, case.outcome)
        if key not in self.steps:
            self.steps[key] = step_badge(case)
        return self.steps[key]

    def _title(self, thing: Any) -> str:
        key = (type(thing), thing.pk)
        if key not in self.titles:
            self.titles[key] = title_of(thing)
        return self.titles[key]

    def _lead(self, case: Case) -> SafeString:
        if case.lead_post is None:
            lead = format_html('<span class="text-secondary">{}</span>', _("none yet"))
        else:
            lead = format_html("{}{}", self._title(case.lead_post), self._vacancy(case))
        return format_html("{}" + _SMALL, lead, self._title(case.unit))

    def _vacancy(self, case: Case) -> SafeString | str:
        held = case.lead_appointment
        if held is None or held.until_on is None or held.until_on > self.today:
            return ""
        return format_html(' <span class="badge bg-red-lt">{}</span>', _("vacant"))

    def _due(self, at: datetime) -> SafeString:
        end = last_moment(at)
        exact = format_html('<span class="text-secondary d-block small text-nowrap">{}</span>', when(end))
        return format_html("{}{}", due(self.context, end), exact)
