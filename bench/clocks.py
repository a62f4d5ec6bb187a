"""How long the sweep takes over a country's open cases: finding what crosses a threshold, recording it, telling posts.

As the application's role, under the policies, in one transaction. Every statement is printed with its time.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from bench import databases, frame

import psycopg  # isort: skip
from django.db import connection

from folkmoot.earlywarning.actions.sweeping import Swept, sweep
from folkmoot.earlywarning.models import CaseWarning, WarningNotice
from folkmoot.ledger.actions import case_chain
from folkmoot.ledger.models import Event
from folkmoot.ledger.queries import chain_fault
from folkmoot.ledger.rules import GENESIS, Entry, entry_hash
from folkmoot.lib.reference import reference_from
from folkmoot.officers.queries import automatic_post
from folkmoot.officers.scope import of_post, seeing
from folkmoot.procedures.packs import load_pack

CASES: Final = 1_000_000
#: of all cases, as 20,000 are of a million
CROSSING: Final = 0.02
MOST_SWEEP, MOST_ALL = 10.0, 60.0
DATABASE: Final = "bench_clocks"
SEED: Final = 20260310
#: how many cases of each hundred that cross do so in which way
WAYS: Final = {"clock": 40, "due": 15, "overdue": 20, "silent": 15, "bounced": 5, "redone": 5}
DAY: Final = timedelta(days=1)
NOW: Final = databases.NOW.replace(hour=1)
#: where a case was last touched, and when its clock began and ends, in days from now
TOUCHED, BEGUN, DUE = 1, 45, 30


@dataclass(frozen=True)
class Desk:
    """A village's committee."""

    place_id: int
    path: str
    unit_id: int
    post_id: int
    appointment_id: int


def fill(count: int) -> None:
    """Writes `count` open cases into the template, past every policy, as its owner."""
    with psycopg.connect(databases.owner_url(databases.TEMPLATE)) as owner:
        desks = _desks(owner)
        numbers = random.Random(SEED)
        crossing = round(count * CROSSING)
        ways = [way for way, share in WAYS.items() for _ in range(round(crossing * share / 100))]
        ways += [""] * (count - len(ways))
        numbers.shuffle(ways)
        chosen = [numbers.choice(desks) for _ in ways]
        with _checked_together(owner, "cases_case", "cases_clock"):
            _copy_cases(owner, chosen, ways)
        owner.execute(f"SELECT setval(pg_get_serial_sequence('cases_case', 'id'), {count})")


@contextmanager
def _checked_together(owner: "psycopg.Connection[Any]", *tables: str) -> Iterator[None]:
    """Takes the references of tables away and puts them back: a million rows are checked faster in one go."""
    # What waits to be checked would stand in the way.
    owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
    found = owner.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])",
        [list(tables)],
    ).fetchall()
    for table, name, _ in found:
        owner.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    yield
    for table, name, definition in found:
        owner.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


def _copy_cases(owner: "psycopg.Connection[Any]", desks: Sequence[Desk], ways: Sequence[str]) -> None:
    _copy(owner, "cases_case", _CASE, (_case(n, d, w) for n, (d, w) in enumerate(zip(desks, ways, strict=True), 1)))
    _copy(owner, "cases_clock", _CLOCK, (_clock(n, w) for n, w in enumerate(ways, 1)))
    _copy(owner, "ledger_event", _EVENT, (_event(n) for n in range(1, len(ways) + 1)))


def _desks(owner: "psycopg.Connection[Any]") -> list[Desk]:
    """Every committee, with somebody in each post that leads or takes warnings."""
    owner.execute(
        "INSERT INTO officers_user (username, password, name, language, email, is_active, is_staff, is_superuser,"
        " date_joined) VALUES ('everybody', '!', 'Everybody', 'en', '', true, false, false, now())"
    )
    owner.execute(
        "INSERT INTO officers_appointment (post_id, user_id, kind, from_on)"
        " SELECT p.id, u.id, 'holder', DATE '2026-01-01' FROM officers_post p, officers_user u"
        " WHERE u.username = 'everybody' AND p.role IN ('mediator', 'coordinator', 'secretary', 'reviewer')"
    )
    rows = owner.execute(
        "SELECT pl.id, pl.path, u.id, p.id, a.id FROM officers_post p JOIN officers_unit u ON u.id = p.unit_id"
        " JOIN places_place pl ON pl.id = u.place_id JOIN officers_appointment a ON a.post_id = p.id"
        " WHERE p.code LIKE '%.mediation-committee.mediator' ORDER BY p.id"
    ).fetchall()
    return [Desk(*row) for row in rows]


_CASE: Final = (
    "id", "reference", "channel", "category", "summary", "pack", "pack_version", "place_id", "place_path",
    "sight_path", "step", "step_before_merge", "outcome", "outcome_reason", "version", "unit_id", "taken_by_id",
    "lead_post_id", "lead_appointment_id", "received_at", "accepted_at", "changed_at", "due_at", "due_clock",
    "reopened_count", "passed_on_count", "source", "source_id", "has_odd_times",
)  # fmt: skip
_CLOCK: Final = ("case_id", "name", "started_at", "due_on", "due_at", "is_provisional")
_EVENT: Final = ("chain", "seq", "kind", "case_id", "at", "data", "hash")


def _times(way: str) -> tuple[datetime, datetime]:
    """When the clock of a case began and ends: 60 % have run of one that crosses nothing."""
    begun, due = {"clock": (76, 24), "due": (75, 0.5), "overdue": (75, -1)}.get(way, (BEGUN, DUE))
    return NOW - begun * DAY, NOW + due * DAY


def _case(number: int, desk: Desk, way: str) -> tuple[Any, ...]:
    pack = load_pack("intl")
    is_led = way != "bounced"
    begun, due = _times(way)
    touched = NOW - (pack.thresholds.silent_days if way == "silent" else TOUCHED) * DAY
    return (
        number, reference_from(number), "visit", "neighbour", "A ditch between two houses is blocked", pack.name,
        pack.version, desk.place_id, desk.path, desk.path, "accepted" if is_led else "routed", "", "", "", 4,
        desk.unit_id, desk.post_id, desk.post_id if is_led else None, desk.appointment_id if is_led else None,
        begun, begun if is_led else None, touched, due, "answer", 2 if way == "redone" else 0,
        2 if way == "bounced" else 0, "", "", False,
    )  # fmt: skip


def _clock(number: int, way: str) -> tuple[Any, ...]:
    begun, due = _times(way)
    return number, "answer", begun, due.date(), due, False


def _event(number: int) -> tuple[Any, ...]:
    entry = Entry(case_chain(number), 1, "case.received", None, None, NOW - BEGUN * DAY, {"step": "received"})
    return entry.chain, 1, entry.kind, number, entry.at, json.dumps(entry.data), entry_hash(entry, previous=GENESIS)


def _copy(owner: "psycopg.Connection[Any]", table: str, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    with owner.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


@dataclass
class Timed:
    """One sweep: what it did, how long finding and all took in seconds, and its statements with theirs."""

    swept: Swept
    sweep: float
    all: float
    statements: list[tuple[str, float]]


@contextmanager
def noted(statements: list[tuple[str, float]]) -> Iterator[None]:
    """Keeps every statement that runs, with its seconds."""

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            statements.append((" ".join(str(sql).split())[:90], time.perf_counter() - begun))

    with connection.execute_wrapper(note):
        yield


def timed(now: datetime) -> Timed:
    """One sweep, as the job runs it."""
    statements: list[tuple[str, float]] = []
    begun = time.perf_counter()
    stages: list[float] = []
    with noted(statements):
        swept = sweep(by=automatic_post(), now=now, progress=lambda _: stages.append(time.perf_counter() - begun))
    return Timed(swept, stages[0], time.perf_counter() - begun, statements)


def checked(swept: Swept, *, crossing: int) -> None:
    """Each crossing was raised, recorded in a whole chain, and told to a post."""
    assert sum(swept.raised.values()) == crossing, swept.raised
    with seeing(of_post(automatic_post())):
        assert CaseWarning.objects.count() == crossing
        assert WarningNotice.objects.count() == crossing
        assert Event.objects.filter(kind="case.warned").count() == crossing
        for case_id in CaseWarning.objects.values_list("case_id", flat=True)[:50]:
            assert chain_fault(case_chain(case_id)) is None


def main() -> int:
    """Measures, and returns the exit status."""
    cases = frame.size(default=CASES)
    databases.make_template("jiangxi", fill=lambda: fill(cases))
    databases.make(DATABASE)
    databases.use(DATABASE)
    crossing = sum(round(round(cases * CROSSING) * share / 100) for share in WAYS.values())
    first = timed(NOW)
    checked(first.swept, crossing=crossing)
    again = timed(NOW)
    assert (again.swept.raised, again.swept.climbed, again.swept.ended) == ({}, {}, {})
    climbing = timed(NOW + 3 * DAY)
    figures = [
        frame.Figure("sweep", first.sweep, "s", frame.Aim.AT_MOST, MOST_SWEEP),
        frame.Figure("all", first.all, "s", frame.Aim.AT_MOST, MOST_ALL),
        frame.Figure("again", again.all, "s", frame.Aim.AT_MOST, MOST_SWEEP),
        frame.Figure("three_days_later", climbing.all, "s"),
    ]
    rows = [(f"{seconds:.2f}", statement.replace("|", "/")) for statement, seconds in first.statements]
    details = {
        "cases": cases,
        "crossing": crossing,
        "raised": dict(first.swept.raised),
        "statements": len(first.statements),
        "cores": os.cpu_count(),
        "three_days_later": {"climbed": dict(climbing.swept.climbed), "raised": dict(climbing.swept.raised)},
    }
    status = frame.finish("clocks", figures=figures, text=frame.table(("seconds", "statement"), rows), details=details)
    databases.drop(DATABASE, databases.TEMPLATE)
    return status


if __name__ == "__main__":
    sys.exit(main())
