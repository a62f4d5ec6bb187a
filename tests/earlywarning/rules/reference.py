"""Data with published answers. It lies beside the project and may not be part of it; without it tests are skipped."""

import csv
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

DATA = Path(__file__).parents[4] / "shared" / "data" / "earlywarning"
needs_data = pytest.mark.skipif(not DATA.exists(), reason="the data with known answers is not beside this checkout")
Reals = npt.NDArray[np.float64]


def table(path: str) -> list[dict[str, str]]:
    """The rows of a file that names its columns."""
    with (DATA / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(path: str) -> list[list[str]]:
    """The words of each line of a file that names none."""
    text = (DATA / path).read_text(encoding="utf-8")
    return [line.replace(",", " ").split() for line in text.splitlines() if line.strip()]


def within_error(p: float, *, replicates: int = 999) -> object:
    """Equal to a p-value that was itself drawn, five standard errors of both drawings apart at most."""
    return pytest.approx(p, abs=1.5 / replicates + 5 * (2 * p * (1 - p) / replicates) ** 0.5)
