"""Reading the cases behind a signal: each look is kept."""

from datetime import datetime

from django.db import transaction

from folkmoot.earlywarning.actions.handling import signal_chain
from folkmoot.earlywarning.models import Signal
from folkmoot.earlywarning.signals import Behind, cases_behind
from folkmoot.ledger.actions import record
from folkmoot.officers.rules.standing import Officer, Standing


@transaction.atomic
def read_cases_behind(signal: Signal, *, officer: Officer, by: Standing, now: datetime) -> Behind:
    """The cases behind a signal that the officer may see anyway; that a post looked at them stands in the ledger."""
    found = cases_behind(signal, officer)
    record("signal.cases_read", by=by, now=now, chain=signal_chain(signal.pk), signal=signal.pk, seen=len(found.cases))
    return found
