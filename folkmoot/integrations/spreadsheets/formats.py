"""The kinds of table that can be written. Nothing is imported here: the command line asks before Django is ready."""

from enum import StrEnum


class TableFormat(StrEnum):
    """What an export writes."""

    CSV = "csv"
    XLSX = "xlsx"
