"""Lines into concerns, after a map."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.cases.rules.imported import ConcernRow, Refusal, RefusalReason, Said
from folkmoot.integrations.spreadsheets.map_table import MapError, MapFault
from folkmoot.integrations.spreadsheets.mapping import concern_rows
from folkmoot.integrations.spreadsheets.moments import NotADate, read_moment, shape
from folkmoot.integrations.spreadsheets.placing import Placer
from folkmoot.integrations.spreadsheets.reading import Line, Sheet
from folkmoot.integrations.spreadsheets.source_map import load_map, parse_map, shipped_maps
from folkmoot.places.rules.names import Gazetteer
from folkmoot.places.rules.outlines import Outlines
from folkmoot.places.rules.table import Row
from folkmoot.procedures.packs import load_pack

MAP = """
source = "old"
id = "id"
time_zone = "Asia/Shanghai"
date_formats = ["%d.%m.%Y %H:%M"]
dropped = ["user"]

[received]
column = "came"

[closed]
column = "done"
otherwise = ["touched"]

[status]
column = "state"
closed = ["Done"]
open = ["New"]

[category]
column = "topic"

[category.values]
"Noise" = "noise"

[[places]]
by = "name"
column = "place"
level = "district"

[[places]]
by = "point"
lon = "lon"
lat = "lat"

[[places]]
by = "name"
column = "place"

[[said]]
kind = "concern"
columns = ["title", "text"]

[[said]]
kind = "source"
columns = ["answer"]
at = ["done"]
"""
HEADER = (
    "id", "user", "came", "done", "touched", "state", "topic", "place", "lon", "lat", "title", "text", "answer",
)  # fmt: skip
SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [0, 2], [2, 2], [2, 0], [0, 0]]]}
PLACER = Placer(
    levels={"C": "city", "D1": "district", "D2": "district"},
    gazetteer=Gazetteer(
        [Row("C", None, "city", "Town"), Row("D1", "C", "district", "Mill"), Row("D2", "C", "district", "Hill")]
    ),
    outlines=Outlines.of({"D2": SQUARE}),
    root="C",
)  # fmt: skip
GOOD = {
    "id": "7",
    "user": "u1",
    "came": "2024-01-31 09:30:00",
    "state": "new",
    "topic": "NOISE",
    "place": "Mill",
    "text": "loud",
}


def mapped(*rows: dict[str, str], toml: str = MAP, header: Sequence[str] = HEADER) -> list[ConcernRow | Refusal]:
    lines = (Line(n, tuple(row.get(name, "") for name in header)) for n, row in enumerate(rows, start=2))
    sheet = Sheet(header=tuple(header), lines=lines)
    return list(concern_rows(sheet, source_map=parse_map(toml, name="test"), placer=PLACER))


def concern(**changes: str) -> ConcernRow:
    (row,) = mapped(GOOD | changes)
    assert isinstance(row, ConcernRow), row
    return row


def refusal(**changes: str) -> Refusal:
    (row,) = mapped(GOOD | changes)
    assert isinstance(row, Refusal), row
    return row


def test_a_row_becomes_a_concern_with_its_times_in_utc() -> None:
    opened = datetime(2024, 1, 31, 1, 30, tzinfo=UTC)
    assert concern() == ConcernRow(
        line=2, source_id="7", received_at=opened, is_closed=False, closed_at=None, has_odd_times=False,
        category="noise", place="D1", said=(Said("concern", "loud", opened),),
    )  # fmt: skip


def test_a_date_is_read_in_the_formats_of_the_map() -> None:
    assert concern(came="31.01.2024 09:30") == concern()


def test_the_parts_of_a_text_are_joined_and_an_answer_has_its_own_time() -> None:
    row = concern(title="At night", answer="We came.", done="2024-02-01 08:00:00")
    assert [(said.kind, said.text, said.at.isoformat()) for said in row.said] == [
        ("concern", "At night\n\nloud", "2024-01-31T01:30:00+00:00"),
        ("source", "We came.", "2024-02-01T00:00:00+00:00"),
    ]


def test_a_closing_before_the_opening_is_kept_and_marked() -> None:
    row = concern(state="Done", done="2024-01-01 00:00:00")
    assert (row.is_closed, row.closed_at, row.has_odd_times) == (True, datetime(2023, 12, 31, 16, tzinfo=UTC), True)


@pytest.mark.parametrize(
    ("touched", "closed"),
    [("2024-03-01", datetime(2024, 2, 29, 16, tzinfo=UTC)), ("", datetime(2024, 1, 31, 1, 30, tzinfo=UTC))],
)
def test_what_is_closed_without_a_date_takes_the_best_other_one_and_is_marked(touched: str, closed: datetime) -> None:
    row = concern(state="Done", touched=touched)
    assert (row.is_closed, row.closed_at, row.has_odd_times) == (True, closed, True)


@pytest.mark.parametrize(
    ("place", "lon", "lat", "code", "is_placed"),
    [
        ("Mill", "1", "1", "D1", True),
        ("Town", "1", "1", "D2", True),
        ("Town", "9", "9", "C", True),
        ("Elsewhere", "", "", "C", False),
        ("", "nan", "1", "C", False),
        ("", "east", "1", "C", False),
    ],
)
def test_places_are_tried_in_the_order_of_the_map(
    place: str, lon: str, lat: str, code: str, *, is_placed: bool
) -> None:
    row = concern(place=place, lon=lon, lat=lat)
    assert (row.place, row.is_placed) == (code, is_placed)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"id": " "}, Refusal(2, RefusalReason.MISSING_ID, "id")),
        ({"id": "a\x00b"}, Refusal(2, RefusalReason.BAD_ID, "id", "aaa")),
        ({"came": ""}, Refusal(2, RefusalReason.MISSING_DATE, "came")),
        ({"came": "31 Jan, Mr Wu"}, Refusal(2, RefusalReason.BAD_DATE, "came", "99 aaa, aa aa")),
        ({"done": "2024-02-30"}, Refusal(2, RefusalReason.BAD_DATE, "done", "9999-99-99")),
        ({"state": "Lost"}, Refusal(2, RefusalReason.UNKNOWN_STATUS, "state", "aaaa")),
        ({"topic": "Dragons"}, Refusal(2, RefusalReason.UNKNOWN_CATEGORY, "topic", "aaaaaaa")),
        ({"text": "x" * 100_001}, Refusal(2, RefusalReason.TOO_LONG, "title")),
    ],
)
def test_a_row_that_may_not_enter_says_why_and_quotes_nothing(changes: dict[str, str], expected: Refusal) -> None:
    assert refusal(**changes) == expected


def test_a_row_of_another_width_is_refused() -> None:
    sheet = Sheet(header=HEADER, lines=iter([Line(2, ("7", "u1"))]))
    rows = list(concern_rows(sheet, source_map=parse_map(MAP, name="test"), placer=PLACER))
    assert rows == [Refusal(2, RefusalReason.WRONG_WIDTH)]


def fault_of(toml: str, header: Sequence[str] = HEADER) -> tuple[str, MapFault, str]:
    with pytest.raises(MapError) as caught:
        mapped(GOOD, toml=toml, header=header)
    return caught.value.key, caught.value.reason, caught.value.value


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('source = "old"', "", ("source", MapFault.MISSING, "")),
        ('source = "old"', "source = 3", ("source", MapFault.WRONG_TYPE, "")),
        ('id = "id"', 'id = "id"\nsurprise = 1', ("surprise", MapFault.UNKNOWN_KEY, "")),
        ("Asia/Shanghai", "Asia/Atlantis", ("time_zone", MapFault.BAD_VALUE, "Asia/Atlantis")),
        ('by = "point"', 'by = "luck"', ("places[2].by", MapFault.BAD_VALUE, "luck")),
        ('kind = "source"', 'kind = "rumour"', ("said[2].kind", MapFault.BAD_VALUE, "rumour")),
        ('column = "came"', 'column = "arrived"', ("received.column", MapFault.MISSING_COLUMN, "arrived")),
        ('dropped = ["user"]', "", ("dropped", MapFault.UNLISTED_COLUMN, "user")),
        ('id = "id"', 'id = "id"\nroot = "Z"', ("root", MapFault.UNKNOWN_PLACE, "Z")),
    ],
)
def test_a_faulty_map_names_the_key(old: str, new: str, fault: tuple[str, MapFault, str]) -> None:
    assert fault_of(MAP.replace(old, new, 1)) == fault


def test_five_maps_are_shipped_and_their_categories_stand_in_the_pack() -> None:
    assert shipped_maps() == ("messages", "messages-with-replies", "nyc311-elevator", "nyc311-mixed", "zurich")
    known = {category.code for category in load_pack("intl").categories}
    for name in shipped_maps():
        rule = load_map(name).category
        assert {rule.default, *rule.values.values()} <= known, name


@given(st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001
def test_a_written_moment_is_read_back_in_its_zone(moment: datetime) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    whole = moment.replace(microsecond=0)
    for text, formats in (
        (whole.isoformat(sep=" "), ()),
        (whole.strftime("%d/%m/%Y %H.%M.%S"), ("%d/%m/%Y %H.%M.%S",)),
    ):
        assert read_moment(text, formats=formats, zone=zone) == whole.replace(tzinfo=zone)


@given(st.text(max_size=40))
def test_a_text_is_a_date_or_refused_and_its_shape_quotes_no_letter(text: str) -> None:
    try:
        found = read_moment(text, formats=("%Y%m%d",), zone=UTC)
    except NotADate:
        assert shape(text).isascii()
        assert {c for c in shape(text) if c.isalnum()} <= {"a", "9"}
    else:
        assert found.utcoffset() == timedelta(0)


@given(st.lists(st.fixed_dictionaries({name: st.text(max_size=12) for name in HEADER}), max_size=6))
def test_any_table_gives_one_answer_a_line_in_order(rows: list[dict[str, str]]) -> None:
    answers = mapped(*(GOOD | row for row in rows))
    assert [answer.line for answer in answers] == list(range(2, 2 + len(rows)))


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_times_are_odd_exactly_where_the_closing_comes_first(opened: date, closed: date) -> None:
    row = concern(state="Done", came=opened.isoformat(), done=closed.isoformat())
    assert row.has_odd_times == (closed < opened)
