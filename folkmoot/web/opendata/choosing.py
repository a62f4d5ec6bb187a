"""What of the statistics is looked at: a topic and a period. What is not published is not offered."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from folkmoot.earlywarning.rules.topics import Group
from folkmoot.earlywarning.topics import GROUP_TITLES
from folkmoot.opendata.rules.calendar import Period
from folkmoot.opendata.rules.table import ALL_TOPICS, WHOLE_YEAR
from folkmoot.web.forms import PageForm


@dataclass(frozen=True)
class Choice:
    """A topic and a published period; beside them what else could be chosen."""

    topic: str
    period: Period
    years: Sequence[int]
    #: of the year, 0 first where the year as a whole is published
    months: Sequence[int]

    def address(self, **other: int | str) -> str:
        """The same choice, or one that differs in `year`, `month` or `topic`, as the end of an address."""
        given = {"year": self.period.year, "month": self.period.month, "topic": self.topic} | other
        return "?" + urlencode({name: value for name, value in given.items() if value})


class ChoiceForm(PageForm):
    """Year, month and topic, each of those that are published."""

    year = forms.ChoiceField(label=gettext_lazy("Year"))
    month = forms.ChoiceField(label=gettext_lazy("Month"))
    topic = forms.ChoiceField(label=gettext_lazy("Topic"))

    def __init__(self, choice: Choice, *, topics: Collection[Group]) -> None:
        super().__init__(initial={"year": choice.period.year, "month": choice.period.month, "topic": choice.topic})
        offered: Mapping[str, list[tuple[object, object]]] = {
            "year": [(year, year_name(year)) for year in choice.years],
            "month": [(month, month_name(month)) for month in choice.months],
            "topic": [(topic, topic_name(topic)) for topic in (ALL_TOPICS, *topics)],
        }
        for name, choices in offered.items():
            field: Any = self.fields[name]
            field.choices = choices
        if set(choice.months) == {WHOLE_YEAR}:
            del self.fields["month"]


def choice_of(
    asked: Mapping[str, str], *, periods: Collection[Period], has_months: bool, counted: AbstractSet[int] = frozenset()
) -> Choice | None:
    """
    What an address asks for; where it asks for nothing that is published, the newest whole year; None where nothing is.

    Of whole years the newest one in `counted`, those in which there were cases, goes before.
    """
    offered = sorted(period for period in periods if has_months or period.month == WHOLE_YEAR)
    if not offered:
        return None
    wanted = _number(asked.get("year", "")), _number(asked.get("month", ""))
    years = sorted({period.year for period in offered}, reverse=True)
    whole = [period.year for period in offered if period.month == WHOLE_YEAR]
    usual = max(counted & set(whole) or whole, default=years[0])
    year = wanted[0] if wanted[0] in years else usual
    months = [period.month for period in offered if period.year == year]
    newest = WHOLE_YEAR if WHOLE_YEAR in months else months[-1]
    topic = asked.get("topic", "")
    return Choice(
        topic=topic if topic in set(Group) else ALL_TOPICS,
        period=Period(year, wanted[1] if wanted[1] in months else newest),
        years=years,
        months=months,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else -1


def topic_name(topic: str) -> str:
    """A group of topics in the language of the page."""
    return str(GROUP_TITLES[Group(topic)]) if topic else _("All topics")


def year_name(year: int) -> str:
    """A year as a page writes it."""
    return pgettext("a year", "%(year)s") % {"year": year}


def month_name(month: int) -> str:
    """A month without its year."""
    return str(MONTHS[month]).capitalize() if month else _("Whole year")


def period_name(period: Period) -> str:
    """A year, or a month with its year."""
    if period.month == WHOLE_YEAR:
        return year_name(period.year)
    return date_format(period.begins, pgettext("format of a month", "F Y"))
