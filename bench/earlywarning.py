"""How long a night's early warning takes: 999 replicates over a province, beside NumPy on the same data.

The province is Jiangxi's tree in its sizes, with made-up counts. The size is the cases of a year; SIZE=small takes a
tenth of the replicates. Threads: two, or as many as there are cores if fewer.
"""

import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

from bench import frame
from bench.plain_scan import PlainScan
from folkmoot.earlywarning.rules.counts import Counts
from folkmoot.earlywarning.rules.monte_carlo import Replicated, null_of
from folkmoot.earlywarning.rules.permutation import Circling, nearest
from folkmoot.earlywarning.rules.replicates import Experiment
from folkmoot.earlywarning.rules.scan import Condition, Forest, ask, scan
from folkmoot.earlywarning.rules.tree import Tree

CASES: Final = 330_000
SPAN, WINDOWS, SEED = 365, 28, 1
THREADS: Final = min(2, os.cpu_count() or 1)
# Cities, counties in each, townships in each, villages in each; groups of topics, topics in each.
BRANCHES: Final = ((11, 9, 18, 12), (10, 6))
PLAIN_REPLICATES: Final = 10
NEVER: Final = float("inf")


def tree(branches: tuple[int, ...]) -> Tree:
    """A tree whose nodes of each level have so many below them."""
    parents: list[int] = []

    def grow(parent: int, level: int) -> None:
        node = len(parents)
        parents.append(parent)
        for _ in range(branches[level] if level < len(branches) else 0):
            grow(node, level + 1)

    grow(-1, 0)
    return Tree.of(parents)


def province(cases: int) -> tuple[Counts, Forest]:
    """A year of counts: villages and topics of very different sizes, days all alike."""
    over, rng = Forest(*map(tree, BRANCHES)), np.random.default_rng(SEED)
    villages, topics = (np.flatnonzero(of.ends == np.arange(len(of)) + 1) for of in (over.places, over.topics))
    sizes, shares = rng.gamma(1, size=len(villages)), rng.gamma(0.7, size=len(topics))
    columns = (
        rng.choice(villages, cases, p=sizes / sizes.sum()),
        rng.choice(topics, cases, p=shares / shares.sum()),
        rng.integers(0, SPAN, cases),
        np.ones(cases, dtype=np.int64),
    )
    return Counts.of(np.column_stack(columns), span=SPAN), over


def points(over: Forest) -> npt.NDArray[np.float64]:
    """Every place somewhere in a square of 400 kilometres, villages near their township."""
    rng = np.random.default_rng(SEED)
    towns = rng.uniform(0, 400, size=(len(over.places), 2))
    return towns[np.maximum(over.places.parents, 0)] + rng.normal(0, 4, size=towns.shape)


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def replicates(experiment: Replicated, number: int) -> float:
    """Seconds of so many replicates; what is compiled is compiled before."""
    experiment.maxima(0, 1)
    return seconds(lambda: null_of(experiment, score=NEVER, replicates=number, workers=THREADS))


def increments_a_second() -> float:
    """The machine's floor: random increments in the cache, on one core."""
    from bench.increments import increment

    cells, places = np.zeros(4096, dtype=np.int32), np.random.default_rng(SEED).integers(0, 4096, 1 << 20)
    increment(cells, places)
    return len(places) / min(seconds(lambda: increment(cells, places)) for _ in range(20))


def main() -> int:
    """Measures, and returns the exit status."""
    cases = frame.size(default=CASES)
    is_small = cases == frame.SMALL
    number = 99 if is_small else 999
    counts, over = province(cases)
    node, node_and_time = (
        Experiment.of(counts, over=over, question=ask(counts, windows=WINDOWS, condition=condition), seed=SEED)
        for condition in (Condition.NODE, Condition.NODE_AND_TIME)
    )
    plain = PlainScan(counts, over=over, windows=WINDOWS)
    of_numpy = seconds(lambda: [plain.maximum(seed) for seed in range(PLAIN_REPLICATES)]) / PLAIN_REPLICATES
    of_node, of_time = replicates(node, number), replicates(node_and_time, number)
    circles = Circling.of(counts, around=nearest(points(over)), seed=SEED)
    of_circles = replicates(circles, number)
    of_data = seconds(lambda: scan(counts, over=over, question=ask(counts, windows=WINDOWS), floor=8))
    # A case of the window is counted once in each topic over it, at each level of the places.
    increments = cases * WINDOWS / SPAN * over.places.levels * over.topics.levels * number
    floor = increments / increments_a_second() / THREADS
    ratio, memory = of_numpy * number / of_node, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows = [
        ("node", number, f"{of_node:.2f}", f"{ratio:.1f}"),
        ("node and time", number, f"{of_time:.2f}", f"{of_numpy * number / of_time:.1f}"),
        ("permutation circles", number, f"{of_circles:.2f}", ""),
        ("the data once", 1, f"{of_data:.2f}", ""),
        ("NumPy, one thread", PLAIN_REPLICATES, f"{of_numpy * PLAIN_REPLICATES:.2f}", "1"),
    ]
    is_target = cases == CASES
    figures = [
        frame.Figure("node_seconds", of_node, "s", frame.Aim.AT_MOST, 5.0 if is_target else None),
        frame.Figure("node_and_time_seconds", of_time, "s", frame.Aim.AT_MOST, 5.0 if is_target else None),
        frame.Figure("times_numpy", ratio, "times", frame.Aim.AT_LEAST, 8.0 if is_target else None),
        frame.Figure("circles_seconds", of_circles, "s", frame.Aim.AT_MOST, 10.0 if is_target else None),
        frame.Figure("memory", memory, "MiB", frame.Aim.AT_MOST, 1024.0),
        frame.Figure("share_of_floor", floor / of_node, "of 1"),
    ]
    text = frame.table(("scan", "replicates", "seconds", "times NumPy"), rows)
    details = {"cases": cases, "nodes": len(over.places) * len(over.topics), "windows": WINDOWS, "threads": THREADS}
    return frame.finish("earlywarning", figures=figures, text=text, details=details)


if __name__ == "__main__":
    sys.exit(main())
