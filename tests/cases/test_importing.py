"""Entering history of another system."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from folkmoot.cases.actions.importing import BATCH, import_concerns, rehearse_import
from folkmoot.cases.errors import NotAllowed
from folkmoot.cases.models import Case, CaseKey, Clock, Import, Message, Party
from folkmoot.cases.rules.imported import ConcernRow, Refusal, RefusalReason, Report, Said
from folkmoot.ledger.models import Event
from folkmoot.ledger.queries import chain_fault
from tests.cast import COUNTY, OTHER_COUNTY, TOWNSHIP, VILLAGE, Cast

OPENED = datetime(2024, 2, 3, 10, 0, tzinfo=UTC)
CLOSED = datetime(2024, 3, 4, 11, 30, tzinfo=UTC)


def row(line: int = 2, **changes: object) -> ConcernRow:
    first = ConcernRow(
        line=line,
        source_id=f"id-{line}",
        received_at=OPENED,
        is_closed=False,
        closed_at=None,
        has_odd_times=False,
        category="noise",
        place=VILLAGE,
        said=(Said("concern", "灯坏了\t\\N 'quoted'\nsecond line", OPENED),),
    )
    return replace(first, **changes)  # type: ignore[arg-type]


def enter(cast: Cast, now: datetime, *rows: ConcernRow | Refusal, by: str = "province_coordinator") -> Report:
    return import_concerns(rows, source="old-system", by=cast.standing(by), now=now)


def test_an_open_row_becomes_imported_history_without_clock_or_lead(cast: Cast, now: datetime) -> None:
    report = enter(cast, now, row())
    assert (report.read, report.entered, report.known, report.refused) == (1, 1, 0, [])
    with cast.seeing("mediator"):
        case = Case.objects.get(source="old-system", source_id="id-2")
        assert (case.step, case.outcome, case.channel, case.category) == ("imported", "", "import", "noise")
        assert (case.received_at, case.closed_at, case.imported_at, case.adopted_at) == (OPENED, None, now, None)
        assert (case.due_at, case.lead_post_id, case.summary) == (None, None, "")
        assert (case.place.code, case.place_path, case.sight_path) == (VILLAGE, cast.village.path, cast.village.path)
        assert case.taken_by_id == cast.standing("province_coordinator").post_id
        assert case.unit_id == cast.standing("province_coordinator").unit_id
        assert Clock.objects.filter(case=case).count() == 0


def test_what_was_said_is_sealed_under_the_keys_of_its_case(cast: Cast, now: datetime) -> None:
    enter(cast, now, row(2), row(3))
    with cast.seeing("mediator"):
        first, second = Message.objects.order_by("case_id").select_related("case__casekey", "party")
        assert first.body == second.body == "灯坏了\t\\N 'quoted'\nsecond line"
        assert (first.kind, first.at, first.post_id) == ("concern", OPENED, None)
        assert (first.party.role, first.party.name, first.party.case_id) == ("filer", "", first.case_id)
        assert bytes(first.case.casekey.wrapped) != bytes(second.case.casekey.wrapped)
        assert "灯坏了".encode() not in bytes(first.sealed_body)


def test_a_closed_row_is_closed_unconfirmed_at_the_time_of_its_source(cast: Cast, now: datetime) -> None:
    enter(cast, now, row(is_closed=True, closed_at=CLOSED))
    with cast.seeing("lead"):
        case = Case.objects.get()
        assert (case.step, case.outcome, case.closed_at) == ("closed", "unconfirmed", CLOSED)


def test_a_closing_before_the_opening_is_kept_and_marked(cast: Cast, now: datetime) -> None:
    earlier = OPENED - timedelta(days=40)
    report = enter(cast, now, row(is_closed=True, closed_at=earlier, has_odd_times=True))
    assert report.odd == 1
    with cast.seeing("lead"):
        case = Case.objects.get()
        assert (case.received_at, case.closed_at, case.has_odd_times) == (OPENED, earlier, True)


def test_the_same_rows_again_change_nothing(cast: Cast, now: datetime) -> None:
    enter(cast, now, row(2), row(3))
    with cast.seeing("lead"):
        before = list(Case.objects.order_by("pk").values())
    again = enter(cast, now + timedelta(days=1), row(2), row(3), row(4))
    assert (again.read, again.entered, again.known) == (3, 1, 2)
    with cast.seeing("lead"):
        assert list(Case.objects.exclude(source_id="id-4").order_by("pk").values()) == before


def test_the_same_id_from_another_source_is_another_concern(cast: Cast, now: datetime) -> None:
    enter(cast, now, row())
    other = import_concerns([row()], source="elsewhere", by=cast.standing("province_coordinator"), now=now)
    assert (other.entered, other.known) == (1, 0)


def test_an_id_that_stands_twice_in_one_file_enters_once(cast: Cast, now: datetime) -> None:
    report = enter(cast, now, row(2), row(3, source_id="id-2"))
    assert report.entered == 1
    assert report.refused == [Refusal(3, RefusalReason.REPEATED_ID)]


def test_a_row_outside_the_area_of_the_post_is_refused(cast: Cast, now: datetime) -> None:
    report = enter(cast, now, row(2), row(3, place=OTHER_COUNTY), row(4, place="nowhere"), by="lead")
    assert report.entered == 1
    assert report.refused == [Refusal(3, RefusalReason.OUTSIDE_AREA), Refusal(4, RefusalReason.OUTSIDE_AREA)]


def test_a_concern_known_only_out_of_sight_is_known_and_not_shown(cast: Cast, now: datetime) -> None:
    enter(cast, now, row(2, place=OTHER_COUNTY))
    report = enter(cast, now, row(2, place=COUNTY), row(3, place=COUNTY), by="lead")
    assert (report.entered, report.known) == (1, 1)
    with cast.seeing("lead"):
        assert [case.source_id for case in Case.objects.all()] == ["id-3"]
        assert (CaseKey.objects.count(), Party.objects.count(), Message.objects.count()) == (1, 1, 1)


def test_the_stranger_sees_nothing_of_an_import(cast: Cast, now: datetime) -> None:
    enter(cast, now, row())
    with cast.seeing("stranger"):
        counts = [model.objects.count() for model in (Case, CaseKey, Party, Message, Import)]
        assert counts == [0, 0, 0, 0, 0]
        assert Event.objects.filter(case_id__isnull=False).count() == 0


def test_a_post_without_the_power_imports_nothing(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        enter(cast, now, row(), by="mediator")


def test_each_case_begins_a_whole_chain_and_the_import_stands_in_its_own(cast: Cast, now: datetime) -> None:
    enter(cast, now, row(2, is_closed=True, closed_at=CLOSED), row(3, place=TOWNSHIP, is_placed=False))
    with cast.seeing("province_coordinator"):
        events = list(Event.objects.filter(kind="case.imported").order_by("case_id"))
        assert [event.chain for event in events] == [f"case:{event.case_id}" for event in events]
        assert events[0].data == {
            "source": "old-system",
            "opened": "2024-02-03T10:00:00+00:00",
            "closed": "2024-03-04T11:30:00+00:00",
            "odd": False,
        }
        assert [chain_fault(event.chain) for event in events] == [None, None]
        assert chain_fault("imports") is None
        kept = Import.objects.get()
        assert (kept.read_count, kept.entered_count, kept.unplaced_count) == (2, 2, 1)
        whole = Event.objects.get(chain="imports")
        assert (whole.kind, whole.data["import_id"], whole.data["entered"]) == ("cases.imported", kept.pk, 2)


def test_imported_history_starts_no_job(cast: Cast, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        before = cursor.fetchone()[0]
        enter(cast, now, *(row(line) for line in range(2, 12)))
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        # The one job of the import as a whole, none of its ten cases.
        assert cursor.fetchone()[0] - before == 1


def written() -> tuple[int, int, int]:
    """Cases, imports and entries in the chain of imports."""
    return Case.objects.count(), Import.objects.count(), Event.objects.filter(chain="imports").count()


class Torn(Exception):
    """The file ends in the middle."""


def test_a_file_that_fails_in_the_middle_leaves_nothing(cast: Cast, now: datetime) -> None:
    def rows() -> Iterator[ConcernRow]:
        yield from (row(line) for line in range(2, 3 * BATCH))
        raise Torn

    with pytest.raises(Torn):
        import_concerns(rows(), source="old-system", by=cast.standing("province_coordinator"), now=now)
    with cast.seeing("province_coordinator"):
        assert (Case.objects.count(), Import.objects.count(), Event.objects.filter(chain="imports").count()) == (
            0,
            0,
            0,
        )


def test_many_batches_enter_whole(cast: Cast, now: datetime) -> None:
    told: list[int] = []
    report = import_concerns(
        (row(line) for line in range(2, 2 * BATCH + 12)),
        source="old-system",
        by=cast.standing("province_coordinator"),
        now=now,
        progress=told.append,
    )
    assert report.entered == told[-1] == 2 * BATCH + 10
    with cast.seeing("province_coordinator"):
        assert Case.objects.count() == Message.objects.count() == 2 * BATCH + 10


def test_a_rehearsal_reports_the_same_and_writes_nothing(cast: Cast, now: datetime) -> None:
    rows = [row(2), row(3, place="nowhere"), row(4, is_placed=False)]
    rehearsed = rehearse_import(rows, source="old-system", by=cast.standing("province_coordinator"), now=now)
    with cast.seeing("province_coordinator"):
        assert (Case.objects.count(), Import.objects.count(), Event.objects.filter(chain="imports").count()) == (
            0,
            0,
            0,
        )
    assert rehearsed == enter(cast, now, *rows)


def test_a_category_that_the_pack_does_not_have_is_refused(cast: Cast, now: datetime) -> None:
    assert enter(cast, now, row(category="dragons")).refused == [Refusal(2, RefusalReason.UNKNOWN_CATEGORY)]
