"""What somebody can work out who knows the rules and everything that is shown."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linprog

from folkmoot.opendata.rules.suppression import BASE, SMALLEST, Line, rounded


def ranges(counts: Sequence[int], lines: Sequence[Line], hidden: frozenset[int]) -> dict[int, tuple[float, float]]:
    """What an attacker can say of each kept-back cell: its least and largest value, by linear programming."""
    bounds: list[tuple[float, float | None]] = []
    for cell, count in enumerate(counts):
        if cell in hidden:
            bounds.append((1, None))
        elif count == 0:
            bounds.append((0, 0))
        else:
            bounds.append((max(SMALLEST, rounded(count) - BASE // 2), rounded(count) + BASE // 2))
    equal = np.zeros((len(lines), len(counts)))
    for row, line in enumerate(lines):
        equal[row, line.total] = 1
        equal[row, list(line.parts)] -= 1
    found = {}
    for cell in hidden:
        ends = []
        for sign in (1, -1):
            aim = np.zeros(len(counts))
            aim[cell] = sign
            answer = linprog(aim, A_eq=equal, b_eq=np.zeros(len(lines)), bounds=bounds)
            ends.append(sign * answer.fun if answer.status == 0 else -sign * np.inf)
        found[cell] = (ends[0], ends[1])
    return found
