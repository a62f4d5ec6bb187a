"""Kernels that draw a replicate: which cases fall into the longest window, and how many days back each of them.

They fill `drawn` (cells, ascending, hence in preorder of the places) and `back` (0 is today) from `filled` on, and
return how far. A line of cases stands for its cells: case i belongs to cell `cell_of[i]`.
"""

import math

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.compiled import compiled
from folkmoot.earlywarning.rules.generator import State, below, uniform

Cells = npt.NDArray[np.int32]
Days = npt.NDArray[np.int16]
Reals = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
ONE, SIX, LOW_SIX = np.uint64(1), np.uint64(6), np.uint64(63)


@compiled
def day_of(share: float, shares: Reals) -> int:
    """The first window whose share is at least as large; the guess is right where `shares` ascend evenly."""
    last = len(shares) - 1
    day = min(int(share / shares[last] * len(shares)), last)
    while day < last and shares[day] < share:
        day += 1
    while day > 0 and shares[day - 1] >= share:
        day -= 1
    return day


@compiled
def thin(state: State, cell_of: Cells, shares: Reals, drawn: Cells, back: Days, filled: int) -> int:
    """Each case falls into a window with its share, independently; the gaps between those that do are geometric."""
    inside = shares[-1]
    scale = 1.0 / math.log1p(-inside) if inside < 1 else 0.0
    case = int(math.log(uniform(state)) * scale)
    while case < len(cell_of):
        drawn[filled] = cell_of[case]
        back[filled] = day_of(uniform(state) * inside, shares)
        filled += 1
        case += 1 + int(math.log(uniform(state)) * scale)
    return filled


@compiled
def thin_by_group(
    state: State, cell_of: Cells, group_of: Cells, chances: Reals, shares: Reals, drawn: Cells, back: Days, filled: int
) -> int:
    """The same where the cases of each group of cells have a chance of their own to fall into the longest window."""
    for case in range(len(cell_of)):
        cell = cell_of[case]
        if uniform(state) <= chances[group_of[cell]]:
            drawn[filled] = cell
            back[filled] = day_of(uniform(state) * shares[-1], shares)
            filled += 1
    return filled


@compiled
def deal(
    state: State,
    cell_of: Cells,
    of_days: Integers,
    taken: npt.NDArray[np.uint64],
    drawn: Cells,
    back: Days,
    filled: int,
) -> int:
    """As many cases as each day has, all sets of them alike; `taken` has a bit for each case, and is left empty."""
    first = filled
    for day in range(len(of_days)):
        for _ in range(of_days[day]):
            back[filled] = day
            filled += 1
    for _ in range(filled - first):
        case = below(state, len(cell_of))
        while taken[case >> 6] >> (np.uint64(case) & LOW_SIX) & ONE:
            case = below(state, len(cell_of))
        taken[case >> 6] |= ONE << (np.uint64(case) & LOW_SIX)
    at = first
    for word in range(len(taken)):
        bits, case = taken[word], word << 6
        taken[word] = 0
        while bits:
            if bits & ONE:
                drawn[at] = cell_of[case]
                other = at + below(state, filled - at)
                back[at], back[other] = back[other], back[at]
                at += 1
            bits >>= ONE
            case += 1
    return filled


@compiled
def arrive(
    state: State, rates: Reals, first: int, last: int, shares: Reals, drawn: Cells, back: Days, filled: int
) -> int:
    """Cases come to each cell as a Poisson process, at its rate times the share of the longest window.

    The rates of the cells first … last − 1 lie end to end on a line, and the gaps between cases are exponential.
    """
    inside = shares[-1]
    cell, reached, position = first, 0.0, 0.0
    while True:
        position -= math.log(uniform(state)) / inside
        while cell < last and reached + rates[cell] < position:
            reached += rates[cell]
            cell += 1
        if cell == last or filled == len(drawn):
            return filled
        drawn[filled] = cell
        back[filled] = day_of(uniform(state) * inside, shares)
        filled += 1
