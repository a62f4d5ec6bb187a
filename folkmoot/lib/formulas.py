"""Cells of an exported sheet that a spreadsheet must not run as formulas."""

import re
from collections.abc import Iterable
from datetime import date, time
from numbers import Number

# The first characters that OWASP's page on CSV injection names, and their full-width forms.
TRIGGERS = frozenset("=+-@＝＋－＠\t\r\n")

PLAIN_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?([eE][+-]?\d+)?%?", re.ASCII)


def guard(cell: str) -> str:
    """
    The cell with an apostrophe before it where a spreadsheet might run it; plain numbers such as -5 stay.

    After https://owasp.org/www-community/attacks/CSV_Injection. Separators and quotes are the writer's to quote.
    """
    if PLAIN_NUMBER.fullmatch(cell):
        return cell
    # Some programs trim a cell before they look at it.
    return f"'{cell}" if not TRIGGERS.isdisjoint((cell[:1], cell.strip()[:1])) else cell


def guard_row(cells: Iterable[object]) -> list[object]:
    """The row with each text guarded; numbers, dates, times and empty cells stay what they are, the rest is text."""
    return [cell if cell is None or isinstance(cell, Number | date | time) else guard(str(cell)) for cell in cells]
