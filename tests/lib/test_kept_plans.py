"""A plan that is kept is made once, and nothing else changes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.lib.kept_plans import keeping_plans
from folkmoot.places.models import Place

pytestmark = pytest.mark.django_db


def _prepared(words: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", [f"%{words}%"])
        return int(cursor.fetchone()[0])


def _say(word: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'kept: ' || %s::text", [word])
        return str(cursor.fetchone()[0])


def test_a_statement_is_prepared_once_however_often_it_runs() -> None:
    with keeping_plans():
        assert [_say("one"), _say("two")] == ["kept: one", "kept: two"]
    assert _prepared("'kept: '") == 1


def test_outside_nothing_is_prepared() -> None:
    before = _prepared("'kept: '")
    _say("one")
    assert _prepared("'kept: '") == before


def test_it_ends_when_what_runs_inside_fails() -> None:
    with pytest.raises(ZeroDivisionError), keeping_plans():
        raise ZeroDivisionError
    before = _prepared("'kept: '")
    _say("one")
    assert _prepared("'kept: '") == before


def test_statements_inside_are_counted_as_all_others() -> None:
    with CaptureQueriesContext(connection) as counted, keeping_plans():
        Place.objects.filter(code="36").first()
    assert len(counted) == 1
