"""Starting and stopping the clocks of a case."""

from datetime import datetime

from folkmoot.cases.models import Case, Clock
from folkmoot.cases.rules.clockwork import CLOCKWORK, RIGHTS
from folkmoot.places.queries import zone
from folkmoot.procedures.packs import load_pack
from folkmoot.procedures.queries import calendar
from folkmoot.procedures.rules.clocks import due
from folkmoot.procedures.rules.pack import ClockName
from folkmoot.procedures.rules.steps import Move


def run_clocks(case: Case, move: Move, *, now: datetime) -> None:
    """Does what a move does to the clocks, and writes on the case what is due first. The case itself is not saved."""
    hands = CLOCKWORK.get(move)
    if hands is None:
        return
    running = Clock.objects.filter(case=case, stopped_at=None)
    if hands.stops_all:
        running.update(stopped_at=now)
    elif hands.stops or hands.starts:
        running.filter(name__in=[*hands.stops, *hands.starts]).update(stopped_at=now)
    binding = running.exclude(name__in=list(RIGHTS))
    revived = hands.revives if hands.revives and not binding.exists() else ()
    for name in (*hands.starts, *revived):
        _start(case, name, now=now)
    next_due = binding.order_by("due_at").first() if case.is_open else None
    case.due_at = next_due.due_at if next_due else None
    case.due_clock = next_due.name if next_due else ""


def _start(case: Case, name: ClockName, *, now: datetime) -> None:
    rule = load_pack(case.pack).clock(name)
    end = due(rule, started_at=now, zone=zone(), calendar=calendar())
    Clock.objects.create(
        case=case, name=name.value, started_at=now, due_on=end.on, due_at=end.at, is_provisional=end.is_provisional
    )
