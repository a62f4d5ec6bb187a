"""The stories and phrases of the demo, read from their TOML once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from folkmoot.demo.rules.stories import CHINESE, ENGLISH, Story, Where, Words

DATA: Final = Path(__file__).parent / "data"
STORIES: Final = ("rural", "urban", "anywhere", "offices", "bursts")
_LANGUAGES: Final = {"zh": CHINESE, "en": ENGLISH}


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """A reason of the pack and what the resident reads, by language."""

    reason: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """What is said apart from the matter itself. The first level of `said` is the language, the second the occasion."""

    said: Mapping[str, Mapping[str, tuple[str, ...]]]
    #: notes, tasks and reasons, which never leave the desk
    desk: Mapping[str, tuple[str, ...]]
    declines: tuple[TurnedAway, ...]
    referrals: tuple[TurnedAway, ...]
    #: said in one prepared case alone
    reviews: tuple[TurnedAway, ...]
    family_names: str
    given_names: tuple[str, ...]
    english_names: tuple[str, ...]


@cache
def stories() -> tuple[Story, ...]:
    """Every story, in the order of the files."""
    return tuple(_story(table) for name in STORIES for table in _read(name)["stories"])


@cache
def phrases() -> Phrases:
    """The phrases and the made-up names."""
    top = _read("phrases")
    said = {code: MappingProxyType(_tuples(top[name])) for name, code in _LANGUAGES.items()}
    return Phrases(
        said=MappingProxyType(said),
        desk=MappingProxyType(_tuples(top["desk"])),
        declines=tuple(_turned_away(table) for table in top["declines"]),
        referrals=tuple(_turned_away(table) for table in top["referrals"]),
        reviews=tuple(_turned_away(table) for table in top["reviews"]),
        family_names=top["names"]["family"],
        given_names=tuple(top["names"]["given"]),
        english_names=tuple(top["names"]["english"]),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def _story(table: Mapping[str, Any]) -> Story:
    return Story(
        code=table["code"],
        category=table["category"],
        where=Where(table["where"]),
        weight=table["weight"],
        months=frozenset(table.get("months", ())),
        words=MappingProxyType({code: _words(table[name]) for name, code in _LANGUAGES.items()}),
    )


def _words(table: Mapping[str, Any]) -> Words:
    several = {name: _tuple(table[name]) for name in ("narrative", "summary")}
    return Words(**{**table, **several})


def _tuple(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _tuples(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in table.items()}


def _turned_away(table: Mapping[str, str]) -> TurnedAway:
    return TurnedAway(table["reason"], MappingProxyType({code: table[name] for name, code in _LANGUAGES.items()}))
