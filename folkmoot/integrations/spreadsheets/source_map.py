"""A map: how the columns of another system's table become a concern."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from folkmoot.cases.models import Channel, MessageKind
from folkmoot.integrations.spreadsheets.map_table import MapError, MapFault, MapTable
from folkmoot.places.rules.names import normal

SHIPPED: Final = Path(__file__).with_name("maps")
_SOURCE_LENGTH: Final = 60


class PlaceBy(StrEnum):
    """How a place is told."""

    NAME = "name"  # or code, or alias
    POINT = "point"


@dataclass(frozen=True)
class PlaceTrial:
    """One way to find the place; `level`, where given, is the only level at which a found place counts."""

    by: PlaceBy
    columns: tuple[str, ...]
    level: str = ""


@dataclass(frozen=True)
class Status:
    """Which rows are closed: all or none (`always`), those whose column is filled, or by the column's value."""

    column: str = ""
    always: bool | None = None
    values: Mapping[str, bool] | None = None
    default: bool | None = None

    def is_closed(self, value: str) -> bool | None:
        """Whether the value means closed, None where it is not known."""
        if self.always is not None:
            return self.always
        if self.values is None:
            return bool(value)
        return self.values.get(normal(value), self.default)


@dataclass(frozen=True)
class CategoryRule:
    """Categories by value (compared without case and width); `default` "" refuses a value that is not listed."""

    column: str
    values: Mapping[str, str]
    default: str

    def category(self, value: str) -> str:
        """The code of the category, "" for none."""
        return self.values.get(normal(value), self.default)


@dataclass(frozen=True)
class SaidRule:
    """One message: which columns it is joined from, what kind it is, and which columns tell when it was said."""

    kind: str
    columns: tuple[str, ...]
    separator: str
    at: tuple[str, ...]


@dataclass(frozen=True)
class SourceMap:
    """How a table is read. `root` is the code of the place for what cannot be placed, "" for the region's own root."""

    name: str
    source: str
    id_column: str
    root: str
    zone: ZoneInfo
    date_formats: tuple[str, ...]
    language: str
    channel: str
    received: str
    closed: str
    closed_otherwise: tuple[str, ...]
    happened: str
    status: Status
    category: CategoryRule
    places: tuple[PlaceTrial, ...]
    said: tuple[SaidRule, ...]
    dropped: tuple[str, ...]

    def columns(self) -> Iterator[tuple[str, str]]:
        """Every column that it reads, with the key that names it."""
        yield "id", self.id_column
        yield "received.column", self.received
        yield from (("closed.column", c) for c in (self.closed, *self.closed_otherwise) if c)
        yield from (("happened_on.column", c) for c in (self.happened,) if c)
        yield from (("status.column", c) for c in (self.status.column,) if c)
        yield from (("category.column", c) for c in (self.category.column,) if c)
        for number, trial in enumerate(self.places, start=1):
            yield from ((f"places[{number}]", c) for c in trial.columns)
        for number, said in enumerate(self.said, start=1):
            yield from ((f"said[{number}]", c) for c in (*said.columns, *said.at))

    def check(self, header: tuple[str, ...]) -> None:
        """Raises MapError for a column that the file lacks, and for one that the map neither reads nor drops."""
        for key, column in self.columns():
            if column not in header:
                raise MapError(key, MapFault.MISSING_COLUMN, value=column)
        listed = {column for _, column in self.columns()} | set(self.dropped)
        for column in header:
            if column not in listed:
                raise MapError("dropped", MapFault.UNLISTED_COLUMN, value=column)


def shipped_maps() -> tuple[str, ...]:
    """The names of the maps that come with the package."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.toml")))


def load_map(name_or_path: str | Path) -> SourceMap:
    """A map by its name where it comes with the package, else from its file. Raises MapError."""
    name = str(name_or_path)
    path = SHIPPED / f"{name}.toml" if name in shipped_maps() else Path(name_or_path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MapError(name, MapFault.NOT_FOUND, value=", ".join(shipped_maps())) from error
    return parse_map(text, name=path.stem)


def parse_map(toml: str, *, name: str) -> SourceMap:
    """The map written in this text. Raises MapError."""
    try:
        top = MapTable(tomllib.loads(toml))
    except tomllib.TOMLDecodeError as error:
        raise MapError(name, MapFault.NOT_TOML, value=str(error)) from error
    received, closed, happened = top.table("received"), _optional(top, "closed"), _optional(top, "happened_on")
    found = SourceMap(
        name=name,
        source=_source(top),
        id_column=top.text("id"),
        root=top.text("root", default=""),
        zone=_zone(top),
        date_formats=top.texts("date_formats"),
        language=top.text("language", default="en"),
        channel=_choice(top, "channel", tuple(Channel.values), default=Channel.IMPORT.value),
        received=received.text("column"),
        closed=closed.text("column", default=""),
        closed_otherwise=closed.texts("otherwise"),
        happened=happened.text("column", default=""),
        status=_status(top.table("status")),
        category=_category(top.table("category")),
        places=tuple(_trial(table) for table in top.tables("places")),
        said=tuple(_said(table) for table in top.tables("said")),
        dropped=top.texts("dropped"),
    )
    for table in (received, closed, happened, top):
        table.done()
    return found


def _optional(top: MapTable, name: str) -> MapTable:
    return top.table(name) if name in top else MapTable({}, at=name)


def _source(top: MapTable) -> str:
    source = top.text("source")
    if len(source) > _SOURCE_LENGTH or not source.isprintable():
        top.refuse("source", MapFault.BAD_VALUE, value=source)
    return source


def _zone(top: MapTable) -> ZoneInfo:
    name = top.text("time_zone")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise MapError("time_zone", MapFault.BAD_VALUE, value=name) from error


def _choice(table: MapTable, name: str, choices: tuple[str, ...], *, default: str | None = None) -> str:
    value = table.text(name, default=default)
    if value not in choices:
        table.refuse(name, MapFault.BAD_VALUE, value=value)
    return value


_OPEN_OR_CLOSED: Final = ("open", "closed")


def _status(table: MapTable) -> Status:
    if "always" in table:
        status = Status(always=_choice(table, "always", _OPEN_OR_CLOSED) == "closed")
    elif "closed_where_filled" in table:
        status = Status(column=table.text("closed_where_filled"))
    else:
        values = {normal(value): True for value in table.texts("closed")}
        values |= {normal(value): False for value in table.texts("open")}
        default = _choice(table, "default", ("", *_OPEN_OR_CLOSED), default="")
        status = Status(
            column=table.text("column"),
            values=MappingProxyType(values),
            default=default == "closed" if default else None,
        )
    table.done()
    return status


def _category(table: MapTable) -> CategoryRule:
    if "always" in table:
        rule = CategoryRule(column="", values=MappingProxyType({}), default=table.text("always"))
    else:
        values = {normal(value): code for value, code in table.pairs("values").items()}
        rule = CategoryRule(table.text("column"), MappingProxyType(values), table.text("default", default=""))
    table.done()
    return rule


def _trial(table: MapTable) -> PlaceTrial:
    by = PlaceBy(_choice(table, "by", tuple(PlaceBy)))
    columns = (table.text("column"),) if by is PlaceBy.NAME else (table.text("lon"), table.text("lat"))
    trial = PlaceTrial(by=by, columns=columns, level=table.text("level", default=""))
    table.done()
    return trial


def _said(table: MapTable) -> SaidRule:
    rule = SaidRule(
        kind=_choice(table, "kind", tuple(MessageKind.values)),
        columns=table.texts("columns"),
        separator=table.text("separator", default="\n\n"),
        at=table.texts("at"),
    )
    if not rule.columns:
        table.refuse("columns", MapFault.MISSING)
    table.done()
    return rule
