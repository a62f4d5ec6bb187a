"""The table of a release: every sum is in it, and every line adds up."""

from random import Random
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.opendata.rules.suppression import BASE, Line, is_small
from folkmoot.opendata.rules.table import ALL_TOPICS, Cell, Table, table_of_month, table_of_year
from tests.opendata.rules.attacking import ranges

TOWN, OTHER_TOWN = "36/01/02/05/", "36/01/02/06/"
COUNTS = {
    Cell(TOWN, "work", 1): 12,
    Cell(TOWN + "007/", "work", 1): 3,
    Cell(TOWN, "land", 2): 20,
    Cell(OTHER_TOWN, "work", 2): 30,
    Cell("36/01/02/", "work", 2): 11,
}
PLACES = st.sampled_from(
    ["36/", "36/01/", "36/01/02/", TOWN, TOWN + "007/", OTHER_TOWN, "36/01/03/08/", "36/04/09/01/"]
)
COUNTED = st.dictionaries(
    st.builds(Cell, PLACES, st.sampled_from(["work", "land", "home"]), st.integers(1, 3)),
    st.integers(1, 30),
    min_size=1,
)


def adds_up(table: Table) -> bool:
    return all(table.counts[total] == sum(table.counts[part] for part in parts) for total, parts in table.lines)


def test_a_year_has_every_sum_from_the_township_up() -> None:
    table = table_of_year(COUNTS, township=3, county=2)
    assert table.counts[Cell(TOWN, "work", 0)] == 15
    assert table.counts[Cell(TOWN, ALL_TOPICS, 0)] == 35
    assert table.counts[Cell("36/", ALL_TOPICS, 0)] == 76
    assert table.counts[Cell("36/01/", "work", 2)] == 41
    assert Cell(TOWN, "work", 1) not in table.counts
    assert Cell(TOWN + "007/", "work", 0) not in table.counts


def test_what_lies_at_no_part_of_a_place_is_a_part_of_its_own() -> None:
    assert table_of_year(COUNTS, township=3, county=2).counts[Cell("36/01/02/*", "work", 0)] == 11


def test_a_month_stops_at_the_county() -> None:
    table = table_of_month({cell: count for cell, count in COUNTS.items() if cell.month == 2}, county=2)
    assert {cell.place for cell in table.counts} == {"36/", "36/01/", "36/01/02/"}


@given(COUNTED)
def test_every_line_of_a_year_adds_up(counts: dict[Cell, int]) -> None:
    assert adds_up(table_of_year(counts, township=3, county=2))


@given(COUNTED)
def test_what_a_month_showed_stays_shown_and_what_it_kept_back_stays_kept_back(counts: dict[Cell, int]) -> None:
    seen: dict[Cell, int | None] = {}
    for month in (1, 2, 3):
        of_month = {cell: count for cell, count in counts.items() if cell.month == month}
        if of_month:
            seen |= table_of_month(of_month, county=2).published()
    before = [cell for cell, count in seen.items() if count is None]
    shown = [cell for cell, count in seen.items() if count is not None]
    year = table_of_year(counts, township=3, county=2)
    published = year.published(before=before, shown=shown)
    assert {cell: published[cell] for cell in seen} == seen
    for total, parts in year.lines:
        hidden = [part for part in parts if published[part] is None]
        assert not hidden or published[total] is None or len(hidden) > 1
        assert published[total] is not None or hidden or not any(part not in shown for part in parts)


@settings(max_examples=12, deadline=None)
@given(COUNTED)
def test_nobody_can_work_out_a_small_count_from_a_year_and_its_months(counts: dict[Cell, int]) -> None:
    seen: dict[Cell, int | None] = {}
    for month in (1, 2, 3):
        seen |= table_of_month({c: n for c, n in counts.items() if c.month == month}, county=2).published()
    year = table_of_year(counts, township=3, county=2)
    before = [cell for cell, count in seen.items() if count is None]
    published = year.published(before=before, shown=[cell for cell, count in seen.items() if count is not None])
    number = {cell: at for at, cell in enumerate(year.counts)}
    lines = [Line(number[total], tuple(number[part] for part in parts)) for total, parts in year.lines]
    cells = list(year.counts.values())
    hidden = frozenset(number[cell] for cell, count in published.items() if count is None)
    for cell, (least, largest) in ranges(cells, lines, hidden).items():
        assert largest - least >= BASE - 1 or not is_small(cells[cell]), (counts, list(number)[cell])


@given(COUNTED, st.randoms(use_true_random=False))
def test_the_same_is_kept_back_in_whatever_order_the_counts_come(counts: dict[Cell, int], rng: Random) -> None:
    mixed = list(counts.items())
    rng.shuffle(mixed)
    published = table_of_year(counts, township=3, county=2).published()
    assert table_of_year(dict(mixed), township=3, county=2).published() == published


def test_a_year_of_a_province_is_made_in_seconds() -> None:
    rng, topics = Random(5), [f"topic{n}" for n in range(14)]
    counties = [f"36/{city:02}/{county:02}/" for city in range(11) for county in range(9)]
    towns = [f"{county}{town:03}/" for county in counties for town in range(18)]
    # Two thousand places, with a case here and many there, as it is.
    counts = {
        Cell(rng.choice(towns), rng.choice(topics), rng.randint(1, 12)): int(rng.paretovariate(0.8))
        for _ in range(40_000)
    }
    begun = process_time()
    published = table_of_year(counts, township=3, county=2).published()
    assert process_time() - begun < 20
    assert len(published) > 25_000
    assert all(cases is None or cases >= 10 for cases in published.values())
