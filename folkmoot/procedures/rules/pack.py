"""What a procedure pack holds: the law of one region as data, titled in each language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType

from folkmoot.officers.rules.authority import Role
from folkmoot.procedures.rules.citations import Basis, Citation
from folkmoot.procedures.rules.clock_rules import ClockName, ClockRule, DayUnit, Extension, Mark, PauseRule
from folkmoot.procedures.rules.levels import JointHandling, Jurisdiction, Level
from folkmoot.procedures.rules.limits import Bars, Conflict, Exclusion, Reason
from folkmoot.procedures.rules.papers import Form, Notice, Principle
from folkmoot.procedures.rules.reviews import Review
from folkmoot.procedures.rules.steps import Move
from folkmoot.procedures.rules.text import Text
from folkmoot.procedures.rules.thresholds import Thresholds

__all__ = [
    "Basis",
    "Category",
    "ClockName",
    "ClockRule",
    "DayUnit",
    "MissingClockError",
    "Pack",
    "Reason",
    "Text",
    "UnknownCategoryError",
]


class UnknownCategoryError(LookupError):
    """A category code that the pack does not have."""

    def __init__(self, code: str) -> None:
        super().__init__(f"The pack has no category {code!r}.")
        self.code = code


class MissingClockError(LookupError):
    """A clock that this procedure does not have."""

    def __init__(self, pack: str, name: ClockName) -> None:
        super().__init__(f"The pack {pack!r} has no clock {name.value!r}.")
        self.pack = pack
        self.name = name


@dataclass(frozen=True, slots=True)
class Category:
    """One topic; `parent` is the code of the wider one, None at the top."""

    code: str
    title: Text
    parent: str | None = None


@dataclass(frozen=True)
class Pack:
    """
    One version of one procedure, in force from `in_force_from` on and no longer on `in_force_until`.

    `posts` titles the roles; categories stand parents first, levels from the lowest up, reviews in their order.
    """

    name: str
    version: str
    title: Text
    summary: Text
    in_force_from: date
    in_force_until: date | None
    citations: Mapping[str, Citation]
    clocks: Mapping[ClockName, ClockRule]
    extensions: Mapping[ClockName, Extension]
    pauses: tuple[PauseRule, ...]
    levels: tuple[Level, ...]
    jurisdictions: tuple[Jurisdiction, ...]
    joint_handling: JointHandling
    reviews: tuple[Review, ...]
    exclusions: tuple[Exclusion, ...]
    conflicts: tuple[Conflict, ...]
    principles: tuple[Principle, ...]
    forms: tuple[Form, ...]
    notices: tuple[Notice, ...]
    thresholds: Thresholds
    categories: tuple[Category, ...]
    other_reasons: tuple[Reason, ...]
    optional_moves: tuple[str, ...] = ()
    posts: Mapping[Role, Text] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def decline_reasons(self) -> tuple[Reason, ...]:
        """For what a concern is turned away: each exclusion from the procedure, then the other reasons."""
        excluded = (each for each in self.exclusions if each.bars is Bars.HANDLING)
        return (*(Reason(each.code, each.title, each.elsewhere) for each in excluded), *self.other_reasons)

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
        """The rule of a clock; every pack has those of CORE. Raises MissingClockError."""
        try:
            return self.clocks[name]
        except KeyError:
            raise MissingClockError(self.name, name) from None

    def started_by(self, mark: Mark) -> tuple[ClockRule, ...]:
        """The clocks that something starts, in the pack's order."""
        return tuple(rule for rule in self.clocks.values() if mark in rule.starts)

    def ended_by(self, mark: Mark) -> tuple[ClockRule, ...]:
        """The clocks that something ends, in the pack's order."""
        return tuple(rule for rule in self.clocks.values() if mark in rule.ends)

    def lowest_level(self, code: str) -> Level:
        """Where a matter of this category begins: by its nearest rule up the tree, else at the lowest level."""
        by_category = {each.category: each.level for each in self.jurisdictions}
        found = next((by_category[each] for each in self.lineage(code) if each in by_category), self.levels[0].code)
        return next(level for level in self.levels if level.code == found)

    def exclusions_of(self, code: str) -> tuple[Exclusion, ...]:
        """The exclusions that a category always meets; raises UnknownCategoryError."""
        lineage = set(self.lineage(code))
        return tuple(each for each in self.exclusions if lineage & set(each.categories))

    def leaves_to_others(self, code: str) -> bool:
        """Whether a category is always another body's; raises UnknownCategoryError."""
        return any(each.bars is Bars.HANDLING for each in self.exclusions_of(code))

    def pauses_of(self, name: ClockName) -> tuple[PauseRule, ...]:
        """For what reasons a clock may stand."""
        return tuple(each for each in self.pauses if name in each.clocks)

    def principles_at(self, mark: Mark) -> tuple[Principle, ...]:
        """The principles that are shown at a move."""
        return tuple(each for each in self.principles if mark in each.moves)

    def is_available(self, move: Move) -> bool:
        """Whether the pack switches a move on; those it need not name are always on."""
        return move not in OPTIONAL or move.value in self.optional_moves


#: The moves that a pack may leave out.
OPTIONAL = frozenset({Move.REFER_OUT, Move.ESCALATE, Move.ASK, Move.MERGE})
