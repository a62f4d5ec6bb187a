"""Starting, stopping and counting the clocks of a case."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from folkmoot.cases.models import Case, Clock
from folkmoot.cases.models import Pause as PauseRow
from folkmoot.cases.rules.clockwork import RIGHTS, hands_of
from folkmoot.places.queries import zone
from folkmoot.procedures.queries import calendar, pack_of
from folkmoot.procedures.rules.clock_rules import ClockName, ClockRule, Mark
from folkmoot.procedures.rules.clocks import Due, Pause, due, extended, keep_promise
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.steps import Move


def run_clocks(case: Case, move: Move, *, now: datetime, also: Iterable[Mark] = ()) -> None:
    """Does what a move does to the clocks, and writes on the case what is due first. The case itself is not saved."""
    hands = hands_of(pack_of(case), move, also=also)
    running = Clock.objects.filter(case=case, stopped_at=None)
    binding = running.exclude(name__in=list(RIGHTS))
    if hands.stops_desk:
        (running if hands.stops_rights else binding).update(stopped_at=now)
    named = {*hands.stops, *(rule.name for rule in hands.starts)}
    if named and not (hands.stops_desk and hands.stops_rights):
        running.filter(name__in=list(named)).update(stopped_at=now)
    revived = hands.revives if hands.revives and not binding.exists() else ()
    for rule in (*hands.starts, *revived):
        _start(case, rule, now=now)
    show_due(case)


def show_due(case: Case) -> None:
    """Writes on the case which of its running clocks is due first; saves nothing."""
    binding = Clock.objects.filter(case=case, stopped_at=None).exclude(name__in=list(RIGHTS))
    next_due = binding.order_by("due_at").first() if case.is_open else None
    case.due_at = next_due.due_at if next_due else None
    case.due_clock = next_due.name if next_due else ""


def count_anew(case: Case, clocks: Iterable[Clock] | None = None) -> None:
    """
    Counts running clocks again after a pause, an extension or a newly published calendar, and saves them.

    A pause and an extension are what they say; apart from these a date that was promised never gets worse.
    """
    pack, pauses = pack_of(case), list(PauseRow.objects.filter(case=case))
    for clock in Clock.objects.filter(case=case, stopped_at=None) if clocks is None else clocks:
        end = due_of(clock, pack=pack, pauses=pauses)
        clock.due_on, clock.due_at, clock.is_provisional = end.on, end.at, end.is_provisional
        clock.save(update_fields=["due_on", "due_at", "is_provisional"])
    show_due(case)


def recount_provisional(case: Case) -> None:
    """Counts those again whose calendar was not published; what the filer was promised stays where it is better."""
    pack, pauses = pack_of(case), list(PauseRow.objects.filter(case=case))
    for clock in Clock.objects.filter(case=case, stopped_at=None, is_provisional=True):
        promised = Due(clock.due_on, clock.due_at, clock.is_provisional)
        anew = due_of(clock, pack=pack, pauses=pauses)
        kept = keep_promise(promised, anew=anew, binds=rule_of(clock, pack).binds)
        clock.due_on, clock.due_at, clock.is_provisional = kept.on, kept.at, kept.is_provisional
        clock.save(update_fields=["due_on", "due_at", "is_provisional"])
    show_due(case)


def rule_of(clock: Clock, pack: Pack) -> ClockRule:
    """The rule of a clock with the extensions that were granted for it."""
    rule = pack.clock(ClockName(clock.name))
    if not clock.extended_times:
        return rule
    return extended(rule, by=pack.extensions[rule.name], times=clock.extended_times)


def pauses_for(clock: Clock, pauses: Iterable[PauseRow], *, pack: Pack) -> list[Pause]:
    """The pauses of a case on which this clock stands."""
    codes = {reason.code for reason in pack.pauses_of(ClockName(clock.name))}
    return [Pause(each.from_on, each.until_on) for each in pauses if each.code in codes]


def due_of(clock: Clock, *, pack: Pack, pauses: Sequence[PauseRow]) -> Due:
    """When a clock ends by its rule, its extensions and the pauses of its case."""
    rule = rule_of(clock, pack)
    standing = pauses_for(clock, pauses, pack=pack)
    return due(rule, started_at=clock.started_at, zone=zone(), calendar=calendar(), pauses=standing)


def _start(case: Case, rule: ClockRule, *, now: datetime) -> None:
    end = due(rule, started_at=now, zone=zone(), calendar=calendar())
    Clock.objects.create(
        case=case, name=rule.name.value, started_at=now, due_on=end.on, due_at=end.at, is_provisional=end.is_provisional
    )
