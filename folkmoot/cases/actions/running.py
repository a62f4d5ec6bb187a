"""What a move does to the clocks of a case."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet

from folkmoot.cases.actions.clocks import counted_from, cut_short, plain_rule_of, reason_of, show_due, shown_due
from folkmoot.cases.models import Case, Clock, Pause
from folkmoot.cases.rules.clockwork import NOT_OF_THE_DESK, Hands, hands_of, marks_of
from folkmoot.places.queries import local_day
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.clock_rules import ClockName, ClockRule, Mark
from folkmoot.procedures.rules.clocks import keep_promise
from folkmoot.procedures.rules.marks import ELSEWHERE
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.steps import Move

#: the newest clock of each name, where a former pack of the case counts it: what that pack promised was better
Promised = Mapping[ClockName, Clock]


def run_clocks(case: Case, move: Move, *, now: datetime, also: Iterable[Mark] = ()) -> None:
    """Does what a move does to the clocks, and writes on the case what is due first. The case itself is not saved."""
    marks = marks_of(move, also=also)
    hands = hands_of(pack_of(case), move, also=also)
    running = Clock.objects.filter(case=case, stopped_at=None)
    pauses = _standing(case, now=now) if hands.starts or hands.stops or hands.stops_desk else []
    revived = _revived(hands, running)
    named = [rule.name for rule in (*hands.starts, *revived)]
    begun = _begun(case, named, hands=hands, marks=(*marks, Move.RECEIVE) if revived else marks, pauses=pauses, now=now)
    if hands.stops_desk:
        stays = ELSEWHERE if hands.stops_rights else NOT_OF_THE_DESK
        running.exclude(name__in=list(stays)).update(stopped_at=now)
    going_on = set(named) - set(begun)
    ended = {*hands.stops, *begun} - going_on
    if ended and not (hands.stops_desk and hands.stops_rights):
        running.filter(name__in=list(ended)).update(stopped_at=now)
    for clock in begun.values():
        clock.save()
    _end_idle(case, pauses, now=now)
    show_due(case)


def _revived(hands: Hands, running: QuerySet[Clock]) -> tuple[ClockRule, ...]:
    if not hands.revives or running.exclude(name__in=list(NOT_OF_THE_DESK)).exists():
        return ()
    return hands.revives


def _begun(
    case: Case,
    named: Iterable[ClockName],
    *,
    hands: Hands,
    marks: Sequence[Mark],
    pauses: Sequence[Pause],
    now: datetime,
) -> dict[ClockName, Clock]:
    """
    The clocks that begin now, not saved. What a former pack promised holds in each round, as far as it is better.

    A clock of that pack goes on, and none begins, until something happens that would have begun it anew there too.
    """
    pack = pack_of(case)
    begun = {name: counted_from(case, name, started_at=now, pauses=pauses) for name in named}
    for name, before in _promised(case).items():
        if set(marks) & set(plain_rule_of(before, pack).starts):
            again = counted_from(case, name, started_at=now, pauses=pauses, as_before=before)
            if name not in begun or _is_kept(again, begun[name], pack=pack):
                begun[name] = again
        elif name in begun and _goes_on(before, hands) and _is_kept(before, begun[name], pack=pack):
            del begun[name]
    return begun


def _goes_on(clock: Clock, hands: Hands) -> bool:
    return clock.stopped_at is None and not hands.stops_desk


def _promised(case: Case) -> Promised:
    newest = {ClockName(clock.name): clock for clock in Clock.objects.filter(case=case).order_by("pk")}
    return {name: clock for name, clock in newest.items() if clock.pack}


def _is_kept(promised: Clock, anew: Clock, *, pack: Pack) -> bool:
    binds = plain_rule_of(anew, pack).binds
    return keep_promise(shown_due(promised), anew=shown_due(anew), binds=binds).on == promised.due_on


def _standing(case: Case, *, now: datetime) -> list[Pause]:
    return list(Pause.objects.filter(case=case, ended_at=None, until_on__gte=local_day(now)))


def _end_idle(case: Case, pauses: Sequence[Pause], *, now: datetime) -> None:
    """A pause ends with the last clock that stood on it: one that begins later starts without it."""
    if not pauses:
        return
    pack, running = pack_of(case), set(Clock.objects.filter(case=case, stopped_at=None).values_list("name", flat=True))
    for pause in pauses:
        reason = reason_of(pause, pack)
        if reason is None or running.isdisjoint(reason.clocks):
            cut_short(pause, now=now)
