"""The procedure packs that come with the package, read from their TOML and checked once."""

import tomllib
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NoReturn, TypeVar

from folkmoot.procedures.rules.pack import Basis, Category, ClockName, ClockRule, DayUnit, Pack, Reason, Text

Choice = TypeVar("Choice", bound=StrEnum)


class PackFault(Exception):
    """A pack that cannot be used: which file, which key, and what is wrong with it."""

    def __init__(self, file: str, key: str, problem: str) -> None:
        super().__init__(f"{file}: {key}: {problem}")
        self.file = file
        self.key = key
        self.problem = problem


@cache
def load_pack(name: str) -> Pack:
    """The newest version of a pack that comes with the package; raises PackFault."""
    file = f"{name}/pack.toml"
    source = files("folkmoot.procedures") / "packs" / name / "pack.toml"
    # A name comes from an installation's region file and must not climb out of the folder.
    if not name.replace("-", "").isalnum() or not source.is_file():
        raise PackFault(file, "name", "there is no such pack")
    return parse_pack(source.read_text(encoding="utf-8"), file=file)


def parse_pack(toml: str, *, file: str) -> Pack:
    """The pack written in this text; `file` names it in a fault. Raises PackFault."""
    try:
        values = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise PackFault(file, "toml", str(error)) from error
    top = _Table(values, file=file, key="")
    pack = Pack(
        name=top.string("name"),
        version=top.string("version"),
        title=top.text("title"),
        clocks=_clocks(top),
        categories=_categories(top),
        decline_reasons=tuple(
            _reason(table, elsewhere=table.text("elsewhere")) for table in top.coded("decline_reasons")
        ),
        pause_reasons=tuple(_reason(table, elsewhere=None) for table in top.coded("pause_reasons")),
        optional_moves=top.strings("optional_moves"),
        posts=MappingProxyType(top.texts("posts")),
    )
    top.refuse_the_unread()
    return pack


class _Table:
    """One table of the file: it names itself in every fault, and knows which of its keys nobody read."""

    def __init__(self, values: object, *, file: str, key: str) -> None:
        self.file = file
        self.key = key
        if not isinstance(values, dict):
            self.refuse("", "is missing or not a table")
        self.values: dict[str, object] = dict(values)
        self.unread = set(self.values)

    def full_key(self, key: str) -> str:
        return ".".join(part for part in (self.key, key) if part)

    def refuse(self, key: str, problem: str) -> NoReturn:
        raise PackFault(self.file, self.full_key(key), problem)

    def refuse_the_unread(self) -> None:
        for key in sorted(self.unread):
            self.refuse(key, "is not known")

    def read(self, key: str) -> object:
        self.unread.discard(key)
        return self.values.get(key)

    def string(self, key: str) -> str:
        value = self.read(key)
        if not isinstance(value, str) or not value.strip():
            self.refuse(key, "is missing or not a text")
        return value

    def days(self, key: str) -> int:
        value = self.read(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            self.refuse(key, "is missing or not a whole number of days from 1 up")
        return value

    def choice(self, key: str, kind: type[Choice]) -> Choice:
        value = self.string(key)
        try:
            return kind(value)
        except ValueError:
            self.refuse(key, f"{value!r} is none of {', '.join(kind)}")

    def strings(self, key: str) -> tuple[str, ...]:
        values = self.read(key)
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            self.refuse(key, "is missing or not a list of texts")
        return tuple(values)

    def text(self, key: str) -> Text:
        table = _Table(self.read(key), file=self.file, key=self.full_key(key))
        text = Text(en=table.string("en"), zh=table.string("zh"))
        table.refuse_the_unread()
        return text

    def texts(self, key: str) -> dict[str, Text]:
        table = _Table(self.read(key), file=self.file, key=self.full_key(key))
        return {each: table.text(each) for each in table.values}

    def tables(self, key: str) -> tuple["_Table", ...]:
        values = self.read(key)
        if not isinstance(values, list):
            self.refuse(key, "is missing or not a list of tables")
        return tuple(
            _Table(value, file=self.file, key=f"{self.full_key(key)}[{at}]") for at, value in enumerate(values)
        )

    def coded(self, key: str) -> tuple["_Table", ...]:
        """A list of tables, each with a code of its own."""
        tables = self.tables(key)
        _refuse_repeats(tables, "code")
        return tables


def _refuse_repeats(tables: Iterable[_Table], key: str) -> None:
    seen: set[str] = set()
    for table in tables:
        value = table.string(key)
        if value in seen:
            table.refuse(key, f"{value!r} stands there twice")
        seen.add(value)


def _clocks(top: _Table) -> MappingProxyType[ClockName, ClockRule]:
    tables = top.tables("clocks")
    _refuse_repeats(tables, "name")
    rules = [_clock(table) for table in tables]
    clocks = {rule.name: rule for rule in rules}
    for name in ClockName:
        if name not in clocks:
            top.refuse("clocks", f"there is no clock {name.value!r}")
    if clocks[ClockName.ANSWER].unit is not clocks[ClockName.ANSWER_EXTENSION].unit:
        top.refuse("clocks", "the answer and its extension count different days")
    return MappingProxyType(clocks)


def _clock(table: _Table) -> ClockRule:
    rule = ClockRule(
        name=table.choice("name", ClockName),
        days=table.days("days"),
        unit=table.choice("unit", DayUnit),
        basis=table.choice("basis", Basis),
        starts_at=table.text("starts_at"),
        title=table.text("title"),
        source=table.text("source"),
    )
    table.refuse_the_unread()
    return rule


def _categories(top: _Table) -> tuple[Category, ...]:
    categories: dict[str, Category] = {}
    for table in top.coded("categories"):
        parent = table.string("parent") if "parent" in table.values else None
        # Parents first: one pass reads the tree, and no circle can be written.
        if parent is not None and parent not in categories:
            table.refuse("parent", f"{parent!r} does not stand above it")
        code = table.string("code")
        categories[code] = Category(code=code, title=table.text("title"), parent=parent)
        table.refuse_the_unread()
    return tuple(categories.values())


def _reason(table: _Table, *, elsewhere: Text | None) -> Reason:
    reason = Reason(code=table.string("code"), title=table.text("title"), elsewhere=elsewhere)
    table.refuse_the_unread()
    return reason
