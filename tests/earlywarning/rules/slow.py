"""The null of a small tree by loops, in plain Python: it imports nothing of what it is compared with."""

import math
import random

Row = tuple[int, int, int, int]

#: parents of a province of two counties with two townships each, and of two topics
PLACES, TOPICS = (-1, 0, 1, 1, 0, 4, 4), (-1, 0, 0)
#: cases of a place and topic on all days
PAST = ((2, 1, 9), (3, 1, 14), (3, 2, 5), (5, 1, 12), (5, 2, 8), (6, 2, 10), (4, 1, 2), (0, 2, 3))
SPAN, WINDOWS, REPLICATES = 30, 6, 300


def above(parents: tuple[int, ...] | list[int], node: int) -> list[int]:
    """A node and everything over it."""
    return [node, *above(parents, parents[node])] if node >= 0 else []


def ratio(c: float, e: float, total: float) -> float:
    """The log-likelihood ratio of c cases where e were expected."""
    if c <= e:
        return 0.0
    if total == math.inf:
        return c * math.log(c / e) + e - c
    return c * math.log(c / e) + ((total - c) * math.log((total - c) / (total - e)) if total > c else 0.0)


def rows_of_past() -> list[Row]:
    """The cases of PAST on days that are fixed."""
    numbers = random.Random(1)
    return [(place, topic, numbers.randrange(SPAN), 1) for place, topic, cases in PAST for _ in range(cases)]


def highest(rows: list[Row], *, totals: dict[tuple[int, int], float], shares: list[float], total: float) -> float:
    """The highest ratio of every node and window, `rows` being the cases of the longest window alone.

    A `total` of 0 takes that of each node.
    """
    recent: dict[tuple[int, int], list[int]] = {}
    for place, topic, day, _ in rows:
        for over in above(PLACES, place):
            for group in above(TOPICS, topic):
                recent.setdefault((over, group), [0] * WINDOWS)[SPAN - 1 - day] += 1
    return max(
        (
            ratio(sum(days[: window + 1]), totals[node] * shares[window], total or totals[node])
            for node, days in recent.items()
            for window in range(WINDOWS)
        ),
        default=0.0,
    )


def node_totals(rows: list[tuple[int, int, float]]) -> dict[tuple[int, int], float]:
    """What each node holds."""
    totals: dict[tuple[int, int], float] = {}
    for place, topic, weight in rows:
        for over in above(PLACES, place):
            for group in above(TOPICS, topic):
                totals[over, group] = totals.get((over, group), 0) + weight
    return totals


def null(condition: str) -> list[float]:
    """The highest ratios of replicates given "node", "node by weekday" or "node and time"."""
    numbers, past = random.Random(2), [row[2] for row in rows_of_past()]
    cases = [(place, topic) for place, topic, number in PAST for _ in range(number)]
    everything, totals, maxima = len(cases), node_totals([(p, t, float(n)) for p, t, n in PAST]), []
    week = [sum(day % 7 == each for day in past) / len(range(each, SPAN, 7)) for each in range(7)]
    chances = [week[day % 7] / everything if condition == "node by weekday" else 1 / SPAN for day in range(SPAN)]
    for _ in range(REPLICATES):
        if condition == "node and time":
            days = numbers.sample(past, everything)
            shares = [sum(day >= SPAN - 1 - window for day in days) / everything for window in range(WINDOWS)]
        else:
            days = numbers.choices(range(SPAN), weights=chances, k=everything)
            shares = [sum(chances[SPAN - 1 - window :]) for window in range(WINDOWS)]
        rows = [(*cell, day, 1) for cell, day in zip(cases, days, strict=True) if day >= SPAN - WINDOWS]
        total = 0.0 if condition == "node" else float(everything)
        maxima.append(highest(rows, totals=totals, shares=shares, total=total))
    return maxima


def null_of_rates(*, spread: float = 0) -> list[float]:
    """The same of cases that come at known rates, which a gamma factor of mean 1 varies in each county."""
    numbers, rates = random.Random(3), [(place, topic, cases / SPAN) for place, topic, cases in PAST]
    shares, totals, maxima = [window + 1.0 for window in range(WINDOWS)], node_totals(rates), []
    for _ in range(REPLICATES):
        rows, factors = [], dict.fromkeys((0, 1, 4), 1.0)
        if spread:
            factors = {county: numbers.gammavariate(1 / spread**2, spread**2) for county in factors}
        for place, topic, rate in rates:
            county = [0, *above(PLACES, place)[:-1]][-1]
            day = numbers.expovariate(rate * factors[county])
            while day < WINDOWS:
                rows.append((place, topic, SPAN - 1 - int(day), 1))
                day += numbers.expovariate(rate * factors[county])
        maxima.append(highest(rows, totals=totals, shares=shares, total=math.inf))
    return maxima
