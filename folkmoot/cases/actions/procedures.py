"""Putting a case under another procedure of the region, before anything was proposed under the one it came in by."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from django.db import transaction

from folkmoot.cases.actions.clocks import counted_under, due_of, set_due, show_due, shown_due, start_clock
from folkmoot.cases.actions.milestones import count_elsewhere
from folkmoot.cases.actions.moving import filer_of, save, say, touch
from folkmoot.cases.errors import AlreadyAnswered, ExcludedThere, Missing, OtherProcedure
from folkmoot.cases.models import Case, Clock, MessageKind, Pause
from folkmoot.cases.notices_of_clocks import speaking, told_of_procedure
from folkmoot.cases.rules.clockwork import running_since
from folkmoot.cases.rules.events import EVENT
from folkmoot.ledger.models import Event
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.queries import region
from folkmoot.procedures.queries import pack_of, packs_here
from folkmoot.procedures.rules.clock_rules import ClockName
from folkmoot.procedures.rules.clocks import keep_promise
from folkmoot.procedures.rules.pack import Category, Pack, UnknownCategoryError
from folkmoot.procedures.rules.steps import Move, Step

#: Where a case may still come under another procedure.
UNANSWERED: Final = frozenset(
    {Step.RECEIVED, Step.ACKNOWLEDGED, Step.ROUTED, Step.ACCEPTED, Step.ASSIGNED, Step.WAITING}
)
#: Of two moves with one event the one with a lead: the other starts besides only what runs in every procedure.
_MOVES: Final = {kind: move for move, kind in reversed(EVENT.items())}


@transaction.atomic
def put_under(
    case_id: int, *, pack: str, category: str, reason: str, by: Standing, now: datetime, seen: int | None = None
) -> Case:
    """
    Puts a case under another procedure of the region, in its newest version, with a category of that procedure.

    The running clocks are counted by the new procedure from their own start, what was promised never gets worse, and
    those that it would have started by now are started. The filer is told which procedure and why. Raises
    AlreadyAnswered, OtherProcedure, ExcludedThere, Missing.
    """
    case = touch(case_id, Power.PUT_UNDER, by=by, seen=seen)
    if case.at not in UNANSWERED:
        raise AlreadyAnswered
    if not reason.strip():
        raise Missing(field="reason")
    former, new = pack_of(case), next((each for each in other_packs(case) if each.name == pack), None)
    if new is None:
        raise OtherProcedure(field="category")
    code = _category(new, category)
    before = {"from": f"{former.name}/{former.version}", "was": case.category}
    _leave(case, former)
    case.pack, case.pack_version, case.category = new.name, new.version, code
    _count_under(case, new)
    _start_missing(case, new)
    count_elsewhere(case, now=now)
    show_due(case)
    filer = filer_of(case)
    with speaking(filer.language):
        told = told_of_procedure(new, words=reason.strip())
    said = say(case, filer.pk, MessageKind.REASON, told, by=by, now=now)
    return save(
        case, "case.put_under", by=by, now=now, **before, pack=new.name, version=new.version, category=code, said=said
    )


def other_packs(case: Case) -> tuple[Pack, ...]:
    """The procedures of the region under which a case could be put; none once it was answered."""
    if case.at not in UNANSWERED:
        return ()
    return tuple(each for each in packs_here(region()) if each.name != case.pack)


def categories_of(pack: Pack) -> Iterator[Category]:
    """The categories of a procedure that it does not leave to another body."""
    return (each for each in pack.categories if not pack.leaves_to_others(each.code))


def _category(pack: Pack, code: str) -> str:
    try:
        found = pack.category(code).code
    except UnknownCategoryError as error:
        raise Missing(field="category") from error
    if pack.leaves_to_others(found):
        raise ExcludedThere(field="category")
    return found


def _leave(case: Case, former: Pack) -> None:
    """What runs and what stood keeps the pack that it came from, until something better is found."""
    mine = {"pack": former.name, "pack_version": former.version}
    Clock.objects.filter(case=case, stopped_at=None, pack="").update(**mine)
    Pause.objects.filter(case=case, pack="").update(**mine)


def _count_under(case: Case, new: Pack) -> None:
    """Each running clock goes over to the new pack, unless the former date is the better one for the resident."""
    pauses = list(Pause.objects.filter(case=case))
    for clock in Clock.objects.filter(case=case, stopped_at=None, name__in=[name.value for name in new.clocks]):
        rule, promised = new.clock(ClockName(clock.name)), shown_due(clock)
        former, extended_times = counted_under(clock, new), clock.extended_times
        clock.pack = clock.pack_version = ""
        clock.extended_times = 0
        anew = due_of(clock, pack=new, pauses=pauses)
        if keep_promise(promised, anew=anew, binds=rule.binds).on != anew.on:
            clock.pack, clock.pack_version, clock.extended_times = former.name, former.version, extended_times
        else:
            set_due(clock, anew)
        clock.save(update_fields=["pack", "pack_version", "extended_times"])


def _start_missing(case: Case, new: Pack) -> None:
    """Starts what the new procedure would have running by what happened, and the former one does not know."""
    known = set(Clock.objects.filter(case=case).values_list("name", flat=True))
    pauses = list(Pause.objects.filter(case=case))
    for name, since in running_since(new, _moves(case)).items():
        if name not in known:
            start_clock(case, new.clock(name), started_at=since, pauses=pauses)


def _moves(case: Case) -> Iterable[tuple[Move, datetime]]:
    happened = Event.objects.filter(case_id=case.pk, kind__in=list(_MOVES)).order_by("seq")
    return [(_MOVES[kind], at) for kind, at in happened.values_list("kind", "at")]
