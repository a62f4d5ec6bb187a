"""The second wall, asked in SQL as the application's role: each post finds what the pages show it, table by table."""

from datetime import datetime

import pytest
from django.apps import apps
from django.db import connection, models

from folkmoot.cases.actions import codes, routing, talking
from folkmoot.cases.actions.call_backs import ask_in_private
from folkmoot.cases.actions.closing import confirm, rate, withdraw
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.actions.reading import note_reading
from folkmoot.cases.models import (
    Case,
    Extension,
    Import,
    Member,
    Milestone,
    PartyRole,
    Pause,
    Report,
    Review,
    Supervision,
)
from folkmoot.cases.models.desk import CallBackKind
from folkmoot.cases.models.party import ContactCard
from folkmoot.ledger.models import Event
from folkmoot.officers.queries import current_appointment
from folkmoot.officers.scope import NOBODY, of_code, seeing
from tests.cases.filing import case_of, filed_at_the_desk, filed_on_the_web, seeing_with
from tests.cast import POSTS, Cast

#: how a row of each table with case data names its case
CASE_COLUMN = {
    model._meta.db_table: "id" if model is Case else "case_id"
    for model in [*apps.get_app_config("cases").get_models(), Event]
    if model is not Import
}
READERS = [name for name in POSTS if name != "administrator"]


def tables_with_case_data() -> list[str]:
    """Every table that reaches a case by a foreign key or by its number, whatever app it belongs to."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        fields = model._meta.get_fields()
        points = any(isinstance(f, models.ForeignKey) and f.related_model is Case for f in fields)
        if model in {Case, Import} or points or any(f.name == "case_id" for f in fields):
            found.append(model._meta.db_table)
    return sorted(found)


@pytest.mark.parametrize("table", tables_with_case_data())
def test_every_table_with_case_data_carries_a_policy_that_binds_the_application(cast: Cast, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relrowsecurity, pg_get_userbyid(c.relowner) <> current_user, r.rolsuper OR r.rolbypassrls,"
            " (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive)"
            " FROM pg_class c JOIN pg_roles r ON r.rolname = current_user WHERE c.oid = %s::regclass",
            [table],
        )
        assert cursor.fetchone() == (True, True, False, 1)


def test_the_application_owns_nothing(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user"
            " AND relpersistence <> 't' UNION ALL"
            " SELECT count(*) FROM pg_database WHERE pg_get_userbyid(datdba) = current_user"
        )
        assert {count for (count,) in cursor.fetchall()} == {0}


@pytest.fixture
def full_house(cast: Cast, now: datetime) -> dict[str, int]:
    """Cases of every kind with a row in every table: in the village, past its committee, and at the stranger's."""
    plain = filed_on_the_web(cast, now)
    me = cast.standing("mediator")
    with cast.seeing("mediator"):
        routing.acknowledge(plain.case_id, message="We have it.", by=me, now=now)
        routing.accept(plain.case_id, interest=Interest.NONE, by=me, now=now)
        respondent = talking.add_party(
            plain.case_id, role=PartyRole.RESPONDENT, name="Li Da", contact=ContactCard(), by=me, now=now
        )
        codes.issue_code(plain.case_id, respondent.pk, by=me, now=now)
        talking.note(plain.case_id, body="Careful.", by=me, now=now)
        talking.set_task(plain.case_id, title="Look.", post=cast.post("mediator"), due_on=now.date(), by=me, now=now)
        talking.attach(plain.case_id, name="a.txt", data=b"plain", declared_type="text/plain", by=me, now=now)
        talking.propose(plain.case_id, proposal="A culvert.", by=me, now=now)
        note_reading(Case.objects.get(pk=plain.case_id), by=me, user_id=1, now=now)
        many_hands(plain.case_id, cast, now)
    with cast.seeing("call_back"):
        codes.invite(plain.case_id, by=cast.standing("call_back"), now=now)
    with seeing_with(plain):
        confirm(plain.case_id, by=plain.resident, now=now)
        rate(plain.case_id, score=4, comment="Good.", by=plain.resident, now=now)
    past = filed_on_the_web(cast, now, about_unit=cast.unit("mediator"))
    with seeing_with(past):
        withdraw(past.case_id, by=past.resident, now=now)
    with cast.seeing("call_back"):
        ask_in_private(past.case_id, kind=CallBackKind.WITHDRAWAL, by=cast.standing("automation"), now=now)
    head = filed_on_the_web(cast, now, about_unit=cast.unit("province_coordinator"))
    far = filed_at_the_desk(cast, "stranger", now, place=cast.other_county)
    return {"plain": plain.case_id, "past": past.case_id, "head": head.case_id, "far": far.case_id}


def many_hands(case_id: int, cast: Cast, now: datetime) -> None:
    """A row in each table of what several posts do with one case."""
    case, post, other = Case.objects.get(pk=case_id), cast.post("mediator"), cast.post("coordinator")
    words = case.key.seal("Why.", place="extension.reason")
    clock = case.clocks.first()
    assert clock
    Pause.objects.create(case=case, code="hearing", from_on=now.date(), until_on=now.date(), post=post, at=now)
    Extension.objects.create(case=case, clock=clock, sealed_reason=words, asked_by=post, asked_at=now)
    Milestone.objects.create(case=case, name="agreed", happened_on=now.date(), post=post, at=now)
    helper = current_appointment(other.pk, today=now.date())
    assert helper
    Member.objects.create(case=case, post=other, appointment=helper, named_by=post, since=now)
    watch = Supervision.objects.create(case=case, post=other, sealed_reason=words, since=now, report_due_on=now.date())
    Report.objects.create(case=case, supervision=watch, post=post, sealed_body=words, due_on=now.date(), at=now)
    Review.objects.create(
        case=case, code="review", unit=other.unit, reviewer=other, asked_at=now, unit_before=other.unit,
        step_before="closed",
    )  # fmt: skip


def cases_found(table: str) -> set[int]:
    """The cases whose rows plain SQL finds in a table, without a word of ours in the statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT {CASE_COLUMN[table]} FROM {table}")
        return {row[0] for row in cursor.fetchall() if row[0] is not None}


SEEN_BY = {
    "mediator": {"plain"},
    "secretary": {"plain"},
    "coordinator": {"plain", "past"},
    "duty_officer": {"plain", "past"},
    "lead": {"plain", "past"},
    "reviewer": {"plain", "past"},
    "call_back": {"plain", "past"},
    "auditor": {"plain", "past"},
    "city_coordinator": {"plain", "past"},
    "province_coordinator": {"plain", "past", "far"},
    "independent_call_back": {"plain", "past", "head", "far"},
    "administrator": set(),
    "stranger": {"far"},
}


@pytest.mark.parametrize("name", sorted(POSTS))
def test_plain_sql_under_a_post_finds_what_the_pages_show(cast: Cast, full_house: dict[str, int], name: str) -> None:
    with cast.seeing(name):
        shown = set(Case.objects.visible_to(cast.officer(name)).values_list("pk", flat=True))
        assert shown == {full_house[case] for case in SEEN_BY[name]}
        assert cases_found("cases_case") == shown
        for table in CASE_COLUMN:
            assert cases_found(table) <= shown, table


def test_every_table_has_rows_that_could_have_been_seen(cast: Cast, full_house: dict[str, int]) -> None:
    seen: set[str] = set()
    for name in READERS:
        with cast.seeing(name):
            seen |= {table for table in CASE_COLUMN if cases_found(table)}
    assert seen == set(CASE_COLUMN)


def test_without_a_scope_nothing_is_seen(cast: Cast, full_house: dict[str, int]) -> None:
    for table in CASE_COLUMN:
        with seeing(NOBODY):
            assert cases_found(table) == set(), table


def test_the_private_answer_is_seen_by_the_asking_unit_alone(cast: Cast, full_house: dict[str, int]) -> None:
    saw = set()
    for name in READERS:
        with cast.seeing(name):
            if cases_found("cases_callback"):
                saw.add(name)
    assert saw == {"lead", "reviewer", "call_back", "auditor"}


@pytest.mark.parametrize("code", [b"", b"\x00" * 32])
def test_a_reference_without_its_code_opens_nothing(cast: Cast, full_house: dict[str, int], code: bytes) -> None:
    reference = case_reference(cast, full_house["plain"])
    with seeing(of_code(reference, code)):
        for table in CASE_COLUMN:
            assert cases_found(table) == set(), table


def case_reference(cast: Cast, case_id: int) -> str:
    """The reference of a case."""
    with cast.seeing("independent_call_back"):
        return Case.objects.get(pk=case_id).reference


def test_a_filer_finds_their_own_case_and_nothing_of_the_desk(cast: Cast, now: datetime) -> None:
    mine, other = filed_on_the_web(cast, now), filed_on_the_web(cast, now)
    with cast.seeing("mediator"):
        talking.note(mine.case_id, body="Careful.", by=cast.standing("mediator"), now=now)
    with seeing_with(mine):
        found = {table: cases_found(table) for table in CASE_COLUMN}
    assert all(cases <= {mine.case_id} for cases in found.values())
    assert found["cases_note"] == found["cases_task"] == found["cases_reading"] == found["cases_callback"] == set()
    assert case_of(cast, other).pk not in set().union(*found.values())


def test_a_write_into_a_case_out_of_sight_is_refused(cast: Cast, full_house: dict[str, int]) -> None:
    with cast.seeing("stranger"), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET summary = 'x' WHERE id = %s", [full_house["plain"]])
        assert cursor.rowcount == 0
