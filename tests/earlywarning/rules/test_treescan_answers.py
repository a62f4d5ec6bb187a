"""The plain members against TreeScan's own tests, and what that program printed for the same files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from folkmoot.earlywarning.rules import retrospective, scores
from folkmoot.earlywarning.rules.retrospective import Scan, Windows
from folkmoot.earlywarning.rules.significance import Null
from folkmoot.earlywarning.rules.tree import Tree, preorder
from folkmoot.earlywarning.rules.zones import Zones, branches
from tests.earlywarning.rules.reference import Reals, needs_data, table, within_error, words

pytestmark = needs_data
EXACT: Any = {"abs": 1e-6, "rel": 0}
EVERYTHING = Zones.of([range(19)])


def tree() -> tuple[Tree, dict[str, int]]:
    rows = [(name, above[0] if above else "") for name, *above in words("treescan/tree.tre")]
    names = [name for name, _ in rows]
    order = preorder([names.index(above) if above else -1 for _, above in rows])
    number = {names[old]: new for new, old in enumerate(order)} | {"": -1, "All": 0}
    return Tree.of([number[rows[old][1]] for old in order]), number


def by_leaf(path: str, *, column: int = 1) -> Reals:
    nodes, number = tree()
    values = np.zeros((len(nodes), 1))
    for row in words(f"treescan/{path}"):
        values[number[row[0]], 0] += float(row[column])
    return values


def by_day(span: int) -> Reals:
    nodes, number = tree()
    values = np.zeros((len(nodes), span))
    for name, cases, day in words("treescan/TreeTemporal.cas"):
        values[number[name], int(day) - 1] += float(cases)
    return values


@dataclass(frozen=True)
class Told:
    """One line of the reference: what it says of a node."""

    zone: int
    row: dict[str, str]

    def number(self, *names: str) -> float | None:
        return next((float(self.row[name]) for name in names if self.row.get(name)), None)


def told(test: str) -> Iterator[Told]:
    _, number = tree()
    for row in table("treescan/official_unit_test_expected.csv"):
        if row["test"] == test and row["p_value"]:
            yield Told(number[row["node"]], row)


def most_likely(test: str) -> int:
    """The node of the first cut, also where the reference says nothing else of it."""
    _, number = tree()
    rows = table("treescan/official_unit_test_expected.csv")
    (name,) = (row["node"] for row in rows if (row["test"], row["cut"]) == (test, "1"))
    return number[name]


def printed(path: str) -> Iterator[Told]:
    _, number = tree()
    for row in table(f"treescan/{path}"):
        if row["P-value"]:
            yield Told(number[row["Node Identifier"]], row)


def whole_tree() -> Zones:
    return branches(tree()[0])


def node(cases: Reals, zones: Zones, windows: Windows) -> tuple[Scan, Reals]:
    inside = zones.sums(cases)
    scan = Scan(zones, windows, windows.sums(retrospective.uniform(inside)), total=inside.sum(axis=1)[:, None])
    return scan, retrospective.dealt(cases, replicates=999, seed=1)


def node_by_weekday(cases: Reals, zones: Zones, windows: Windows) -> tuple[Scan, Reals]:
    daily = cases.sum(axis=0)
    expected = retrospective.by_weekday(zones.sums(cases), daily=daily)
    scan = Scan(zones, windows, windows.sums(expected), total=cases.sum())
    return scan, retrospective.dealt(cases, replicates=999, seed=1, alike=7)


def node_and_time(cases: Reals, zones: Zones, windows: Windows) -> tuple[Scan, Reals]:
    expected = retrospective.as_everywhere(zones.sums(cases), daily=cases.sum(axis=0))
    scan = Scan(zones, windows, windows.sums(expected), total=cases.sum())
    return scan, retrospective.permuted(cases, replicates=999, seed=1)


def node_and_time_by_weekday(cases: Reals, zones: Zones, windows: Windows) -> tuple[Scan, Reals]:
    expected = retrospective.as_everywhere_by_weekday(zones.sums(cases), daily=cases.sum(axis=0))
    scan = Scan(zones, windows, windows.sums(expected), total=cases.sum())
    return scan, retrospective.permuted(cases, replicates=999, seed=1, alike=7)


@pytest.mark.parametrize(
    ("test", "model", "span"),
    [
        ("test_tree_time_condition_node", node, 28),
        ("test_tree_time_condition_node_day_of_week_adjustment", node_by_weekday, 29),
        ("test_tree_time_condition_node_and_time", node_and_time, 28),
        ("test_tree_time_condition_node_and_time_day_of_week_adjustment", node_and_time_by_weekday, 29),
        ("test_time_only_condition_totalcases", node, 28),
        ("test_time_only_condition_totalcases_day_of_week_adjustment", node_by_weekday, 29),
    ],
)
def test_temporal_scans_find_what_treescan_expects(test: str, model: Any, span: int) -> None:
    cases, zones = by_day(span), EVERYTHING if "time_only" in test else whole_tree()
    scan, replicates = model(cases, zones, Windows.of(span, shortest=2, longest=14))
    null = Null(scan.maxima(replicates))
    inside, ratios = scan.windows.sums(zones.sums(cases)), scan.ratios(cases)
    assert ratios.max(axis=1).argmax() == most_likely(test)
    for line in told(test):
        first, last = int(line.row["wndstart"]) - 1, int(line.row["wndend"]) - 1
        window = int(np.flatnonzero((scan.windows.firsts == first) & (scan.windows.lasts == last))[0])
        assert ratios[line.zone, window] == pytest.approx(line.number("llr", "teststat"), **EXACT)
        assert inside[line.zone, window] == line.number("wndcases")
        assert scan.expected[line.zone, window] == pytest.approx(line.number("expected"), abs=0.0051)
        assert null.p_value(ratios[line.zone, window]) == within_error(line.number("p_value") or 1)
        if zones is not EVERYTHING:
            assert ratios[line.zone].argmax() == window


def test_a_restricted_scan_finds_what_treescan_printed() -> None:
    cases = by_day(28)
    scan, replicates = node_and_time(cases, whole_tree(), Windows.of(28, shortest=2).recent(0.2))
    null, found = Null(scan.maxima(replicates)), {cluster.zone: cluster for cluster in scan.clusters(cases)}
    lines = list(printed("out_TreeTemporal.csv"))
    for line in lines:
        cluster = found[line.zone]
        assert cluster.score == pytest.approx(line.number("Test Statistic"), **EXACT)
        assert (cluster.first + 1, cluster.last + 1) == (
            line.number("Time Window Start"),
            line.number("Time Window End"),
        )
        assert null.p_value(cluster.score) == within_error(line.number("P-value") or 1)
    assert len(lines) == 9


def test_every_window_over_time_alone_is_what_treescan_printed() -> None:
    scan, _ = node(by_day(28), EVERYTHING, Windows.of(28, shortest=2))
    ratios = scan.ratios(by_day(28))[0]
    for line in table("treescan/out_TemporalOnly.csv"):
        first, last = int(line["Time Window Start"]) - 1, int(line["Time Window End"]) - 1
        window = (scan.windows.firsts == first) & (scan.windows.lasts == last)
        assert ratios[window][0] == pytest.approx(float(line["Log Likelihood Ratio"]), **EXACT)


def test_a_tree_scan_of_rates_finds_what_treescan_expects() -> None:
    cases, people, zones = by_leaf("Poisson.cas"), by_leaf("Poisson.cas", column=2), whole_tree()
    expected = people / people.sum() * cases.sum()
    scan = Scan(zones, Windows.whole(), zones.sums(expected), total=cases.sum())
    null = Null(scan.maxima(retrospective.multinomial(expected, cases=55, replicates=9999, seed=1)))
    found = {cluster.zone: cluster for cluster in scan.clusters(cases)}
    assert next(iter(found)) == most_likely("test_poisson_conditional")
    for line in told("test_poisson_conditional"):
        cluster = found[line.zone]
        assert cluster.score == pytest.approx(line.number("llr"), **EXACT)
        assert cluster.cases == line.number("observed")
        assert cluster.expected == pytest.approx(line.number("expected"), abs=0.0051)
        assert null.p_value(cluster.score) == within_error(line.number("p_value") or 1, replicates=9999)


@pytest.mark.parametrize("condition", ["conditional", "unconditional"])
def test_a_tree_scan_of_shares_finds_what_treescan_expects(condition: str) -> None:
    zones = whole_tree()
    cases, others = by_leaf("Bernoulli.cas"), by_leaf("Bernoulli.ctl")
    found = zones.sums(cases)[:, 0], zones.sums(cases + others)[:, 0]
    rng = np.random.default_rng(1)
    each = (cases + others)[:, 0].astype(np.int64)
    if condition == "conditional":
        drawn = rng.multivariate_hypergeometric(each, 55, size=999)
    else:
        drawn = rng.binomial(each, 0.5, size=(999, len(each)))

    def ratios(of: Reals) -> Reals:
        if condition == "conditional":
            return scores.bernoulli(of, observations=found[1], all_cases=55, all_observations=96)
        return scores.binomial(of, observations=found[1], probability=0.5)

    null = Null(ratios(zones.sums(drawn[..., None].astype(np.float64))[..., 0]).max(axis=1))
    assert ratios(found[0]).argmax() == most_likely(f"test_bernoulli_{condition}")
    for line in told(f"test_bernoulli_{condition}"):
        ratio = ratios(found[0])[line.zone]
        assert ratio == pytest.approx(line.number("llr"), **EXACT)
        assert (found[1][line.zone], found[0][line.zone]) == (line.number("observed"), line.number("cases"))
        assert null.p_value(ratio) == within_error(line.number("p_value") or 1)
