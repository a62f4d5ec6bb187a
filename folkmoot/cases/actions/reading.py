"""Every opening of a case file by an officer is kept."""

from datetime import datetime

from folkmoot.cases.models import Case, Reading
from folkmoot.officers.rules.standing import Standing


def note_reading(case: Case, *, by: Standing, user_id: int, now: datetime) -> None:
    """One row in the reading list of the case. The application can neither change nor delete it."""
    Reading.objects.create(case=case, post_id=by.post_id, user_id=user_id, at=now)
