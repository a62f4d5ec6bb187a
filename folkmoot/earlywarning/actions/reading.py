"""Reading the cases behind a signal or behind the counts of warnings: each look is kept."""

from datetime import datetime
from typing import Final

from django.db import connection, transaction

from folkmoot.earlywarning.actions.handling import signal_chain
from folkmoot.earlywarning.models import Signal
from folkmoot.earlywarning.signals import Behind, cases_behind
from folkmoot.earlywarning.warned import Wanted, Warned, warned_cases
from folkmoot.ledger.actions import record
from folkmoot.officers.rules.standing import Officer, Standing

# As with the readings of files, whoever looks waits for the rows, but not for the disk.
_NOTE: Final = """
WITH quick AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
INSERT INTO earlywarning_look (case_id, post_id, user_id, at)
SELECT seen, %s, %s, %s FROM quick, unnest(%s::bigint[]) AS seen
"""


@transaction.atomic
def read_cases_behind(signal: Signal, *, officer: Officer, by: Standing, now: datetime) -> Behind:
    """The cases behind a signal that the officer may see anyway; that a post looked at them stands in the ledger."""
    found = cases_behind(signal, officer)
    record("signal.cases_read", by=by, now=now, chain=signal_chain(signal.pk), signal=signal.pk, seen=len(found.cases))
    return found


@transaction.atomic(savepoint=False)
def read_warned_cases(wanted: Wanted, *, page: int, officer: Officer, by: Standing, now: datetime) -> Warned:
    """A page of the warned cases that the officer sees; that a post looked at them is kept with each. Two statements.

    The application can neither change nor delete what is kept.
    """
    found = warned_cases(officer, wanted, page=page)
    if found.case_ids:
        with connection.cursor() as cursor:
            cursor.execute(_NOTE, [by.post_id, officer.user_id, now, found.case_ids])
    return found
