"""What happens by itself when nobody takes a case on in its time: it goes to the level above."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from folkmoot.cases.actions.leads import escalate
from folkmoot.cases.actions.moving import filer_of, lock, save
from folkmoot.cases.errors import TopLevel
from folkmoot.cases.models import Case, Clock
from folkmoot.cases.notices import nobody_took_it_on
from folkmoot.ledger.models import Event
from folkmoot.officers.rules.standing import Standing
from folkmoot.procedures.rules.pack import ClockName
from folkmoot.procedures.rules.steps import UNLED

#: Recorded once for each clock that ran out where there is no level above.
NOTHING_ABOVE = "case.nothing_above"


def untaken(now: datetime) -> list[int]:
    """Cases whose time to be taken on has run out, and for which nothing was done about it yet."""
    told = Event.objects.filter(case_id=OuterRef("case_id"), kind=NOTHING_ABOVE, at__gte=OuterRef("started_at"))
    over = Clock.objects.filter(name=ClockName.ROUTE, stopped_at=None, due_at__lte=now, case__step__in=sorted(UNLED))
    return list(over.filter(~Exists(told)).order_by("due_at", "pk").values_list("case_id", flat=True))


@transaction.atomic
def take_up_untaken(case_id: int, *, by: Standing, now: datetime) -> Case:
    """Takes a case that nobody took on in its time to the level above; its filer reads why.

    Where there is no level above that is recorded, once for each clock that ran out: somebody is warned of it.
    """
    case = lock(case_id, seen=None)
    if case_id not in untaken(now):
        return case
    try:
        return escalate(case_id, reason=nobody_took_it_on(filer_of(case).language), by=by, now=now)
    except TopLevel:
        return save(case, NOTHING_ABOVE, by=by, now=now)
