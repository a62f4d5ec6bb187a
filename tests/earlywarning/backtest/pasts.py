"""A made-up past: five districts and three topics over two years, with as many cases as dice give."""

from datetime import date, timedelta

import numpy as np

from folkmoot.earlywarning.backtest.history import DailyCases, History

FIRST = date(2021, 1, 1)
DAYS = 760
DISTRICTS = ("north", "east", "south", "west", "centre")
TOPICS = ("lamps", "paths", "waste")
A_DAY = 0.12


def daily(*extra: DailyCases) -> list[DailyCases]:
    """The cases of each day, with what is to come on top."""
    numbers = np.random.default_rng(3).poisson(A_DAY, size=(DAYS, len(DISTRICTS), len(TOPICS)))
    lines = [
        DailyCases(FIRST + timedelta(days=int(day)), f"town/{DISTRICTS[place]}", TOPICS[topic], int(count))
        for (day, place, topic), count in np.ndenumerate(numbers)
        if count
    ]
    return [*lines, *extra]


def past(*extra: DailyCases) -> History:
    """The same as a history."""
    return History.of(daily(*extra))


def ignore(_steps: int) -> None:
    """Progress that nobody looks at."""
