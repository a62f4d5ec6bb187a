"""Reading the file of a pack so that every fault is found in one go and names its key."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NamedTuple, TypeVar

from folkmoot.procedures.rules.clock_rules import Mark, Milestone
from folkmoot.procedures.rules.faults import Fault, FaultKind, Shape, Thing
from folkmoot.procedures.rules.steps import Move
from folkmoot.procedures.rules.text import Text

Choice = TypeVar("Choice", bound=StrEnum)
Item = TypeVar("Item")

NO_TEXT = Text(en="", zh="")
NO_DATE = date.min


#: The fault of naming a thing that is not there.
UNKNOWN: Final = {
    Thing.LAW: FaultKind.UNKNOWN_LAW,
    Thing.CITATION: FaultKind.UNKNOWN_CITATION,
    Thing.CLOCK: FaultKind.UNKNOWN_CLOCK,
    Thing.LEVEL: FaultKind.UNKNOWN_LEVEL,
    Thing.CATEGORY: FaultKind.UNKNOWN_CATEGORY,
    Thing.REVIEW: FaultKind.UNKNOWN_REVIEW,
}


class Reference(NamedTuple):
    """That a key names something which has to be declared somewhere in the file."""

    thing: Thing
    value: str
    key: str


@dataclass
class Findings:
    """What one reading of a file has found: faults, what is declared where, what refers to it, the codes of lists."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    declared: dict[tuple[Thing, str], str] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    codes: dict[str, set[str]] = field(default_factory=dict)

    def refuse(self, kind: FaultKind, key: str, value: str = "") -> None:
        self.faults.append(Fault(kind, self.file, key, value))

    def refuse_what_is_not_declared(self) -> None:
        for thing, value, key in self.references:
            if (thing, value) not in self.declared:
                self.refuse(UNKNOWN[thing], key, value)


class Table:
    """
    One table of the file. What is missing or wrong is noted and a stand-in is given, so that reading goes on.

    An item with a fault of its own is left out by `items`; who uses the pack first asks whether there are any faults.
    """

    def __init__(self, values: object, *, key: str, findings: Findings) -> None:
        self.key = key
        self.findings = findings
        self.values: dict[str, object] = dict(values) if isinstance(values, dict) else {}
        self.unread = set(self.values)

    def full_key(self, key: str) -> str:
        return ".".join(part for part in (self.key, key) if part)

    def refuse(self, kind: FaultKind, key: str, value: str = "") -> None:
        self.findings.refuse(kind, self.full_key(key), value)

    def refuse_the_unread(self) -> None:
        for key in sorted(self.unread):
            self.refuse(FaultKind.UNKNOWN_KEY, key, key)

    def has(self, key: str) -> bool:
        return key in self.values

    def string(self, key: str, *, missing: FaultKind = FaultKind.MISSING) -> str:
        value = self._read(key)
        if value is None or (isinstance(value, str) and not value.strip()):
            self.refuse(missing, key, key)
        elif not isinstance(value, str):
            self.refuse(FaultKind.WRONG_TYPE, key, Shape.TEXT)
        else:
            return value
        return ""

    def number(self, key: str, *, least: int = 1) -> int:
        value = self._read(key)
        if value is None:
            self.refuse(FaultKind.MISSING, key, key)
        elif not isinstance(value, int) or isinstance(value, bool):
            self.refuse(FaultKind.WRONG_TYPE, key, Shape.WHOLE_NUMBER)
        elif value < least:
            self.refuse(FaultKind.BAD_VALUE, key, str(value))
        else:
            return value
        return least

    def share(self, key: str) -> float:
        value = self._read(key)
        if value is None:
            self.refuse(FaultKind.MISSING, key, key)
        elif not isinstance(value, float):
            self.refuse(FaultKind.WRONG_TYPE, key, Shape.SHARE)
        elif not 0 < value < 1:
            self.refuse(FaultKind.BAD_VALUE, key, str(value))
        else:
            return value
        return 0.5

    def date(self, key: str) -> date:
        value = self._read(key)
        if value is None:
            self.refuse(FaultKind.MISSING, key, key)
        elif not isinstance(value, date) or isinstance(value, datetime):
            self.refuse(FaultKind.WRONG_TYPE, key, Shape.DATE)
        else:
            return value
        return NO_DATE

    def flag(self, key: str) -> bool:
        value = self._read(key)
        if not isinstance(value, bool):
            self.refuse(FaultKind.WRONG_TYPE, key, Shape.TRUE_OR_FALSE)
        return value is True

    def choice(self, key: str, kind: type[Choice], *, unknown: FaultKind = FaultKind.UNKNOWN_CHOICE) -> Choice:
        value = self.string(key)
        if value in set(kind):
            return kind(value)
        if value:
            self.refuse(unknown, key, value)
        return next(iter(kind))

    def mark(self, key: str) -> Mark:
        value = self.string(key)
        return self._mark(value, key) if value else Move.RECEIVE

    def marks(self, key: str) -> tuple[Mark, ...]:
        return tuple(self._mark(value, f"{key}[{at}]") for at, value in enumerate(self.strings(key)))

    def strings(self, key: str) -> tuple[str, ...]:
        return tuple(self._listed(key, str, Shape.TEXTS))

    def numbers(self, key: str) -> tuple[int, ...]:
        return tuple(self._listed(key, int, Shape.WHOLE_NUMBERS))

    def text(self, key: str) -> Text:
        value = self._read(key)
        if value is None:
            self.refuse(FaultKind.MISSING, key, key)
            return NO_TEXT
        table = self._table(value, key)
        text = Text(
            en=table.string("en", missing=FaultKind.MISSING_LANGUAGE),
            zh=table.string("zh", missing=FaultKind.MISSING_LANGUAGE),
        )
        table.refuse_the_unread()
        return text

    def table(self, key: str) -> "Table":
        value = self._read(key)
        if value is None:
            self.refuse(FaultKind.MISSING, key, key)
        return self._table(value if value is not None else {}, key)

    def items(self, key: str, build: Callable[["Table"], Item]) -> tuple[Item, ...]:
        """What `build` makes of each table of a list that has no fault; a list that is not there is empty."""
        values = self._read(key)
        if values is not None and not isinstance(values, list):
            self.refuse(FaultKind.WRONG_TYPE, key, Shape.TABLES)
            values = None
        built = []
        for at, value in enumerate(values or ()):
            before = len(self.findings.faults)
            table = self._table(value, f"{key}[{at}]")
            item = build(table)
            table.refuse_the_unread()
            if len(self.findings.faults) == before:
                built.append(item)
        return tuple(built)

    def declare(self, thing: Thing, key: str) -> str:
        """The name of a thing, once in the file."""
        value = self.string(key)
        if (thing, value) in self.findings.declared:
            self.refuse(FaultKind.TWICE, key, value)
        else:
            self.findings.declared[thing, value] = self.key
        return value

    def refer(self, thing: Thing, key: str) -> str:
        value = self.string(key)
        if value:
            self.findings.references.append(Reference(thing, value, self.full_key(key)))
        return value

    def refer_all(self, thing: Thing, key: str) -> tuple[str, ...]:
        values = self.strings(key)
        for at, value in enumerate(values):
            self.findings.references.append(Reference(thing, value, self.full_key(f"{key}[{at}]")))
        return values

    def _read(self, key: str) -> object:
        self.unread.discard(key)
        return self.values.get(key)

    def _table(self, value: object, key: str) -> "Table":
        if not isinstance(value, dict):
            self.refuse(FaultKind.WRONG_TYPE, key, Shape.TABLE)
        return Table(value, key=self.full_key(key), findings=self.findings)

    def _listed(self, key: str, kind: type[Item], wanted: Shape) -> Iterable[Item]:
        values = self._read(key)
        if values is None:
            self.refuse(FaultKind.MISSING, key, key)
        elif not isinstance(values, list) or not all(isinstance(each, kind) for each in values):
            self.refuse(FaultKind.WRONG_TYPE, key, wanted)
        else:
            return values
        return ()

    def _mark(self, value: str, key: str) -> Mark:
        if value in set(Move):
            return Move(value)
        if value in set(Milestone):
            return Milestone(value)
        self.refuse(FaultKind.UNKNOWN_MARK, key, value)
        return Move.RECEIVE
