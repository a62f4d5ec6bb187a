"""Reading the tables of a map so that every fault names its key."""

from enum import StrEnum
from typing import Any, NoReturn


class MapFault(StrEnum):
    """Why a map cannot be used."""

    NOT_FOUND = "not_found"
    NOT_TOML = "not_toml"
    MISSING = "missing"
    UNKNOWN_KEY = "unknown_key"
    WRONG_TYPE = "wrong_type"
    BAD_VALUE = "bad_value"
    UNKNOWN_CATEGORY = "unknown_category"
    UNKNOWN_PLACE = "unknown_place"
    MISSING_COLUMN = "missing_column"
    UNLISTED_COLUMN = "unlisted_column"


class MapError(ValueError):
    """A map that cannot be used: the key in it (as in `places[2].by`), why, and what stood there."""

    def __init__(self, key: str, reason: MapFault, *, value: str = "") -> None:
        super().__init__(f"{key}: {reason.value.replace('_', ' ')} {value}".rstrip())
        self.key = key
        self.reason = reason
        self.value = value


class MapTable:
    """One TOML table that knows where it stands and which of its keys nobody asked for."""

    def __init__(self, values: object, *, at: str = "") -> None:
        self.at = at
        if not isinstance(values, dict):
            raise MapError(at, MapFault.WRONG_TYPE)
        self._values: dict[str, Any] = dict(values)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def key(self, name: str) -> str:
        """The full name of a key."""
        return f"{self.at}.{name}" if self.at else name

    def refuse(self, name: str, reason: MapFault, *, value: str = "") -> NoReturn:
        """Raises MapError for one of its keys."""
        raise MapError(self.key(name), reason, value=value)

    def text(self, name: str, *, default: str | None = None) -> str:
        """A text that is not empty, or the default."""
        value = self._values.pop(name, default)
        if value is None:
            self.refuse(name, MapFault.MISSING)
        if not isinstance(value, str):
            self.refuse(name, MapFault.WRONG_TYPE)
        if not value.strip() and value != default:
            self.refuse(name, MapFault.BAD_VALUE)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; an absent one is empty."""
        values = self._values.pop(name, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            self.refuse(name, MapFault.WRONG_TYPE)
        return tuple(values)

    def pairs(self, name: str) -> dict[str, str]:
        """A table of texts; an absent one is empty."""
        values = self._values.pop(name, {})
        if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
            self.refuse(name, MapFault.WRONG_TYPE)
        return dict(values)

    def table(self, name: str) -> "MapTable":
        """A table within this one."""
        if name not in self._values:
            self.refuse(name, MapFault.MISSING)
        return MapTable(self._values.pop(name), at=self.key(name))

    def tables(self, name: str) -> tuple["MapTable", ...]:
        """A list of tables; an absent one is empty."""
        values = self._values.pop(name, [])
        if not isinstance(values, list):
            self.refuse(name, MapFault.WRONG_TYPE)
        return tuple(MapTable(value, at=f"{self.key(name)}[{number}]") for number, value in enumerate(values, start=1))

    def done(self) -> None:
        """Refuses what nobody asked for: a misspelt key would otherwise be passed over in silence."""
        for name in self._values:
            self.refuse(name, MapFault.UNKNOWN_KEY)
