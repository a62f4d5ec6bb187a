"""How often a signal is noise: what each level is allowed, what its past nights show, what became of its signals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp
from typing import Any, Final

from django.db.models import Count, Max, Min, Q
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.earlywarning.models import Night, Signal, SignalDismissal
from folkmoot.earlywarning.nights import Bar, bars
from folkmoot.earlywarning.rules.calibration import FEW_NIGHTS
from folkmoot.earlywarning.rules.measures import Outcome
from folkmoot.earlywarning.rules.tiers import Tier
from folkmoot.officers.rules.authority import Power
from folkmoot.web.desk.signals.lines import amount, time_of
from folkmoot.web.desk.signals.tabs import tabs
from folkmoot.web.doors import OfficerRequest, officer_page_with

YEAR: Final = timedelta(days=365)


@dataclass(frozen=True)
class Level:
    """The places of one level that are looked at each as a whole, and what their past nights say."""

    depth: int
    places: int
    nights: int
    #: of them, those that were found to be true and say nothing of noise
    true: int
    first: date
    last: date
    #: signals a year that chance may raise in one such place
    allowed: str
    #: what passes the threshold in the past nights, a year and place; "" where they are too few
    observed: str
    #: a signal is raised from so rare on: by the replicates, and as the past asks for
    nominal: str
    threshold: str
    #: one such signal in so long is noise; "" where the past is too short
    noise: str


@require_safe
@officer_page_with(Power.OVERVIEW)
def calibration_page(request: OfficerRequest) -> HttpResponseBase:
    """The error rate of each level, promised and observed, and what became of the signals of a year in one's area."""
    context: dict[str, Any] = {
        "tabs": tabs(request, "calibration"),
        "levels": levels(until=request.today),
        "titles": list(enumerate(request.region.levels)),
        "few": FEW_NIGHTS,
        "fates": _fates(request) if request.officer.may(Power.READ) else [],
    }
    return render(request, "desk/signals/calibration.html", context)


def levels(*, until: date) -> list[Level]:
    """Each level that was looked at before a day, the widest first. Two statements, and one for each level."""
    known = [Tier(depth, path) for depth, path in Night.objects.order_by().values_list("depth", "tier").distinct()]
    counted = Night.objects.filter(as_of__lt=until).order_by().values("depth")
    found = counted.annotate(
        nights=Count("pk"),
        true=Count("pk", filter=Q(is_true=True)),
        first=Min("as_of"),
        last=Max("as_of"),
        places=Count("tier", distinct=True),
    )
    limits = bars(known, until=until) if known else {}
    return [_level(row, limits[row["depth"]]) for row in found.order_by("depth")]


def _level(row: Mapping[str, Any], limit: Bar) -> Level:
    noise = limit.past.noise_of(limit.threshold.score)
    observed = limit.threshold.observed_per_year
    return Level(
        depth=row["depth"],
        places=row["places"],
        nights=row["nights"],
        true=row["true"],
        first=row["first"],
        last=row["last"],
        allowed=amount(limit.threshold.per_year),
        observed="" if observed is None else amount(observed),
        nominal=rarity(limit.threshold.nominal),
        threshold=rarity(limit.threshold.score),
        noise="" if noise is None else _noise(noise.days, is_at_least=noise.is_at_least),
    )


def rarity(surprise: float) -> str:
    """A score −ln p as the time in which chance does as much once, with a night a day."""
    return time_of(exp(surprise))


def _noise(days: float, *, is_at_least: bool) -> str:
    return _("none in %(time)s") % {"time": time_of(days)} if is_at_least else time_of(days)


def _fates(request: OfficerRequest) -> list[tuple[str | Promise, int]]:
    """What became of the signals that were raised in the last year in the officer's area. One statement."""
    found = Signal.objects.visible_to(request.officer).filter(raised_at__gte=request.now - YEAR)
    told = found.aggregate(
        all=Count("pk"),
        caused=Count("pk", filter=~Q(cause="")),
        mended=Count("pk", filter=Q(outcome__in=[Outcome.MENDED, Outcome.PARTLY_MENDED])),
        waiting=Count("pk", filter=Q(ended_at=None, cause="")),
        **{each.value: Count("pk", filter=Q(dismissed=each.value)) for each in SignalDismissal},
    )
    if not told["all"]:
        return []
    dismissed = [(each.label, told[each.value]) for each in SignalDismissal if told[each.value]]
    return [
        (_("raised"), told["all"]),
        (_("something was found to fail"), told["caused"]),
        (_("mended, or mended in part"), told["mended"]),
        (_("not looked into yet"), told["waiting"]),
        *[(_("dismissed: %(why)s") % {"why": label}, count) for label, count in dismissed],
    ]
