"""Reads of signals and nights for the pages: under the running scope, and only of places whose cases one sees."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from folkmoot.cases.models import Case
from folkmoot.earlywarning.models import Night, Signal
from folkmoot.earlywarning.rules.topics import pack_and_code
from folkmoot.earlywarning.topics import topics_within
from folkmoot.officers.rules.standing import Officer
from folkmoot.places.queries import zone
from folkmoot.places.rules.paths import subtree
from folkmoot.procedures.rules.clocks import end_of_day
from folkmoot.procedures.rules.steps import Step

ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Year:
    """Cases of each day of the year up to the end of the window, and how many were to be expected."""

    first: date
    cases: Sequence[int]
    expected: Sequence[float]
    #: the window, both days counted
    since: date
    until: date


@dataclass(frozen=True)
class Behind:
    """How many cases are behind a signal, and those among them that the officer may see anyway, the newest first."""

    total: int
    cases: Sequence[Case]


def open_signals(officer: Officer) -> QuerySet[Signal]:
    """Those that are not over, at places whose cases the officer sees, the newest first; post and unit are loaded."""
    return _loaded(Signal.objects.visible_to(officer).open())


def signals_of(officer: Officer) -> QuerySet[Signal]:
    """All of them, taken, ended and dismissed ones too, the newest first; post and unit are loaded."""
    return _loaded(Signal.objects.visible_to(officer))


def signals_to_take(officer: Officer) -> QuerySet[Signal]:
    """Those that name a post of the officer and that nobody has taken; the first to climb stands first."""
    return _loaded(Signal.objects.visible_to(officer).to_take(officer)).order_by("climbs_at", "pk")


def signal_for(officer: Officer, signal_id: int) -> Signal:
    """One signal with its night, post and unit. Raises Signal.DoesNotExist where it is absent or out of sight."""
    return _loaded(Signal.objects.visible_to(officer)).get(pk=signal_id)


def year_of(signal: Signal) -> Year:
    """The last year of the place and topic, as it stood when the signal was raised. No statement."""
    first = signal.until - (len(signal.year_cases) - 1) * ONE_DAY
    return Year(first, signal.year_cases, signal.year_expected, signal.since, signal.until)


def cases_behind(signal: Signal, officer: Officer) -> Behind:
    """What `actions.reading.read_cases_behind` shows and records: call that one from a page. One statement."""
    here = zone()
    since, until = end_of_day(signal.since - ONE_DAY, zone=here), end_of_day(signal.until, zone=here)
    low, high = subtree(signal.place_path)
    found = Case.objects.visible_to(officer).filter(
        _about(signal.topic),
        received_at__gte=since,
        received_at__lt=until,
        # Where it is counted: what complains about a unit, above that unit.
        sight_path__gte=low,
        sight_path__lt=high,
    )
    return Behind(signal.cases, list(found.exclude(step=Step.MERGED).select_related("place").order_by("-received_at")))


def nights_between(tier: str, *, first: date, last: date) -> list[Night]:
    """The nights of a tier, given by its path, for the days from `first` to `last`, both counted, in their order."""
    return list(Night.objects.filter(tier=tier, as_of__range=(first, last)).order_by("as_of"))


def _about(topic: str) -> Q:
    codes: dict[str, list[str]] = defaultdict(list)
    for each in topics_within(topic):
        found = pack_and_code(each)
        if found:
            codes[found[0]].append(found[1])
    about = Q(pk__in=[])
    for pack, categories in codes.items():
        about |= Q(pack=pack, category__in=categories)
    return about


def _loaded(found: QuerySet[Signal]) -> QuerySet[Signal]:
    return found.select_related("night", "post", "unit", "taken_by").order_by("-raised_at", "pk")
