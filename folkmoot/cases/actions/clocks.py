"""Starting and counting the clocks of a case."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from folkmoot.cases.actions.shared_clock import follow_shared_clock
from folkmoot.cases.models import Case, Clock
from folkmoot.cases.models import Pause as PauseRow
from folkmoot.cases.rules.clockwork import NOT_OF_THE_DESK
from folkmoot.places.queries import local_day, zone
from folkmoot.procedures.queries import calendar, pack_of, published_pack
from folkmoot.procedures.rules.clock_rules import ClockName, ClockRule, Extension, PauseRule
from folkmoot.procedures.rules.clocks import Due, Pause, carry_over, due, extended, keep_promise
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.steps import UNLED


class Counted(Protocol):
    """A clock or a pause: its own pack, where its case was put under another one since."""

    pack: str
    pack_version: str


def show_due(case: Case) -> None:
    """Writes on the case which of its running clocks is due first; saves nothing."""
    binding = Clock.objects.filter(case=case, stopped_at=None).exclude(name__in=list(NOT_OF_THE_DESK))
    next_due = binding.order_by("due_at").first() if case.is_open else None
    case.due_at = next_due.due_at if next_due else None
    case.due_clock = next_due.name if next_due else ""


def start_clock(case: Case, rule: ClockRule, *, started_at: datetime, pauses: Sequence[PauseRow] = ()) -> Clock:
    """A clock of the case's own pack that runs from a moment on, and stands on the pauses that name it."""
    clock = counted_from(case, rule.name, started_at=started_at, pauses=pauses)
    clock.save()
    return clock


def counted_from(
    case: Case,
    name: ClockName,
    *,
    started_at: datetime,
    pauses: Sequence[PauseRow],
    as_before: Counted | None = None,
) -> Clock:
    """A clock that is not saved yet, with its end: by the pack that counted `as_before`, else by the case's own."""
    by = {"pack": as_before.pack, "pack_version": as_before.pack_version} if as_before else {}
    clock = Clock(case=case, name=name.value, started_at=started_at, **by)
    end = due_of(clock, pack=pack_of(case), pauses=pauses)
    clock.due_on, clock.due_at, clock.is_provisional = end.on, end.at, end.is_provisional
    return clock


def end_finding(case: Case, *, now: datetime) -> None:
    """A concern that is joined to a case is taken on with it: from here only the time of the answer runs."""
    running = Clock.objects.filter(case=case, stopped_at=None)
    running.filter(name__in=[ClockName.ROUTE, ClockName.OBJECTION]).update(stopped_at=now)
    if not running.filter(name=ClockName.ANSWER).exists():
        start_clock(case, pack_of(case).clock(ClockName.ANSWER), started_at=now)


def find_anew(case: Case, *, now: datetime) -> None:
    """A concern that stands alone again and has no lead has to be taken on: the time for that begins anew."""
    is_sought = Clock.objects.filter(case=case, stopped_at=None, name=ClockName.ROUTE).exists()
    if case.at in UNLED and not is_sought:
        start_clock(case, pack_of(case).clock(ClockName.ROUTE), started_at=now)


def ahead_of_count(case: Case) -> dict[int, int]:
    """
    By how many days each running clock shows a better date than its count gives, by its number; those without are left.

    Such a date was promised before a calendar was published. Asked before a change, and given to `count_anew` after.
    """
    pack, pauses = pack_of(case), list(PauseRow.objects.filter(case=case))
    running = Clock.objects.filter(case=case, stopped_at=None)
    ahead = {clock.pk: (due_of(clock, pack=pack, pauses=pauses).on - clock.due_on).days for clock in running}
    return {pk: days for pk, days in ahead.items() if days}


def count_anew(case: Case, *, ahead: Mapping[int, int]) -> dict[str, tuple[Due, Due]]:
    """
    Counts the running clocks again after a pause or an extension, and saves them.

    Returns by the names of the clocks that moved what they showed and what they show now. A pause and an extension are
    what they say; apart from these a date that was promised never gets worse.
    """
    pack, pauses = pack_of(case), list(PauseRow.objects.filter(case=case))
    moved = {}
    for clock in Clock.objects.filter(case=case, stopped_at=None):
        before = shown_due(clock)
        end = due_of(clock, pack=pack, pauses=pauses)
        end = carry_over(end, ahead_days=ahead.get(clock.pk, 0), zone=zone(), calendar=calendar())
        if end != before:
            moved[clock.name] = (before, end)
            set_due(clock, end)
    follow_shared_clock(case, moved)
    show_due(case)
    return moved


def recount_provisional(case: Case) -> dict[str, tuple[Due, Due]]:
    """
    Counts those again whose calendar was not published; what the filer was promised stays where it is better.

    Returns by the names of the clocks that changed what they showed and what they show now.
    """
    pack, pauses = pack_of(case), list(PauseRow.objects.filter(case=case))
    changed = {}
    for clock in Clock.objects.filter(case=case, stopped_at=None, is_provisional=True):
        promised = shown_due(clock)
        anew = due_of(clock, pack=pack, pauses=pauses)
        kept = keep_promise(promised, anew=anew, binds=rule_of(clock, pack).binds)
        if kept != promised:
            changed[clock.name] = (promised, kept)
            set_due(clock, kept)
    follow_shared_clock(case, changed)
    show_due(case)
    return changed


def shown_due(clock: Clock) -> Due:
    """What a clock shows."""
    return Due(clock.due_on, clock.due_at, clock.is_provisional)


def set_due(clock: Clock, end: Due) -> None:
    """Writes and saves when a clock ends."""
    clock.due_on, clock.due_at, clock.is_provisional = end.on, end.at, end.is_provisional
    clock.save(update_fields=["due_on", "due_at", "is_provisional"])


def counted_under(row: Counted, pack: Pack) -> Pack:
    """The pack by which a clock or a pause of a case counts; `pack` is the case's own."""
    return published_pack(row.pack, row.pack_version) if row.pack else pack


def extension_of(clock: Clock, pack: Pack) -> Extension | None:
    """How a clock can be given more time; `pack` is the case's own."""
    return counted_under(clock, pack).extensions.get(ClockName(clock.name))


def plain_rule_of(clock: Clock, pack: Pack) -> ClockRule:
    """The rule of a clock as it stands in its pack; `pack` is the case's own."""
    return counted_under(clock, pack).clock(ClockName(clock.name))


def rule_of(clock: Clock, pack: Pack) -> ClockRule:
    """The rule of a clock with the extensions that were granted for it; `pack` is the case's own."""
    rule, extension = plain_rule_of(clock, pack), extension_of(clock, pack)
    if not clock.extended_times or extension is None:
        return rule
    return extended(rule, by=extension, times=clock.extended_times)


def reason_of(pause: PauseRow, pack: Pack) -> PauseRule | None:
    """For what a clock stands or stood; `pack` is the case's own."""
    return next((each for each in counted_under(pause, pack).pauses if each.code == pause.code), None)


def pauses_on(clock: Clock, pauses: Iterable[PauseRow], *, pack: Pack) -> list[PauseRow]:
    """Those pauses of a case on which this clock stands; `pack` is the case's own."""
    reasons = ((each, reason_of(each, pack)) for each in pauses)
    return [each for each, reason in reasons if reason and ClockName(clock.name) in reason.clocks]


def pauses_for(clock: Clock, pauses: Iterable[PauseRow], *, pack: Pack) -> list[Pause]:
    """The same as the rules see them."""
    return [Pause(each.from_on, each.until_on) for each in pauses_on(clock, pauses, pack=pack)]


def due_of(clock: Clock, *, pack: Pack, pauses: Sequence[PauseRow]) -> Due:
    """When a clock ends by its rule, its extensions and the pauses of its case; `pack` is the case's own."""
    rule = rule_of(clock, pack)
    standing = pauses_for(clock, pauses, pack=pack)
    return due(rule, started_at=clock.started_at, zone=zone(), calendar=calendar(), pauses=standing)


def cut_short(pause: PauseRow, *, now: datetime) -> None:
    """Ends a pause: today is its last day."""
    pause.until_on = max(pause.from_on, min(pause.until_on, local_day(now)))
    pause.ended_at = now
    pause.save(update_fields=["until_on", "ended_at"])
