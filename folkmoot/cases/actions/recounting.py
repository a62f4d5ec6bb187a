"""Counting again what was provisional, once a calendar is published."""

from datetime import date, datetime

from django.db import transaction

from folkmoot.cases.actions.clocks import recount_provisional
from folkmoot.cases.actions.moving import save, touch
from folkmoot.cases.models import Case, Clock
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing


@transaction.atomic
def recount(case_id: int, *, by: Standing, now: datetime) -> bool:
    """Counts the provisional clocks of a case again; whether anything changed, which the ledger then says."""
    case = touch(case_id, Power.READ, by=by)
    changed = recount_provisional(case)
    if not changed:
        return False
    clocks = {name: [before.on.isoformat(), end.on.isoformat()] for name, (before, end) in changed.items()}
    save(case, "case.recounted", by=by, now=now, clocks=clocks)
    return True


def to_recount(*, published_until: date | None, after: int = 0, most: int = 500) -> list[int]:
    """
    Cases, by their number and from `after` on, with a provisional clock that the published calendar reaches now.

    None says that the calendar follows from rules and reaches every day. At most `most` of them, for one batch.
    """
    provisional = Clock.objects.filter(stopped_at=None, is_provisional=True, case__pk__gt=after)
    if published_until is not None:
        provisional = provisional.filter(due_on__lte=published_until)
    found = Case.objects.filter(pk__in=provisional.values("case")).order_by("pk")
    return list(found.values_list("pk", flat=True)[:most])
