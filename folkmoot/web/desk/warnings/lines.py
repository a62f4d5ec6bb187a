"""A warning as the desk shows it: its colour, its reason in words, who must act and by when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.cases.models import Case
from folkmoot.earlywarning.models import CaseWarning, WarningColour, WarningKind
from folkmoot.earlywarning.permissions import post_to_take
from folkmoot.earlywarning.queries import warnings_to_take
from folkmoot.earlywarning.rules.kinds import Kind
from folkmoot.officers.models import Post, Unit
from folkmoot.officers.rules.standing import Officer
from folkmoot.places.models import Place
from folkmoot.places.rules.paths import code
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.pack import UnknownCategoryError
from folkmoot.web.desk.case.parts import CaseFile
from folkmoot.web.desk.titled import Titled
from folkmoot.web.names import place_name
from folkmoot.web.templatetags.desk import last_moment
from folkmoot.web.templatetags.times import on_day
from folkmoot.web.words import wording

OF_A_DAY: Final = 20


@dataclass(frozen=True)
class WarningLine:
    """One open warning in words."""

    pk: int
    case: Case
    kind: str
    colour: str
    reason: str
    post: Post | Titled | None
    unit: Unit | Titled | None
    #: until when the post can take it before it climbs; None at the top, or once it is taken
    climbs_at: datetime | None
    taken_by: Post | Titled | None
    taken_at: datetime | None
    may_take: bool = False
    said: str = ""
    #: of a topic that comes up again: where, its title, and how often in how many days
    area: Place | None = None
    topic: str = ""
    cases: int = 0
    days: int = 0

    @property
    def title(self) -> str:
        """The kind in words."""
        return str(WarningKind(self.kind).label)

    @property
    def colour_title(self) -> str:
        """The colour in words: nobody has to see it."""
        return str(WarningColour(self.colour).label)


def townships(warnings: Iterable[CaseWarning]) -> dict[str, Place]:
    """The places that warnings of a topic name, by their code; no statement where there is none."""
    codes = {code(each.area) for each in warnings if each.area}
    return {place.code: place for place in Place.objects.filter(code__in=codes)} if codes else {}


def warnings_of_day(officer: Officer) -> list[WarningLine]:
    """What an officer has to take, at most twenty, the most urgent first. Two statements at most."""
    found = warnings_to_take(officer, limit=OF_A_DAY)
    places = townships(found)
    return [line_of(each, places=places, may_take=True) for each in found]


def line_of(warning: CaseWarning, *, places: Mapping[str, Place], may_take: bool = False) -> WarningLine:
    """A warning whose case, post, unit and taker are loaded."""
    who = Who(warning.post, warning.unit, warning.taken_by)
    return _line(warning, warning.case, who, places=places, may_take=may_take)


def lines_in(case: Case, file: CaseFile, *, officer: Officer) -> list[WarningLine]:
    """The open warnings of a case, as its file holds them. Reads nothing from the database."""
    places = {place.code: place for place in (*file.places, case.place)}
    return [
        _line(
            found.warning,
            case,
            Who(found.post, found.unit, found.taken_by),
            places=places,
            said=found.said or "",
            may_take=post_to_take(officer, found.warning, case) is not None,
        )
        for found in file.warnings
    ]


class Who(NamedTuple):
    """Who must act, and who took it."""

    post: Post | Titled | None
    unit: Unit | Titled | None
    taken_by: Post | Titled | None


def _line(
    warning: CaseWarning, case: Case, who: Who, *, places: Mapping[str, Place], said: str = "", may_take: bool
) -> WarningLine:
    return WarningLine(
        pk=warning.pk,
        case=case,
        kind=warning.kind,
        colour=warning.colour,
        reason=reason_of(warning, case, places=places),
        post=who.post,
        unit=who.unit,
        climbs_at=last_moment(warning.climbs_at) if warning.climbs_at and not warning.taken_at else None,
        taken_by=who.taken_by,
        taken_at=warning.taken_at,
        may_take=may_take,
        said=said,
        area=places.get(code(warning.area)) if warning.area else None,
        topic=topic_title(warning.topic, case) if warning.topic else "",
        cases=int(warning.facts.get("cases", 0)),
        days=int(warning.facts.get("days", 0)),
    )


def reason_of(warning: CaseWarning, case: Case, *, places: Mapping[str, Place]) -> str:
    """Why it was raised, in a sentence of numbers and dates."""
    match Kind(warning.kind):
        case Kind.BOUNCED | Kind.REDONE:
            return _counted(warning)
        case Kind.RECURRING:
            return _topic(warning, case, places=places)
        case kind if kind in _DATED:
            sentence, fact = (_OF_JOINED if warning.facts.get("joined") else _DATED)[kind]
            # A day is read in one piece, which its own element keeps together.
            return SafeString(escape(sentence) % {"day": _day(warning.facts[fact])})
        case _:
            return ""


#: the sentence of a kind that is about a day, and the fact that holds it
_DATED: Final = {
    Kind.CLOCK: (gettext_lazy("It is due on %(day)s."), "due_at"),
    Kind.DUE: (gettext_lazy("It is due today, %(day)s."), "due_at"),
    Kind.OVERDUE: (gettext_lazy("It was due on %(day)s."), "due_at"),
    Kind.SILENT: (gettext_lazy("Nothing has been done in it since %(day)s."), "since"),
    Kind.REPORT_MISSING: (gettext_lazy("A report was owed by %(day)s."), "due_on"),
}

#: the same of the clock of a concern that was joined with the case
_OF_JOINED: Final = {
    Kind.CLOCK: (gettext_lazy("A concern joined with it is due on %(day)s."), "due_at"),
    Kind.DUE: (gettext_lazy("A concern joined with it is due today, %(day)s."), "due_at"),
    Kind.OVERDUE: (gettext_lazy("A concern joined with it was due on %(day)s."), "due_at"),
}


def _counted(warning: CaseWarning) -> str:
    times = int(warning.facts["times"])
    if warning.kind == Kind.REDONE:
        sentence = ngettext("It was opened again %(times)s time.", "It was opened again %(times)s times.", times)
    else:
        sentence = ngettext(
            "It was passed on %(times)s time, and nobody has taken it on.",
            "It was passed on %(times)s times, and nobody has taken it on.",
            times,
        )
    return sentence % {"times": times}


def _topic(warning: CaseWarning, case: Case, *, places: Mapping[str, Place]) -> str:
    place = places.get(code(warning.area))
    sentence = _(
        "%(cases)s cases of “%(topic)s” came up in %(place)s within %(days)s days. Cases are counted, not people."
    )
    # A place's name says in which language it is read.
    return SafeString(
        escape(sentence)
        % {
            "cases": warning.facts["cases"],
            "days": warning.facts["days"],
            "topic": escape(topic_title(warning.topic, case)),
            "place": place_name(place) if place else escape(code(warning.area)),
        }
    )


def topic_title(topic: str, case: Case) -> str:
    """A topic in the words of the case's pack, or its code where the pack has dropped it."""
    try:
        return wording(pack_of(case).category(topic).title)
    except UnknownCategoryError:
        return topic


def _day(fact: str) -> SafeString:
    """The day of a date or a moment; a clock ends at the 24:00 of its day."""
    at = datetime.fromisoformat(fact)
    return on_day(last_moment(at) if at.tzinfo else at.date())
