# ruff: noqa: N999  # `make bench-import` is named after the command `folkmoot import`
"""How fast history enters, against PostgreSQL's bare COPY of the very rows that an import writes.

The import runs from a CSV file to the commit: reading, placing, sealing, the ledger, row-level security. COPY runs as
the owner, past every policy, into the same tables with the same indexes and constraints, to the commit.
"""

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench import databases, frame
from bench.requests import write_requests

import psycopg  # isort: skip

from folkmoot.integrations.spreadsheets.concerns import import_file
from folkmoot.integrations.spreadsheets.source_map import load_map
from folkmoot.officers.models import Post
from folkmoot.officers.queries import standing_of

ROWS: Final = 100_000
ROUNDS: Final = 3
IMPORTED, COPIED = f"bench_import_{os.getpid()}", f"bench_copy_{os.getpid()}"
TABLES: Final = ("cases_case", "cases_casekey", "cases_party", "cases_message", "ledger_event")
COORDINATOR: Final = "NYC.coordination-office.coordinator"


def import_seconds(path: Path, *, rows: int) -> float:
    """Seconds from the file to the commit, in a fresh copy of the template."""
    databases.make(IMPORTED)
    databases.use(IMPORTED)
    by = standing_of(Post.objects.select_related("unit__place").get(code=COORDINATOR), None)
    begun = time.perf_counter()
    report = import_file(path, source_map=load_map("nyc311-mixed"), by=by, now=databases.NOW)
    seconds = time.perf_counter() - begun
    assert (report.read, report.entered, report.refused) == (rows, rows, []), report
    return seconds


def written(folder: Path) -> dict[str, int]:
    """Writes the rows of the import to one file a table; returns how many each has."""
    counts = {}
    with psycopg.connect(databases.owner_url(IMPORTED)) as owner:
        for table in TABLES:
            which = " WHERE kind = 'case.imported'" if table == "ledger_event" else ""
            with (folder / table).open("wb") as file, owner.cursor() as cursor:
                with cursor.copy(f"COPY (SELECT * FROM {table}{which} ORDER BY 1) TO STDOUT") as copy:
                    for block in copy:
                        file.write(block)
                counts[table] = cursor.rowcount
    return counts


def copy_seconds(folder: Path) -> float:
    """Seconds that the owner takes to COPY the same rows into a fresh copy of the template and to commit."""
    databases.make(COPIED)
    with psycopg.connect(databases.owner_url(COPIED), autocommit=True) as owner, owner.cursor() as cursor:
        begun = time.perf_counter()
        cursor.execute("BEGIN")
        for table in TABLES:
            with (folder / table).open("rb") as file, cursor.copy(f"COPY {table} FROM STDIN") as copy:
                while block := file.read(1 << 20):
                    copy.write(block)
        cursor.execute("COMMIT")
        return time.perf_counter() - begun


def main() -> int:
    """Measures, and returns the exit status."""
    rows = frame.size(default=ROWS)
    databases.make_template("newyork")
    imported, copied = [], []
    counts: dict[str, int] = {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_requests(folder / "requests.csv", count=rows)
        for _ in range(ROUNDS):
            imported.append(import_seconds(folder / "requests.csv", rows=rows))
            counts = written(folder)
            copied.append(copy_seconds(folder))
    databases.drop(IMPORTED, COPIED, databases.TEMPLATE)
    slow, quick = frame.middle(imported), frame.middle(copied)
    figures = (
        frame.Figure("import_vs_copy", quick / slow, "ratio", frame.Aim.AT_LEAST, 0.5),
        frame.Figure("import_rate", rows / slow, "cases/s"),
        frame.Figure("copy_rate", rows / quick, "cases/s"),
    )
    text = frame.table(
        ("round", "import s", "copy s", "ratio"),
        [
            (number, f"{a:.2f}", f"{b:.2f}", f"{b / a:.2f}")
            for number, (a, b) in enumerate(zip(imported, copied, strict=True), start=1)
        ],
    )
    return frame.finish("import", figures=figures, text=text, details={"rows": rows, "written": counts})


if __name__ == "__main__":
    sys.exit(main())
