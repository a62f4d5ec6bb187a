"""Reading the file of a region so that every fault names its key."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Self

PLACE = "{place}"


class RegionFault(StrEnum):
    """Why a region is refused."""

    NOT_FOUND = "not_found"
    NOT_TOML = "not_toml"
    MISSING = "missing"
    UNKNOWN_KEY = "unknown_key"
    WRONG_TYPE = "wrong_type"
    BAD_VALUE = "bad_value"
    DUPLICATE = "duplicate"
    UNKNOWN_LEVEL = "unknown_level"
    UNKNOWN_UNIT = "unknown_unit"
    UNIT_BELOW_ITS_CHILD = "unit_below_its_child"
    UNIT_WITHIN_ITSELF = "unit_within_itself"
    UNKNOWN_ROLE = "unknown_role"


class RegionError(ValueError):
    """A region that cannot be read: the key in its file (as in `units[2].level`), the reason and what stood there."""

    def __init__(self, *, key: str, reason: RegionFault, value: str = "") -> None:
        super().__init__(f"{key}: {reason.value.replace('_', ' ')} {value}".rstrip())
        self.key = key
        self.reason = reason
        self.value = value


@dataclass(frozen=True, slots=True)
class Title:
    """A title in English and Chinese; in a unit's, `{place}` stands for the name of its place."""

    en: str
    zh: str

    def of_place(self, name: str, *, latin: str = "") -> Self:
        """Return the title with the name of a place in it, in English spelled in Latin letters where it has `latin`."""
        return type(self)(en=self.en.replace(PLACE, latin or name), zh=self.zh.replace(PLACE, name))


NO_TITLE: Final = Title(en="", zh="")


class Table:
    """A TOML table that knows where it stands, so that every fault names its key."""

    def __init__(self, values: dict[str, Any], *, at: str = "") -> None:
        self._values = dict(values)
        self._at = at

    def key(self, name: str) -> str:
        return f"{self._at}.{name}" if self._at else name

    def text(self, name: str, *, pattern: re.Pattern[str] | None = None, default: str | None = None) -> str:
        value = self._take(name, str, default)
        assert isinstance(value, str)  # noqa: S101  # _take has looked at it
        if (pattern and not pattern.fullmatch(value)) or (default is None and not value.strip()):
            raise RegionError(key=self.key(name), reason=RegionFault.BAD_VALUE, value=value)
        return value

    def number(self, name: str) -> int | None:
        return self._take(name, int, 0) or None

    def title(self, name: str) -> Title:
        table = Table(self._take(name, dict), at=self.key(name))
        title = Title(en=table.text("en"), zh=table.text("zh"))
        table.done()
        return title

    def title_if_any(self, name: str) -> Title:
        return self.title(name) if name in self._values else NO_TITLE

    def texts(self, name: str, *, default: list[str] | None = None) -> tuple[str, ...]:
        values = self._take(name, list, default)
        if not all(isinstance(value, str) for value in values):
            raise RegionError(key=self.key(name), reason=RegionFault.WRONG_TYPE)
        return tuple(values)

    def tables(self, name: str) -> list["Table"]:
        values = self._take(name, list)
        if not values or not all(isinstance(value, dict) for value in values):
            raise RegionError(key=self.key(name), reason=RegionFault.WRONG_TYPE)
        return [Table(value, at=f"{self.key(name)}[{number}]") for number, value in enumerate(values, start=1)]

    def done(self) -> None:
        """Refuse what nobody asked for: a misspelt key would otherwise be passed over in silence."""
        for name in self._values:
            raise RegionError(key=self.key(name), reason=RegionFault.UNKNOWN_KEY)

    def _take(self, name: str, kind: type, default: Any = None) -> Any:
        value = self._values.pop(name, default)
        if value is None:
            raise RegionError(key=self.key(name), reason=RegionFault.MISSING)
        if type(value) is not kind:
            raise RegionError(key=self.key(name), reason=RegionFault.WRONG_TYPE)
        return value
