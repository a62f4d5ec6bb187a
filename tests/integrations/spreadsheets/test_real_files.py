"""The five real files, each under the map that comes with the package."""

import csv
from datetime import datetime
from pathlib import Path

import pytest
from django.db.models import F

from folkmoot.cases.models import Case, Message
from folkmoot.integrations.spreadsheets.concerns import import_file
from folkmoot.integrations.spreadsheets.source_map import load_map
from folkmoot.officers.scope import of_post, seeing
from tests.integrations.conftest import Settle

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"

ZURICH = ("zurich", "zurich", "zurich_zwn/zurich_reports.csv", 39_881)
ELEVATOR = ("nyc311-elevator", "newyork", "nyc311/nyc311_elevator.csv", 16_962)
MIXED = ("nyc311-mixed", "newyork", "nyc311/nyc311_mixed_sample.csv", 9_014)
MESSAGES = ("messages", "jiangxi", "teddy_c2020/messages_hotspot.csv", 4_326)
REPLIES = ("messages-with-replies", "jiangxi", "teddy_c2020/messages_with_replies.csv", 2_370)

#: Rows that stand at the root because nothing in them says more. Of the mixed sample 27 have neither borough nor point.
UNPLACED = {"zurich": 0, "nyc311-elevator": 0, "nyc311-mixed": 27, "messages": 4_326, "messages-with-replies": 2_370}


@pytest.mark.parametrize(("name", "region", "file", "rows"), [ZURICH, ELEVATOR, MIXED, MESSAGES, REPLIES])
def test_every_row_of_a_real_file_enters_and_none_twice(
    settle: Settle, now: datetime, name: str, region: str, file: str, rows: int
) -> None:
    path = DATA / file
    if not path.exists():
        pytest.skip("The real files are not here.")
    by = settle(region)
    first = import_file(path, source_map=load_map(name), by=by, now=now)
    assert (first.read, first.entered, first.known, first.refused) == (rows, rows, 0, [])
    assert first.unplaced == UNPLACED[name]
    again = import_file(path, source_map=load_map(name), by=by, now=now)
    assert (again.read, again.entered, again.known, again.refused) == (rows, 0, rows, [])
    with seeing(of_post(by)):
        assert Case.objects.count() == rows


def test_what_the_mixed_sample_says_of_time_and_topic_is_kept(settle: Settle, now: datetime) -> None:
    path = DATA / MIXED[2]
    if not path.exists():
        pytest.skip("The real files are not here.")
    by = settle("newyork")
    report = import_file(path, source_map=load_map("nyc311-mixed"), by=by, now=now)
    # Of 12 closings before their opening, 10 stand at concerns that the source calls open: their ledger keeps them.
    assert report.odd == 12
    with seeing(of_post(by)):
        closed = Case.objects.filter(step="closed")
        assert closed.count() == 7_156
        assert closed.filter(closed_at__lt=F("received_at")).count() == closed.filter(has_odd_times=True).count() == 2
        assert Case.objects.filter(has_odd_times=True).count() == 12
        assert set(Case.objects.values_list("outcome", flat=True)) == {"", "unconfirmed"}
        assert Case.objects.filter(category="public_service_other").count() == 4
        heating = Case.objects.filter(category="heating").count()
        assert heating == 1_040 + 3 + 9
        # 8,837 name their community board; of the others the point told 51 more.
        assert Case.objects.filter(place__level="district").count() == 8_837 + 51


def test_no_user_id_of_the_source_is_kept(settle: Settle, now: datetime) -> None:
    path = DATA / MESSAGES[2]
    if not path.exists():
        pytest.skip("The real files are not here.")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    by = settle("jiangxi")
    import_file(path, source_map=load_map("messages"), by=by, now=now)
    with seeing(of_post(by)):
        wanted = {row["id"]: f"{row['title'].strip()}\n\n{row['text'].strip()}" for row in rows[:50]}
        kept = Message.objects.select_related("case__casekey", "party").filter(case__source_id__in=wanted)
        assert sorted((each.case.source_id, each.body) for each in kept) == sorted(wanted.items())
        assert not any(each.party.name for each in kept)
