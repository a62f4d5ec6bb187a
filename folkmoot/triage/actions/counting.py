"""Counting what becomes of suggestions, without saying who took or rejected them."""

from datetime import date

from django.db import connection, transaction

from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.queries import region
from folkmoot.triage.models import Answer
from folkmoot.triage.rules.areas import county_of

_COUNT = """
INSERT INTO triage_tally AS t (month, area, category, answer, count) VALUES (%s, %s, %s, %s, 1)
ON CONFLICT ON CONSTRAINT tally_once DO UPDATE SET count = t.count + 1
"""


class NotSorting(Exception):
    """The post sorts no concerns, or none in that place."""


def count_taken(category: str, *, path: str, by: Standing, today: date) -> None:
    """Counts that a suggested category was chosen for a concern at a place. Raises NotSorting.

    Deliberately not in the ledger, which would name the post: a suggestion binds nobody.
    """
    _count(category, Answer.TAKEN, path=path, by=by, today=today)


def count_rejected(category: str, *, path: str, by: Standing, today: date) -> None:
    """Counts that another category was chosen than the suggested `category`. Raises NotSorting."""
    _count(category, Answer.REJECTED, path=path, by=by, today=today)


def count_helped(category: str, *, path: str, by: Standing, today: date) -> None:
    """Counts that earlier disputes shown beside a concern of a category helped. Raises NotSorting."""
    _count(category, Answer.HELPED, path=path, by=by, today=today)


def count_useless(category: str, *, path: str, by: Standing, today: date) -> None:
    """Counts that they did not help. Raises NotSorting."""
    _count(category, Answer.USELESS, path=path, by=by, today=today)


@transaction.atomic
def _count(category: str, answer: Answer, *, path: str, by: Standing, today: date) -> None:
    if not by.has(Power.SUMMARISE) or not by.covers(path):
        raise NotSorting
    area = county_of(path, levels=len(region().levels))
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [today.replace(day=1), area, category, answer.value])
