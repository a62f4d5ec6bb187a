"""What every benchmark shares: its size, its figures with their targets, and where the results are kept."""

import argparse
import json
import platform
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from statistics import median
from typing import Final

RESULTS: Final = Path(__file__).with_name("results")
SMALL: Final = 10_000


class Aim(StrEnum):
    """Which side of its target a figure has to be on."""

    AT_LEAST = ">="
    AT_MOST = "<="


@dataclass(frozen=True)
class Figure:
    """One measured number. Without a target it is only told."""

    name: str
    value: float
    unit: str
    aim: Aim = Aim.AT_MOST
    target: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether the target, where there is one, is met."""
        if self.target is None:
            return True
        return self.value >= self.target if self.aim is Aim.AT_LEAST else self.value <= self.target

    def __str__(self) -> str:
        aim = f" (target {self.aim.value} {self.target:g})" if self.target is not None else ""
        return f"figure: {self.name} {self.value:.4g} {self.unit}{aim}{'' if self.is_met else ' MISSED'}"


def size(*, default: int) -> int:
    """How large to run: `--size small` or a number (`make bench-X SIZE=small`), else the default."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", default=str(default), help="a number, or small")
    given = parser.parse_args().size
    return SMALL if given == "small" else int(given)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(share * 1000) // 1000) - 1)]


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table, its columns as wide as their widest cell."""
    lines = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(header))]
    ruled = [lines[0], ["-" * width for width in widths], *lines[1:]]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in ruled
    )


def finish(name: str, *, figures: Sequence[Figure], text: str, details: Mapping[str, object]) -> int:
    """Prints the table and the figures, keeps both, and returns the exit status.

    They are kept in `bench/results/NAME.json|md`; those of another size than the usual one in `bench/results/quick/`.
    """
    about = {
        "bench": name,
        "date": datetime.now(UTC).date().isoformat(),
        "commit": _commit(),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        **details,
    }
    kept = [
        {"name": f.name, "value": f.value, "unit": f.unit, "aim": f.aim.value, "target": f.target, "met": f.is_met}
        for f in figures
    ]
    lines = [str(figure) for figure in figures]
    folder = RESULTS / "quick" if "--size" in sys.argv else RESULTS
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps({**about, "figures": kept}, indent=2) + "\n", encoding="utf-8")
    head = "\n".join(f"- {key}: {value}" for key, value in about.items())
    body = "\n".join(f"    {line}" for line in lines)
    (folder / f"{name}.md").write_text(f"# {name}\n\n{head}\n\n{text}\n\n{body}\n", encoding="utf-8")
    print(text, *lines, sep="\n")
    return 0 if all(figure.is_met for figure in figures) else 1


def middle(values: Sequence[float]) -> float:
    """The median."""
    return median(values)


def _commit() -> str:
    found = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return found.stdout.strip() or "unknown"
