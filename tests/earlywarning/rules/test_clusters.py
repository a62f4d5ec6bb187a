import numpy as np
import pytest

from folkmoot.earlywarning.rules.clusters import Cluster, clusters
from folkmoot.earlywarning.rules.counts import Counts
from folkmoot.earlywarning.rules.monte_carlo import null_of
from folkmoot.earlywarning.rules.replicates import Experiment
from folkmoot.earlywarning.rules.scan import Forest, ask, scan
from folkmoot.earlywarning.rules.significance import Null
from folkmoot.earlywarning.rules.tree import Tree
from tests.earlywarning.rules.slow import Row

# A county (0) of two townships (1, 6), each of four villages; labour (1) with wages (2) and hours (3), water (4).
COUNTY = Forest(places=Tree.of([-1, 0, 1, 1, 1, 1, 0, 6, 6, 6, 6]), topics=Tree.of([-1, 0, 1, 1, 0]))
VILLAGES, LEAVES, SPAN = (2, 3, 4, 5, 7, 8, 9, 10), (2, 3, 4), 200
QUIET: list[Row] = [
    (village, topic, (13 * village + 31 * topic + 23 * turn) % SPAN, 1)
    for village in VILLAGES
    for topic in LEAVES
    for turn in range(9)
]


def found(burst: list[Row]) -> list[Cluster]:
    counts = Counts.of(QUIET + burst, span=SPAN)
    question = ask(counts, windows=14)
    cuts = scan(counts, over=COUNTY, question=question)
    null = null_of(Experiment.of(counts, over=COUNTY, question=question, seed=1), score=cuts[0].score, replicates=199)
    return clusters(cuts, counts=counts, over=COUNTY, question=question, null=null)


def nodes(of: list[Cluster]) -> list[tuple[int, int]]:
    return [(cluster.cut.place, cluster.cut.topic) for cluster in of]


def test_quiet_days_have_no_cluster() -> None:
    assert found([]) == []


def test_what_rises_in_a_village_is_shown_there_and_nowhere_above() -> None:
    shown = found([(3, 2, 198, 6), (3, 2, 199, 6)])
    assert nodes(shown) == [(3, 2)]
    assert {(cut.place, cut.topic) for cut in shown[0].explained} == {(3, 0), (3, 1), (1, 2)}


def test_what_rises_in_each_village_of_a_township_is_shown_as_the_township() -> None:
    assert nodes(found([(village, 4, 197 + village % 3, 2) for village in (7, 8, 9, 10) for _ in range(2)])) == [(6, 4)]


def test_two_bursts_apart_are_two_clusters() -> None:
    shown = found([(3, 2, 198, 9), (8, 4, 199, 12)])
    assert set(nodes(shown)) == {(3, 2), (8, 4)}
    assert shown[0].cut.score > shown[1].cut.score


def test_a_cluster_tells_how_rare_it_is() -> None:
    first = found([(3, 2, 198, 12)])[0]
    assert first.p_value == 1 / 200
    assert first.gumbel_p_value < first.p_value
    assert first.recurrence_days == pytest.approx(1 / first.gumbel_p_value)


def test_nothing_is_significant_where_no_replicate_was_drawn_to_show_it() -> None:
    counts = Counts.of([*QUIET, (3, 2, 199, 12)], span=SPAN)
    question = ask(counts, windows=14)
    cuts = scan(counts, over=COUNTY, question=question)
    null = Null(np.array([1.0, 2.0]))
    assert clusters(cuts, counts=counts, over=COUNTY, question=question, null=null) == []
