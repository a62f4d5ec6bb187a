"""What the cast does about signals: it takes them, finds what fails, chooses measures; or says why nothing is to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final, Self

from folkmoot.demo.actions.making import all_pieces
from folkmoot.demo.actions.people import administrator
from folkmoot.demo.library import Phrases, phrases
from folkmoot.demo.queries import Begun, Desk
from folkmoot.demo.rules.bursts import BURSTS, ONE_DAY, Burst, last_day
from folkmoot.demo.rules.times import desk_hours
from folkmoot.earlywarning.actions import handling
from folkmoot.earlywarning.actions.campaigns import announce_campaign
from folkmoot.earlywarning.models import Campaign, Signal
from folkmoot.earlywarning.rules.measures import Cause, Measure, Outcome, WhyDismissed
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.models import Place
from folkmoot.places.rules.paths import ancestors
from folkmoot.procedures.queries import calendar
from folkmoot.procedures.rules.clocks import Calendar

#: a campaign begins so long before its burst
AHEAD: Final = 2 * ONE_DAY


@dataclass(frozen=True)
class Handling:
    """Who may act on the signals of the cast's county, and when."""

    begun: Begun
    desk: Desk
    phrases: Phrases
    calendar: Calendar
    rng: Random

    @classmethod
    def of(cls, begun: Begun) -> Self:
        """From what the demo began with."""
        desk = Desk.of(ancestors(begun.village)[-2])
        return cls(begun, desk, phrases(), calendar(), Random(f"{begun.seed}/signals"))

    def after(self, moment: datetime, *, hours: int) -> datetime:
        """So much later, when the desk is open."""
        later = moment + timedelta(hours=hours)
        return desk_hours(later, zone=self.begun.span.zone, calendar=self.calendar, rng=self.rng)

    def post_of(self, signal: Signal) -> Standing | None:
        """The post that it names, where somebody holds it."""
        on = signal.raised_at.astimezone(self.begun.span.zone).date()
        found = (each for each in self.desk.held if each.standing.post_id == signal.post_id and each.is_held(on))
        return next((each.standing for each in found), None)

    def writes(self, occasion: str) -> str:
        """A phrase of the desk."""
        return self.rng.choice(self.phrases.desk[occasion])


def announce(with_: Handling) -> None:
    """The campaign that explains one of the bursts, where its place has a piece of its own."""
    burst = Burst.ALLOWANCES
    pieces, numbers = all_pieces(with_.begun), BURSTS[burst].pieces
    place = Place.objects.filter(path__in=[pieces[n].path for n in numbers if n < len(pieces)]).first()
    if place is None or Campaign.objects.filter(place=place).exists():
        return
    until_on = last_day(burst, span=with_.begun.span)
    from_on = until_on - BURSTS[burst].days * ONE_DAY
    announce_campaign(
        place,
        title=with_.writes("campaign"),
        from_on=from_on,
        until_on=until_on,
        topic=BURSTS[burst].group,
        by=administrator(),
        now=with_.after(datetime.combine(from_on - AHEAD, datetime.min.time(), with_.begun.span.zone), hours=10),
    )


def help_with_wages(with_: Handling, signal: Signal, by: Standing) -> None:
    """In hand: one measure is carried out, the other is not."""
    at = _find(with_, signal, by, cause=Cause.WAGES_UNPAID, said="signal_wages")
    at = _choose(with_, signal, by, at, Measure.WAGE_CLAIM_HELP, Measure.INSPECTION)
    handling.measure_done(signal.pk, measure=Measure.WAGE_CLAIM_HELP, by=by, now=with_.after(at, hours=70))


def mend_the_lorry(with_: Handling, signal: Signal, by: Standing) -> None:
    """Over: what failed is mended."""
    at = _find(with_, signal, by, cause=Cause.SERVICE_FAILED, said="signal_rubbish")
    at = _choose(with_, signal, by, at, Measure.SERVICE_RESTORED, Measure.INSPECTION)
    for measure, hours in ((Measure.SERVICE_RESTORED, 26), (Measure.INSPECTION, 120)):
        at = with_.after(at, hours=hours)
        handling.measure_done(signal.pk, measure=measure, by=by, now=at)
    said = with_.writes("signal_rubbish_mended")
    handling.record_outcome(signal.pk, outcome=Outcome.MENDED, said=said, by=by, now=with_.after(at, hours=3))


def see_the_campaign(with_: Handling, signal: Signal, by: Standing) -> None:
    """Dismissed: a known reason explains the number."""
    at, said = with_.after(signal.raised_at, hours=33), with_.writes("signal_campaign")
    handling.dismiss_signal(signal.pk, why=WhyDismissed.KNOWN_REASON, said=said, by=by, now=at)


#: The other bursts of BURSTS are of the last days: nobody has taken their signals yet.
DEEDS: Final[Mapping[Burst, Callable[[Handling, Signal, Standing], None]]] = {
    Burst.WAGES_LATE: help_with_wages,
    Burst.RUBBISH_LEFT: mend_the_lorry,
    Burst.ALLOWANCES: see_the_campaign,
}


def _find(with_: Handling, signal: Signal, by: Standing, *, cause: Cause, said: str) -> datetime:
    taken_at = with_.after(signal.raised_at, hours=8)
    handling.take_signal(signal.pk, by=by, now=taken_at)
    found_at = with_.after(taken_at, hours=26)
    handling.find_cause(signal.pk, cause=cause, said=with_.writes(said), by=by, now=found_at)
    return found_at


def _choose(with_: Handling, signal: Signal, by: Standing, after: datetime, *measures: Measure) -> datetime:
    at = with_.after(after, hours=1)
    handling.choose_measures(signal.pk, measures=measures, by=by, now=at)
    return at
