"""Saying how far something is, and what came of it."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

out = Console(highlight=False, markup=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def say_json(answer: Mapping[str, object]) -> None:
    """One JSON object on the standard output."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


@contextmanager
def progress_bar(title: str, *, total: int | None) -> Iterator[Callable[[int], None]]:
    """A bar on the standard error, where that is a terminal; what it gives is told how many more are done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bars:
        task = bars.add_task(title, total=total)
        yield lambda count: bars.advance(task, count)
