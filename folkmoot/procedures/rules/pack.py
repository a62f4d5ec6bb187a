"""What a procedure pack holds: the law of one region as data, titled in each language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType


class ClockName(StrEnum):
    """Every clock there is; a pack sets its length, never its meaning."""

    ACKNOWLEDGE = "acknowledge"
    ROUTE = "route"
    ANSWER = "answer"
    ANSWER_EXTENSION = "answer_extension"
    CONFIRM = "confirm"
    APPEAL = "appeal"
    CALL_BACK = "call_back"
    REOPEN = "reopen"
    WITHDRAWAL_CHECK = "withdrawal_check"


class DayUnit(StrEnum):
    """How the days of a clock are counted."""

    CALENDAR = "calendar"
    WORKING = "working"


class Basis(StrEnum):
    """Whether a clock stands in a law or is this product's own choice."""

    LAW = "law"
    POLICY = "policy"


class UnknownCategoryError(LookupError):
    """A category code that the pack does not have."""

    def __init__(self, code: str) -> None:
        super().__init__(f"The pack has no category {code!r}.")
        self.code = code


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in every language of the product."""

    en: str
    zh: str

    def in_language(self, language: str) -> str:
        """The wording for a language code of Django's ("en", "zh-hans"); English for any it does not have."""
        return self.zh if language.lower().startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class ClockRule:
    """How long a clock runs, from what event, and on whose word."""

    name: ClockName
    days: int
    unit: DayUnit
    basis: Basis
    starts_at: Text
    title: Text
    source: Text


@dataclass(frozen=True, slots=True)
class Category:
    """One topic; `parent` is the code of the wider one, None at the top."""

    code: str
    title: Text
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason from a closed list; `elsewhere` says where to go instead, for a reason that turns someone away."""

    code: str
    title: Text
    elsewhere: Text | None = None


@dataclass(frozen=True)
class Pack:
    """One version of one procedure. `posts` titles the roles by their code; categories stand parents first."""

    name: str
    version: str
    title: Text
    clocks: Mapping[ClockName, ClockRule]
    categories: tuple[Category, ...]
    decline_reasons: tuple[Reason, ...]
    pause_reasons: tuple[Reason, ...]
    optional_moves: tuple[str, ...] = ()
    posts: Mapping[str, Text] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def _by_code(self) -> dict[str, Category]:
        return {category.code: category for category in self.categories}

    @cached_property
    def _lineage(self) -> dict[str, tuple[str, ...]]:
        """Each code with its ancestors, itself first."""
        lineage: dict[str, tuple[str, ...]] = {}
        for category in self.categories:
            above = lineage[category.parent] if category.parent else ()
            lineage[category.code] = (category.code, *above)
        return lineage

    def category(self, code: str) -> Category:
        """The category with this code; raises UnknownCategoryError."""
        try:
            return self._by_code[code]
        except KeyError:
            raise UnknownCategoryError(code) from None

    def lineage(self, code: str) -> tuple[str, ...]:
        """The code, its parent and so on to the top; raises UnknownCategoryError."""
        return self._lineage[self.category(code).code]

    def is_within(self, code: str, ancestor: str) -> bool:
        """Whether a category is another one or lies below it; raises UnknownCategoryError for either."""
        return self.category(ancestor).code in self.lineage(code)

    def descendants(self, code: str) -> tuple[str, ...]:
        """The code itself and all below it, in the pack's order; raises UnknownCategoryError."""
        return tuple(each.code for each in self.categories if self.is_within(each.code, code))

    def children(self, code: str | None = None) -> tuple[Category, ...]:
        """The categories right below one, or those at the top."""
        return tuple(each for each in self.categories if each.parent == code)

    def clock(self, name: ClockName) -> ClockRule:
        """The rule of a clock; every pack has each one."""
        return self.clocks[name]
