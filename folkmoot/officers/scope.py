"""What the running transaction may see: the second wall, kept by row-level security.

`visible_to` is the first. Both ask the same question; a query that forgets the first still meets this one. Without a
scope nothing with case data can be seen. The names of the settings are those that the policies in
`cases/migrations` read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db import connection, transaction

from folkmoot.officers.rules.authority import Power, Role
from folkmoot.officers.rules.standing import Officer, Standing


class Kind(StrEnum):
    """Who looks."""

    NOBODY = "nobody"
    OFFICER = "officer"
    PUBLIC = "public"
    JOB = "job"


@dataclass(frozen=True)
class Scope:
    """What may be seen, as the policies read it."""

    kind: Kind = Kind.NOBODY
    #: paths of the areas whose cases may be read
    areas: tuple[str, ...] = ()
    #: units complained about whose complaints may not be seen
    barred: frozenset[int] = frozenset()
    #: the units of the one who looks: what was said in private to a unit is seen by it alone
    units: frozenset[int] = frozenset()
    #: cases granted one by one: the one being filed, the one a job is about
    granted: frozenset[int] = frozenset()
    reference: str = ""
    code_digest: bytes = b""


_current: ContextVar[Scope | None] = ContextVar("scope", default=None)

NOBODY = Scope()


def of_officer(officer: Officer) -> Scope:
    """All that an officer's posts may read together."""
    return Scope(
        kind=Kind.OFFICER,
        areas=officer.areas(Power.READ),
        barred=officer.barred_units,
        units=frozenset(s.unit_id for s in officer.standings),
        granted=officer.joined,
    )


def of_post(standing: Standing) -> Scope:
    """What a job under one post may read."""
    kind = Kind.JOB if standing.role is Role.AUTOMATION else Kind.OFFICER
    areas = (standing.area,) if standing.has(Power.READ) else ()
    return Scope(kind=kind, areas=areas, units=frozenset({standing.unit_id}), granted=standing.joined)


def of_code(reference: str, code_digest: bytes) -> Scope:
    """The one case that a reference and a code open."""
    return Scope(kind=Kind.PUBLIC, reference=reference, code_digest=code_digest)


def of_filing() -> Scope:
    """Somebody who files: nothing yet; the new case is granted when its number is drawn."""
    return Scope(kind=Kind.PUBLIC)


def current() -> Scope:
    """The scope of the running transaction."""
    return _current.get() or NOBODY


def _set(scope: Scope) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('folkmoot.kind', %s, true), set_config('folkmoot.areas', %s, true),"
            " set_config('folkmoot.barred', %s, true), set_config('folkmoot.units', %s, true),"
            " set_config('folkmoot.granted', %s, true), set_config('folkmoot.reference', %s, true),"
            " set_config('folkmoot.code', %s, true)",
            [
                scope.kind.value,
                "{" + ",".join(scope.areas) + "}",
                "{" + ",".join(map(str, sorted(scope.barred))) + "}",
                "{" + ",".join(map(str, sorted(scope.units))) + "}",
                "{" + ",".join(map(str, sorted(scope.granted))) + "}",
                scope.reference,
                scope.code_digest.hex(),
            ],
        )


@contextmanager
def seeing(scope: Scope) -> Iterator[None]:
    """Runs a transaction under `scope` and puts back what was before, also when it is nested in another one."""
    before = _current.get()
    is_nested = connection.in_atomic_block
    with transaction.atomic():
        _set(scope)
        token = _current.set(scope)
        try:
            yield
        finally:
            _current.reset(token)
        # After an error we do not come here: the savepoint, and with it the setting, is rolled back.
        if is_nested and not connection.needs_rollback:
            _set(before or NOBODY)


def grant(case_id: int) -> None:
    """Adds one case to the running scope: an action that moves a case out of its own sight still has to finish."""
    scope = current()
    wider = replace(scope, granted=scope.granted | {case_id})
    _set(wider)
    _current.set(wider)
