"""Kernels that draw a replicate: which cases fall into the longest window, and how many days back each of them.

They fill `drawn` (cells, ascending, hence in preorder of the places) and `back` (0 is today), and return how many there
are. A line of cases stands for its cells: case i belongs to cell `cell_of[i]`.
"""

import math
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.compiled import compiled
from folkmoot.earlywarning.rules.generator import State, below, uniform

Cells = npt.NDArray[np.int32]
Days = npt.NDArray[np.int16]
Reals = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]
ZERO, ONE, SIX, LOW_SIX, TOP_SIX = (np.uint64(number) for number in (0, 1, 6, 63, 58))
# The highest six bits of this number times a power of two tell which power (Leiserson, Prokop and Randall 1998).
DE_BRUIJN: Final = np.uint64(0x03F79D71B4CB0A89)
POWERS: Final = np.zeros(64, dtype=np.int64)
for power in range(64):
    POWERS[(int(DE_BRUIJN) << power & 0xFFFFFFFFFFFFFFFF) >> 58] = power
THIN, BY_GROUP, DEAL, ARRIVE = range(4)


class Means(NamedTuple):
    """What a part of the tree is drawn from: the same in every replicate."""

    kind: int
    """Which of the kernels draws: THIN, BY_GROUP, DEAL or ARRIVE."""
    cell_of: Cells
    """The cell of every case."""
    group_of: Cells
    """Of each cell the group whose rates vary together."""
    rates: Reals
    """Cases a day that each cell is known to have."""
    shares: Reals
    """Of windows of 1, 2, … days."""


class Paper(NamedTuple):
    """What one thread draws on."""

    drawn: Cells
    back: Days
    taken: Bits
    """A bit for each case, all of them 0 between two replicates."""
    state: State


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
def thin(state: State, cell_of: Cells, shares: Reals, drawn: Cells, back: Days) -> int:
    """Each case falls into a window with its share, independently; the gaps between those that do are geometric."""
    inside, filled = shares[-1], 0
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
    state: State, cell_of: Cells, group_of: Cells, chances: Reals, shares: Reals, drawn: Cells, back: Days
) -> int:
    """The same where the cases of each group of cells have a chance of their own to fall into the longest window."""
    filled = 0
    for case in range(len(cell_of)):
        cell = cell_of[case]
        if uniform(state) <= chances[group_of[cell]]:
            drawn[filled] = cell
            back[filled] = day_of(uniform(state) * shares[-1], shares)
            filled += 1
    return filled


@compiled
def deal(state: State, cell_of: Cells, of_days: Integers, taken: Bits, drawn: Cells, back: Days) -> int:
    """As many cases as each day has, all sets of them alike; `taken` is left empty."""
    filled = 0
    for day in range(len(of_days)):
        for _ in range(of_days[day]):
            back[filled] = day
            filled += 1
    for _ in range(filled):
        case = below(state, len(cell_of))
        while taken[case >> 6] >> (np.uint64(case) & LOW_SIX) & ONE:
            case = below(state, len(cell_of))
        taken[case >> 6] |= ONE << (np.uint64(case) & LOW_SIX)
    at = 0
    for word in range(len(taken)):
        bits = taken[word]
        taken[word] = ZERO
        while bits:
            lowest = bits & (~bits + ONE)
            drawn[at] = cell_of[(word << 6) + POWERS[(lowest * DE_BRUIJN) >> TOP_SIX]]
            other = at + below(state, filled - at)
            back[at], back[other] = back[other], back[at]
            at += 1
            bits ^= lowest
    return filled


@compiled
def arrive(state: State, rates: Reals, group_of: Cells, factors: Reals, shares: Reals, drawn: Cells, back: Days) -> int:
    """Cases come to each cell as a Poisson process, at its rate times its group's factor times the longest share.

    The rates of the cells lie end to end on a line, and the gaps between cases are exponential.
    """
    inside, cell, reached, position, filled = shares[-1], 0, 0.0, 0.0, 0
    while True:
        position -= math.log(uniform(state)) / inside
        while cell < len(rates) and reached + rates[cell] * factors[group_of[cell]] < position:
            reached += rates[cell] * factors[group_of[cell]]
            cell += 1
        if cell == len(rates) or filled == len(drawn):
            return filled
        drawn[filled] = cell
        back[filled] = day_of(uniform(state) * inside, shares)
        filled += 1


@compiled
def draw_part(means: Means, factors: Reals, of_days: Integers, paper: Paper) -> int:
    """Draws a part by its means: `factors` are those of its groups, or their chances; `of_days` its cases a day."""
    state, drawn, back = paper.state, paper.drawn, paper.back
    if means.kind == DEAL:
        return deal(state, means.cell_of, of_days, paper.taken, drawn, back)
    if means.kind == THIN:
        return thin(state, means.cell_of, means.shares, drawn, back)
    if means.kind == BY_GROUP:
        return thin_by_group(state, means.cell_of, means.group_of, factors, means.shares, drawn, back)
    return arrive(state, means.rates, means.group_of, factors, means.shares, drawn, back)
