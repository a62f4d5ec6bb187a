"""Telling where a unit is, when it is open, and its telephone."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from folkmoot.ledger.actions import record
from folkmoot.officers.actions.units import CHAIN
from folkmoot.officers.errors import MayNotKeepOfficers
from folkmoot.officers.models import Unit
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing


@dataclass(frozen=True, slots=True)
class Visiting:
    """Where and when a unit can be visited and called, as visitors read it; "" is not told."""

    address: str = ""
    hours_en: str = ""
    hours_zh: str = ""
    telephone: str = ""


@transaction.atomic
def tell_visitors(unit_id: int, visiting: Visiting, *, by: Standing, now: datetime) -> Unit:
    """The unit with what visitors are told from now on. The ledger keeps what changed, not the words.

    Raises MayNotKeepOfficers, Unit.DoesNotExist.
    """
    unit = Unit.objects.select_for_update(of=("self",)).select_related("place").get(pk=unit_id)
    if not by.has(Power.KEEP_OFFICERS) or not by.covers(unit.place.path):
        raise MayNotKeepOfficers
    changed = {name: value for name, value in asdict(visiting).items() if getattr(unit, name) != value}
    if not changed:
        return unit
    for name, value in changed.items():
        setattr(unit, name, value)
    unit.save(update_fields=list(changed))
    record("unit.visiting_told", by=by, now=now, chain=CHAIN, unit=unit.pk, changed=sorted(changed))
    return unit
