"""A province's caseload to measure pages with: cases in every step, with parties, words, clocks and history."""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from bench import databases

import psycopg  # isort: skip
from django.conf import settings

from folkmoot.ledger.actions import case_chain
from folkmoot.ledger.rules import GENESIS, Entry, entry_hash
from folkmoot.lib.reference import reference_from
from folkmoot.lib.sealing import FileKey
from folkmoot.procedures.packs import load_pack
from folkmoot.procedures.rules.steps import LED, OPEN, Outcome, Step

SEED: Final = 20260310
#: Villages whose mediator is appointed; led cases lie there.
HELD: Final = 2_000
_SHARES: Final = (
    (Step.RECEIVED, 3),
    (Step.ACKNOWLEDGED, 2),
    (Step.ROUTED, 3),
    (Step.ACCEPTED, 6),
    (Step.ASSIGNED, 8),
    (Step.WAITING, 3),
    (Step.PROPOSED, 5),
    (Step.CLOSED, 65),
    (Step.DECLINED, 3),
    (Step.WITHDRAWN, 2),
)
_OUTCOMES: Final = {
    Step.CLOSED: Outcome.CONFIRMED,
    Step.DECLINED: Outcome.DECLINED,
    Step.WITHDRAWN: Outcome.WITHDRAWN,
}
_SUMMARIES: Final = (
    "A ditch between two houses is blocked",
    "Wages for a month of building work were not paid",
    "The street lamp in front of the school is dark",
    "Two families disagree about a path to a field",
    "Water comes through the ceiling of a flat",
)
_WORDS: Final = (
    "The water has stood behind the house since the road was made wider, and nobody says who will clear it. "
)


@dataclass(frozen=True)
class Desk:
    """A village's committee: its place, its mediator's post and, where held, the appointment."""

    place_id: int
    path: str
    unit_id: int
    post_id: int
    appointment_id: int | None


def fill(count: int) -> None:
    """Writes `count` cases into the template, past every policy, as its owner."""
    with psycopg.connect(databases.owner_url(databases.TEMPLATE)) as owner:
        desks = _desks(owner)
        numbers = random.Random(SEED)
        cases = [_case(number + 1, desks, numbers) for number in range(count)]
        for table, columns, rows in _tables(cases):
            _copy(owner, table, columns, rows)
        for table in ("cases_case", "cases_party"):
            owner.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {count})")


def _desks(owner: psycopg.Connection[Any]) -> list[Desk]:
    owner.execute(
        "INSERT INTO officers_user (username, password, name, language, email, is_active, is_staff, is_superuser,"
        " date_joined) SELECT 'mediator' || n, '!', 'Mediator ' || n, 'en', '', true, false, false, now()"
        " FROM generate_series(1, %s) n",
        [HELD],
    )
    owner.execute(
        "INSERT INTO officers_appointment (post_id, user_id, kind, from_on)"
        " SELECT p.id, u.id, 'holder', DATE '2026-01-01'"
        " FROM (SELECT id, row_number() OVER (ORDER BY md5(code)) n FROM officers_post"
        "       WHERE role = 'mediator' AND code LIKE '%%.mediation-committee.mediator') p"
        " JOIN officers_user u ON u.username = 'mediator' || p.n"
    )
    rows = owner.execute(
        "SELECT pl.id, pl.path, u.id, p.id, a.id FROM officers_post p JOIN officers_unit u ON u.id = p.unit_id"
        " JOIN places_place pl ON pl.id = u.place_id LEFT JOIN officers_appointment a ON a.post_id = p.id"
        " WHERE p.code LIKE '%%.mediation-committee.mediator' ORDER BY a.id NULLS LAST, p.id"
    ).fetchall()
    return [Desk(*row) for row in rows]


@dataclass(frozen=True)
class _Case:
    number: int
    desk: Desk
    step: Step
    category: str
    summary: str
    received_at: datetime
    due_at: datetime | None


def _case(number: int, desks: Sequence[Desk], numbers: random.Random) -> _Case:
    step = numbers.choices([s for s, _ in _SHARES], [share for _, share in _SHARES])[0]
    desk = desks[numbers.randrange(HELD if step in LED else len(desks))]
    age = timedelta(minutes=numbers.randrange(30 * 24 * 60 if step in OPEN else 720 * 24 * 60))
    received_at = databases.NOW - age
    return _Case(
        number=number,
        desk=desk,
        step=step,
        category=numbers.choice(load_pack("intl").categories).code,
        summary=numbers.choice(_SUMMARIES),
        received_at=received_at,
        due_at=_end_of_day(received_at + timedelta(days=21)) if step in OPEN else None,
    )


_CASE_COLUMNS: Final = (
    "id", "reference", "channel", "category", "summary", "pack", "pack_version", "place_id", "place_path",
    "sight_path", "step", "step_before_merge", "outcome", "outcome_reason", "version", "unit_id", "taken_by_id",
    "lead_post_id", "lead_appointment_id", "received_at", "acknowledged_at", "accepted_at", "proposed_at",
    "closed_at", "changed_at", "due_at", "due_clock", "reopened_count", "passed_on_count", "source", "source_id",
    "has_odd_times",
)  # fmt: skip


def _case_row(case: _Case) -> tuple[Any, ...]:
    is_led = case.step in LED
    outcome = _OUTCOMES.get(case.step)
    at, later = case.received_at, case.received_at + timedelta(days=1)
    desk = case.desk
    pack = load_pack("intl")
    return (
        case.number, reference_from(case.number), "visit", case.category, case.summary, pack.name, pack.version,
        desk.place_id, desk.path, desk.path, case.step.value, "", outcome.value if outcome else "", "", 4,
        desk.unit_id, desk.post_id, desk.post_id if is_led else None, desk.appointment_id if is_led else None,
        at, later, later if is_led else None, later if case.step is Step.PROPOSED else None,
        later if outcome else None, later, case.due_at, "answer" if case.due_at else "", 0, 0, "", "", False,
    )  # fmt: skip


def _tables(cases: Sequence[_Case]) -> Iterator[tuple[str, Sequence[str], Iterable[Sequence[Any]]]]:
    keys = {case.number: settings.INSTALLATION_KEY.new_file_key() for case in cases}
    yield "cases_case", _CASE_COLUMNS, (_case_row(case) for case in cases)
    yield "cases_casekey", ("case_id", "wrapped"), ((number, wrapped) for number, (_, wrapped) in keys.items())
    yield (
        "cases_party",
        ("id", "case_id", "role", "language", "sealed_name"),
        ((c.number, c.number, "filer", "en", keys[c.number][0].seal("Wang", place="party.name")) for c in cases),
    )
    yield (
        "cases_message",
        ("case_id", "party_id", "post_id", "kind", "sealed_body", "at"),
        (row for case in cases for row in _said(case, keys[case.number][0])),
    )
    yield (
        "cases_clock",
        ("case_id", "name", "started_at", "due_on", "due_at", "is_provisional"),
        ((c.number, "answer", c.received_at, _day(c.due_at), c.due_at, False) for c in cases if c.due_at),
    )
    yield (
        "ledger_event",
        ("chain", "seq", "kind", "case_id", "post_id", "at", "data", "hash"),
        (row for case in cases for row in _history(case)),
    )


def _end_of_day(at: datetime) -> datetime:
    """24:00 in Jiangxi."""
    return at.replace(hour=16, minute=0, second=0, microsecond=0)


def _day(at: datetime) -> date:
    return at.date()


def _said(case: _Case, key: FileKey) -> Iterator[tuple[Any, ...]]:
    for kind, post in (("concern", None), ("message", case.desk.post_id), ("message", None)):
        yield case.number, case.number, post, kind, key.seal(_WORDS * 3, place="message.body"), case.received_at


def _history(case: _Case) -> Iterator[tuple[Any, ...]]:
    previous = GENESIS
    for seq, kind in enumerate(("case.received", "case.acknowledged", "case.accepted"), start=1):
        entry = Entry(case_chain(case.number), seq, kind, case.desk.post_id, None, case.received_at, {"step": "x"})
        previous = entry_hash(entry, previous=previous)
        data = json.dumps(entry.data)
        yield entry.chain, seq, kind, case.number, entry.post_id, entry.at, data, previous


def _copy(owner: psycopg.Connection[Any], table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with owner.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
