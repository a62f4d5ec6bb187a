"""Every opening of a case file by an officer is kept."""

from datetime import datetime
from typing import Final

from django.db import connection

from folkmoot.cases.models import Case
from folkmoot.officers.rules.standing import Standing

# Whoever reads waits for the row, but not for the disk: a crash of the machine could lose the last half second of it.
_NOTE: Final = """
WITH quick AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
INSERT INTO cases_reading (case_id, post_id, user_id, at) SELECT %s, %s, %s, %s FROM quick
"""


def note_reading(case: Case, *, by: Standing, user_id: int, now: datetime) -> None:
    """One row in the reading list of the case. The application can neither change nor delete it."""
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [case.pk, by.post_id, user_id, now])
