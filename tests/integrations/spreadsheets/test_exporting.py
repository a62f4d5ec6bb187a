"""Cases out of the house."""

import csv
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from folkmoot.cases.actions.importing import import_concerns
from folkmoot.cases.errors import NotAllowed
from folkmoot.cases.models import Case
from folkmoot.cases.rules.imported import ConcernRow, Said
from folkmoot.integrations.spreadsheets.exporting import HEADER, export_file
from folkmoot.integrations.spreadsheets.formats import TableFormat
from folkmoot.ledger.models import Event
from folkmoot.officers.scope import of_post, seeing
from tests.cast import COUNTY, OTHER_COUNTY, VILLAGE, ZONE, Cast

OPENED = datetime(2024, 2, 3, 10, 0, tzinfo=ZONE)


@pytest.fixture
def history(cast: Cast, now: datetime) -> None:
    rows = [
        ConcernRow(
            line=line,
            source_id=str(line),
            received_at=OPENED,
            is_closed=False,
            closed_at=None,
            has_odd_times=False,
            category="noise",
            place=place,
            said=(Said("concern", "=HYPERLINK of Mr Secret", OPENED),),
        )
        for line, place in enumerate((VILLAGE, COUNTY, OTHER_COUNTY), start=2)
    ]
    import_concerns(rows, source="old", by=cast.standing("province_coordinator"), now=now)


@pytest.mark.usefixtures("history")
def test_an_export_holds_the_area_of_the_post_and_no_word_that_was_said(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    by, path = cast.standing("lead"), tmp_path / "cases.csv"
    assert export_file(path, kind=TableFormat.CSV, by=by, within=by.area, now=now) == 2
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == HEADER
    assert {row["place_code"] for row in rows} == {VILLAGE, COUNTY}
    assert {(row["category"], row["step"], row["received_at"]) for row in rows} == {
        ("noise", "imported", "2024-02-03 10:00:00")
    }
    assert "Secret" not in path.read_text(encoding="utf-8-sig")


@pytest.mark.usefixtures("history")
def test_an_xlsx_export_has_dates_as_dates(cast: Cast, now: datetime, tmp_path: Path) -> None:
    by, path = cast.standing("lead"), tmp_path / "cases.xlsx"
    export_file(path, kind=TableFormat.XLSX, by=by, within=cast.village.path, now=now)
    header, row = load_workbook(path).active.iter_rows(values_only=True)
    assert header == HEADER
    assert dict(zip(header, row, strict=True))["received_at"] == datetime(2024, 2, 3, 10, 0)  # noqa: DTZ001


@pytest.mark.usefixtures("history")
def test_a_cell_that_a_spreadsheet_would_run_is_guarded(cast: Cast, now: datetime, tmp_path: Path) -> None:
    by, path = cast.standing("lead"), tmp_path / "cases.csv"
    with cast.seeing("province_coordinator"):
        Case.objects.filter(place__code=VILLAGE).update(category='=cmd|"/c calc"')
    export_file(path, kind=TableFormat.CSV, by=by, within=cast.village.path, now=now)
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row["category"] for row in csv.DictReader(file)] == ['\'=cmd|"/c calc"']


@pytest.mark.usefixtures("history")
def test_an_export_is_recorded(cast: Cast, now: datetime, tmp_path: Path) -> None:
    by = cast.standing("lead")
    export_file(tmp_path / "cases.csv", kind=TableFormat.CSV, by=by, within=by.area, now=now)
    event = Event.objects.get(chain="exports")
    assert (event.kind, event.post_id) == ("cases.exported", by.post_id)
    assert event.data == {"within": by.area, "format": "csv", "count": 2, "filter": ""}


@pytest.mark.usefixtures("history")
def test_what_complains_about_the_unit_of_the_post_is_left_out(cast: Cast, now: datetime, tmp_path: Path) -> None:
    by = cast.standing("province_coordinator")
    with seeing(of_post(cast.standing("automation"))):
        Case.objects.filter(place__code=COUNTY).update(about_unit_id=by.unit_id)
    path = tmp_path / "cases.csv"
    assert export_file(path, kind=TableFormat.CSV, by=by, within=by.area, now=now) == 2


@pytest.mark.parametrize("name", ["mediator", "stranger"])
def test_who_may_not_export_there_gets_no_file(cast: Cast, now: datetime, tmp_path: Path, name: str) -> None:
    path = tmp_path / "cases.csv"
    with pytest.raises(NotAllowed):
        export_file(path, kind=TableFormat.CSV, by=cast.standing(name), within=cast.village.path, now=now)
    assert list(tmp_path.iterdir()) == []
