"""A kernel that does nothing but count: how fast the machine can be at it."""

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.compiled import compiled


@compiled
def increment(cells: npt.NDArray[np.int32], places: npt.NDArray[np.int64]) -> None:
    """Adds one at every place."""
    for place in places:
        cells[place] += 1
