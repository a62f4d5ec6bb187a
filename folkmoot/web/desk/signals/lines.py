"""A signal as the desk shows it: where, about what, how many against how many, how rare, and where it stands."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.earlywarning.models import Signal
from folkmoot.earlywarning.queries import IN_CHARGE
from folkmoot.earlywarning.signals import signals_to_take
from folkmoot.earlywarning.topics import title_of_topic
from folkmoot.officers.rules.standing import Officer
from folkmoot.places.models import Place
from folkmoot.places.rules.paths import code
from folkmoot.web.names import place_name, plain_place_name
from folkmoot.web.templatetags.times import on_day, written_day

OF_A_DAY: Final = 20
_YEAR: Final = 365
#: beyond so many years a rarity is said as no more than this
_MOST_YEARS: Final = 100


@dataclass(frozen=True)
class SignalLine:
    """One signal in words. Its post, unit, taker and night are loaded."""

    signal: Signal
    place: Place | None
    #: the place that was looked at as a whole
    tier: Place | None

    @property
    def pk(self) -> int:
        """Its number, as in its address."""
        return self.signal.pk

    @cached_property
    def topic(self) -> str:
        """What it is about."""
        return title_of_topic(self.signal.topic)

    @property
    def place_plain(self) -> str:
        """Where, for a title."""
        return plain_place_name(self.place) if self.place else code(self.signal.place_path)

    @property
    def place_name(self) -> SafeString:
        """Where."""
        return _named(self.place, self.signal.place_path)

    @property
    def tier_name(self) -> SafeString:
        """Which place was looked at as a whole."""
        return _named(self.tier, self.signal.night.tier)

    @property
    def days(self) -> int:
        """Days of the window."""
        return (self.signal.until - self.signal.since).days + 1

    @property
    def numbers(self) -> str:
        """How many cases in how many days, against how many, for a title."""
        return self._numbers(written_day)

    @property
    def told(self) -> SafeString:
        """The same for a page, on which a day is not parted."""
        return SafeString(self._numbers(on_day))

    def _numbers(self, day: Callable[[date], str]) -> str:
        cases = ngettext("%(cases)s case", "%(cases)s cases", self.signal.cases) % {"cases": self.signal.cases}
        on_a_day = _("%(cases)s on %(day)s; %(expected)s were to be expected.")
        over_days = _("%(cases)s in %(days)s days, from %(since)s to %(day)s; %(expected)s were to be expected.")
        sentence = on_a_day if self.days == 1 else over_days
        return sentence % {
            "cases": cases,
            "days": self.days,
            "since": day(self.signal.since),
            "day": day(self.signal.until),
            "expected": self.expected,
        }

    @property
    def expected(self) -> str:
        """How many were to be expected."""
        return amount(self.signal.expected)

    @property
    def noise(self) -> str:
        """How often noise does as much, as the past nights have it."""
        days = self.signal.noise_days
        if days is None:
            return _("There are too few past nights to say how often noise does as much.")
        if self.signal.noise_is_at_least:
            return _("None of %(nights)s past nights like these did as much.") % {"nights": f"{days:.0f}"}
        return _("On nights like these, one such signal in %(time)s is noise.") % {"time": time_of(days)}

    @property
    def recurrence(self) -> str:
        """How often chance alone does as much, as the replicates have it."""
        return time_of(self.signal.recurrence_days)

    @property
    def state(self) -> str:
        """Where it stands, as a word."""
        if self.signal.dismissed:
            return _("Dismissed")
        if self.signal.outcome:
            return self.signal.get_outcome_display()
        if self.signal.ended_at:
            return _("Has grown")
        if self.signal.cause:
            return _("Cause found")
        return _("Taken") if self.signal.taken_at else _("Not taken yet")

    @property
    def state_kind(self) -> str:
        """The colour of that word: nobody has to see it."""
        if self.signal.ended_at:
            return "green" if self.signal.outcome else "secondary"
        return "blue" if self.signal.taken_at else "orange"


def signals_of_day(officer: Officer) -> list[SignalLine]:
    """What an officer has to take, at most twenty, the first to climb on top; no statement where none can be named."""
    if not any(standing.role in IN_CHARGE for standing in officer.standings):
        return []
    return lines_of(list(signals_to_take(officer)[:OF_A_DAY]))


def lines_of(signals: Iterable[Signal]) -> list[SignalLine]:
    """Signals in words. One statement for all their places, none where there is no signal."""
    found = list(signals)
    paths = {each.place_path for each in found} | {each.night.tier for each in found}
    places: Mapping[str, Place] = {place.path: place for place in Place.objects.filter(path__in=paths)} if paths else {}
    return [SignalLine(each, places.get(each.place_path), places.get(each.night.tier)) for each in found]


def amount(expected: float) -> str:
    """A number that was to be expected: with one digit behind the point where it is small."""
    return f"{expected:.1f}" if expected < 10 else f"{expected:.0f}"


def time_of(days: float) -> str:
    """A time after which something comes back, in days or, from two years on, in years."""
    if days < 2 * _YEAR:
        whole = max(1, round(days))
        return ngettext("%(days)s day", "%(days)s days", whole) % {"days": whole}
    years = round(days / _YEAR)
    if years > _MOST_YEARS:
        return _("more than %(years)s years") % {"years": _MOST_YEARS}
    return ngettext("%(years)s year", "%(years)s years", years) % {"years": years}


def _named(place: Place | None, path: str) -> SafeString:
    # Whoever sees the signal sees every case of its place: it may be named.
    return place_name(place) if place else SafeString(escape(code(path)))
