"""How long a night's early warning takes: 999 replicates over a province and a country, beside NumPy on the same data.

Regions are made up, in the sizes of Jiangxi's tree and of all villages of China. Each measurement is a process of its
own, so that each has its own memory. Without a size: a province with 0.33 and 3.3 million cases a year, then the
country with 10.8 million, which takes the longest. A size is the cases of a year in the province alone, with its
targets where it is 330000; SIZE=small takes a tenth of the replicates. Threads: two, or as many as there are cores.
"""

import os
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Final

import numpy as np

from bench import frame, regions
from bench.plain_scan import PlainScan
from folkmoot.earlywarning.rules.monte_carlo import Replicated, null_of
from folkmoot.earlywarning.rules.permutation import Circling, nearest
from folkmoot.earlywarning.rules.replicates import Experiment
from folkmoot.earlywarning.rules.scan import Condition, ask, scan

FEW, MANY, COUNTRY_CASES = 330_000, 3_300_000, 10_800_000
WINDOWS: Final = 28
REPLICATES: Final = 999
#: replicates by which one thread is compared with NumPy
COMPARED: Final = 99
THREADS: Final = min(2, os.cpu_count() or 1)
NEVER: Final = float("inf")
MEMORY: Final = 1024.0
#: at least so many times faster than NumPy, one thread each; the aim is AIM_TIMES
LEAST_TIMES, AIM_TIMES = 8.0, 20.0


@dataclass(frozen=True)
class Measured:
    """What one process took."""

    seconds: float
    """Of all replicates, on THREADS threads; of NumPy's on one."""
    replicates: int
    one: float
    """Of one replicate on one thread."""
    memory: float
    """The most it held, in MiB, with the data and the interpreter."""


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def measure(experiment: Replicated, *, replicates: int) -> Measured:
    """What so many replicates take; what is compiled is compiled before."""
    experiment.maxima(0, 1)
    compared = min(COMPARED, replicates)
    one = seconds(lambda: null_of(experiment, score=NEVER, replicates=compared)) / compared
    every = seconds(lambda: null_of(experiment, score=NEVER, replicates=replicates, workers=THREADS))
    return Measured(every, replicates, one, _memory())


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def trees(condition: Condition, cases: int, replicates: int) -> Measured:
    """The tree-temporal scan of a province."""
    counts, over = regions.region(*regions.PROVINCE, cases=cases)
    question = ask(counts, windows=WINDOWS, condition=condition)
    experiment = Experiment.of(counts, over=over, question=question, seed=regions.SEED)
    return measure(experiment, replicates=replicates)


def country(condition: Condition, cases: int, replicates: int) -> Measured:
    """The same of a country."""
    counts, over = regions.region(*regions.COUNTRY, cases=cases)
    question = ask(counts, windows=WINDOWS, condition=condition)
    experiment = Experiment.of(counts, over=over, question=question, seed=regions.SEED)
    del counts
    experiment.maxima(0, 1)
    every = seconds(lambda: null_of(experiment, score=NEVER, replicates=replicates, workers=THREADS))
    return Measured(every, replicates, every * THREADS / replicates, _memory())


def circles(cases: int, replicates: int) -> Measured:
    """The permutation scan of a province, in circles of ten kilometres."""
    counts, over = regions.region(*regions.PROVINCE, cases=cases)
    around = nearest(regions.points(over))
    return measure(Circling.of(counts, around=around, seed=regions.SEED), replicates=replicates)


def data(cases: int) -> Measured:
    """The scan of the data themselves, which names places."""
    counts, over = regions.region(*regions.PROVINCE, cases=cases)
    question = ask(counts, windows=WINDOWS)
    took = seconds(lambda: scan(counts, over=over, question=question, floor=8))
    return Measured(took, 1, took, _memory())


def numpy_alone(cases: int, replicates: int) -> Measured:
    """The same replicates by NumPy, under NODE, on one thread."""
    counts, over = regions.region(*regions.PROVINCE, cases=cases)
    plain = PlainScan(counts, over=over, windows=WINDOWS)
    took = seconds(lambda: [plain.maximum(seed) for seed in range(replicates)])
    return Measured(took, replicates, took / replicates, _memory())


def increments_a_second() -> float:
    """How fast one thread counts, where all it counts into stays in its cache: the machine's floor."""
    from bench.increments import increment

    cells, places = np.zeros(4096, dtype=np.int32), np.random.default_rng(regions.SEED).integers(0, 4096, 1 << 20)
    increment(cells, places)
    return len(places) / min(seconds(lambda: increment(cells, places)) for _ in range(20))


def floor_of(cases: int, *, a_second: float) -> float:
    """Seconds of one replicate on one thread, if all it did were to count.

    A case of the window is counted once in each topic over it, at each level of the places.
    """
    levels = (len(regions.PROVINCE[0]) + 2) * (len(regions.TOPICS[0]) + 2)
    return cases * WINDOWS / regions.SPAN * levels / a_second


def apart(work: Callable[..., Measured], *given: object) -> Measured:
    """Measures in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *given).result()


def of_province(cases: int, *, name: str, replicates: int, numpy_replicates: int) -> dict[str, Measured]:
    """All that is measured with so many cases a year."""
    found = {
        f"{name}, node": apart(trees, Condition.NODE, cases, replicates),
        f"{name}, node and time": apart(trees, Condition.NODE_AND_TIME, cases, replicates),
        f"{name}, NumPy": apart(numpy_alone, cases, numpy_replicates),
    }
    if cases <= FEW:
        found[f"{name}, circles"] = apart(circles, cases, replicates)
        found[f"{name}, the data once"] = apart(data, cases)
    return found


def targets(found: dict[str, Measured], *, cases: int) -> list[frame.Figure]:
    """The figures with what is asked of them; a province of another size has none. `cases` is 0 for the whole run."""
    is_whole, is_asked = cases == 0, cases in (0, FEW)

    def at_most(name: str, key: str, seconds: float) -> frame.Figure:
        return frame.Figure(name, found[key].seconds, "s", frame.Aim.AT_MOST, seconds if is_asked else None)

    def times(name: str, key: str, plain: str) -> frame.Figure:
        value = found[plain].one / found[key].one
        return frame.Figure(name, value, "times", frame.Aim.AT_LEAST, LEAST_TIMES if is_asked else None)

    memory = max(each.memory for key, each in found.items() if "NumPy" not in key)
    figures = [
        at_most("node_seconds", "province, node", 5.3),
        at_most("node_and_time_seconds", "province, node and time", 5.3),
        times("times_numpy", "province, node", "province, NumPy"),
        times("times_numpy_node_and_time", "province, node and time", "province, NumPy"),
        at_most("circles_seconds", "province, circles", 9.3),
        frame.Figure("memory", memory, "MiB", frame.Aim.AT_MOST, MEMORY),
    ]
    if is_whole:
        figures += [
            at_most("many_node_seconds", "busy province, node", 61),
            at_most("many_node_and_time_seconds", "busy province, node and time", 61),
            times("many_times_numpy", "busy province, node", "busy province, NumPy"),
            at_most("country_node_seconds", "country, node", 540),
            at_most("country_node_and_time_seconds", "country, node and time", 540),
        ]
    return figures


def about(cases: int, *, is_whole: bool) -> dict[str, object]:
    """What was measured."""
    details: dict[str, object] = {
        "cases": cases,
        "villages": regions.PROVINCE[1],
        "topics": regions.TOPICS[1],
        "windows": WINDOWS,
        "span": regions.SPAN,
        "threads": THREADS,
        "aim_times_numpy": AIM_TIMES,
    }
    if is_whole:
        details |= {"busy_cases": MANY, "country_cases": COUNTRY_CASES, "country_villages": regions.COUNTRY[1]}
    return details


def main() -> int:
    """Measures, and returns the exit status."""
    cases = frame.size(default=0)
    is_whole, few = cases == 0, cases or FEW
    replicates = COMPARED if cases == frame.SMALL else REPLICATES
    found = of_province(few, name="province", replicates=replicates, numpy_replicates=10)
    if is_whole:
        found |= of_province(MANY, name="busy province", replicates=replicates, numpy_replicates=2)
        for condition in (Condition.NODE, Condition.NODE_AND_TIME):
            found[f"country, {condition}"] = apart(country, condition, COUNTRY_CASES, replicates)
    rows = [
        (key, each.replicates, f"{each.seconds:.2f}", f"{1000 * each.one:.1f}", f"{each.memory:.0f}")
        for key, each in found.items()
    ]
    a_second = increments_a_second()
    figures = [
        *targets(found, cases=cases),
        frame.Figure("floor", a_second / 1e9, "thousand million increments a second"),
        frame.Figure("share_of_floor", floor_of(few, a_second=a_second) / found["province, node"].one, "of 1"),
    ]
    text = frame.table(("scan", "replicates", "seconds", "ms of one thread each", "MiB"), rows)
    return frame.finish("earlywarning", figures=figures, text=text, details=about(few, is_whole=is_whole))


if __name__ == "__main__":
    sys.exit(main())
