"""Many rows at once, by PostgreSQL's `COPY`, over Django's connection and in its running transaction."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from psycopg.sql import SQL, Identifier


def draw_ids(table: str, *, count: int) -> list[int]:
    """As many fresh numbers from the `id` of a table, in rising order."""
    with connection.cursor() as cursor:
        cursor.execute(
            # OFFSET keeps the name of the sequence from being looked up anew for each number.
            "SELECT nextval(name) FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS name OFFSET 0) sequence,"
            " generate_series(1, %s)",
            [f'"{table}"', count],
        )
        return [row[0] for row in cursor.fetchall()]


def copy_rows(table: str, *, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Writes the rows and returns how many they were. A table under row-level security refuses `COPY`."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Rows are copied in the transaction of their action.")
    statement = SQL("COPY {} ({}) FROM STDIN").format(Identifier(table), SQL(", ").join(map(Identifier, columns)))
    copied = 0
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            copied += 1
    return copied
