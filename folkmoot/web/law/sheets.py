"""A procedure as tables: each row says a rule in words and on what it rests."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.procedures.rules.citations import Grounds
from folkmoot.procedures.rules.clock_rules import Mark
from folkmoot.procedures.rules.limits import Aside, Bars
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.papers import Audience
from folkmoot.procedures.rules.steps import TABLE, Step
from folkmoot.procedures.rules.text import Text
from folkmoot.procedures.rules.titles import BINDS, MARKS, STEPS, length_of

Words = Text | str | Promise
Cell = tuple[Words, ...]

BARS = {Bars.HANDLING: _("The whole matter"), Bars.MEDIATION: _("Mediation of it")}
ASIDE = {Aside.OFFICER: _("The person steps aside"), Aside.UNIT: _("The whole unit steps aside")}
AUDIENCE = {
    Audience.FILER: _("who raised the concern"),
    Audience.PARTIES: _("all parties"),
    Audience.OFFICER: _("the lead"),
}


@dataclass(frozen=True)
class Row:
    """One rule: a cell a column, each some texts one below the other, and its grounds; None for the table of steps."""

    cells: tuple[Cell, ...]
    grounds: Grounds | None = None


@dataclass(frozen=True)
class Sheet:
    """One table; without rows where the procedure has none of it."""

    code: str
    title: Promise
    columns: tuple[Promise, ...]
    rows: tuple[Row, ...]

    @property
    def lines(self) -> Iterator[tuple[Row, tuple[tuple[Promise, Cell], ...]]]:
        """Each row, and its cells with the columns they stand in."""
        return ((row, tuple(zip(self.columns, row.cells, strict=True))) for row in self.rows)

    @property
    def has_grounds(self) -> bool:
        """Whether its rows rest on something."""
        return any(row.grounds for row in self.rows)


def _steps(pack: Pack) -> Iterator[Row]:
    for step in Step:
        moves = [move for move, lines in TABLE.items() if step in lines and pack.is_available(move)]
        yield Row(((STEPS[step],), _marks(moves)))


def _clocks(pack: Pack) -> Iterator[Row]:
    for rule in pack.clocks.values():
        length = length_of(rule, pack.extensions.get(rule.name))
        cells = ((rule.title,), (length,), (rule.starts_at,), _marks(rule.ends), (BINDS[rule.binds],))
        yield Row(cells, rule.grounds)


def _pauses(pack: Pack) -> Iterator[Row]:
    for each in pack.pauses:
        longest: Words = _("As long as the reason lasts")
        if each.longest_days is not None:
            longest = Text(f"{each.longest_days} days", f"{each.longest_days} 日")
        titles = tuple(pack.clock(name).title for name in each.clocks)
        yield Row(((each.title,), (longest,), titles), each.grounds)


def _extensions(pack: Pack) -> Iterator[Row]:
    for each in pack.extensions.values():
        rule = pack.clock(each.clock)
        length = length_of(rule, each)
        by = pack.posts[each.approved_by] if each.approved_by else BINDS[rule.binds]
        yield Row(((each.title, rule.title), (length,), (by,)), each.grounds)


def _levels(pack: Pack) -> Iterator[Row]:
    for level in pack.levels:
        begins = [pack.category(each.category).title for each in pack.jurisdictions if each.level == level.code]
        rest: list[Words] = [_("Everything else")] if level is pack.levels[0] else []
        yield Row(((level.title,), (*begins, *rest)), level.grounds)


def _reviews(pack: Pack) -> Iterator[Row]:
    for each in pack.reviews:
        asked, decided = (length_of(pack.clock(name)) for name in (each.asked_within, each.decided_within))
        yield Row(((each.title,), (asked,), (decided,), (each.beyond,)), each.grounds)


def _joint(pack: Pack) -> Iterator[Row]:
    rule = pack.joint_handling
    numbers = (
        (_("%(n)s parties"), rule.parties),
        (_("%(n)s places"), rule.places),
        (_("%(n)s units"), rule.units),
    )
    yield Row((tuple(_number(words, number) for words, number in numbers),), rule.grounds)


def _exclusions(pack: Pack) -> Iterator[Row]:
    return (Row(((each.title,), (BARS[each.bars],), (each.elsewhere,)), each.grounds) for each in pack.exclusions)


def _conflicts(pack: Pack) -> Iterator[Row]:
    return (Row(((each.question,), (ASIDE[each.aside],)), each.grounds) for each in pack.conflicts)


def _principles(pack: Pack) -> Iterator[Row]:
    return (Row(((each.title,), _marks(each.moves)), each.grounds) for each in pack.principles)


def _forms(pack: Pack) -> Iterator[Row]:
    for form in pack.forms:
        yield Row(((form.title,), tuple(each.title for each in form.fields)), form.grounds)


def _notices(pack: Pack) -> Iterator[Row]:
    for each in pack.notices:
        within: Words = length_of(pack.clock(each.within)) if each.within else _("At once")
        yield Row(((MARKS[each.when],), (AUDIENCE[each.to],), (each.text,), (within,)), each.grounds)


def _thresholds(pack: Pack) -> Iterator[Row]:
    found = pack.thresholds
    lines: list[tuple[Promise, Words]] = [
        (_("A time is running out"), f"{found.clock_share:.0%}"),
        (_("Nothing happened in a case"), _number(_("%(n)s days"), found.silent_days)),
        (_("A case was passed on"), _number(_("%(n)s times"), found.passed_on_times)),
        (_("A case was opened again"), _number(_("%(n)s times"), found.reopened_times)),
        (_("Cases of one category in one township within %(days)s days"), str(found.recurring_cases)),
        (_("A warning that nobody acknowledged climbs a level"),
         _number(_("%(n)s working days"), found.acknowledge_working_days)),
    ]  # fmt: skip
    for title, value in lines:
        yield Row(((_filled(title, days=found.recurring_days),), (value,)), found.grounds)


def _marks(marks: Iterable[Mark]) -> Cell:
    return tuple(dict.fromkeys(MARKS[mark] for mark in marks))


def _number(words: Promise, number: int) -> str:
    return _filled(words, n=number)


def _filled(words: Promise, **values: int) -> str:
    return str(words) % values


_TABLES: Final[tuple[tuple[str, Promise, tuple[Promise, ...], Callable[[Pack], Iterable[Row]]], ...]] = (
    ("steps", _("Steps and moves"), (_("Step"), _("What can follow")), _steps),
    (
        "clocks",
        _("Time limits"),
        (_("What has to be done"), _("Time"), _("Counted from"), _("Until"), _("Whom it binds")),
        _clocks,
    ),
    ("pauses", _("For what a time may stand"), (_("Reason"), _("At most"), _("Which times")), _pauses),
    ("extensions", _("More time"), (_("For what"), _("How much"), _("Who approves")), _extensions),
    ("levels", _("Levels, from the lowest up"), (_("Level"), _("What begins here")), _levels),
    ("joint", _("Handled jointly"), (_("From how many on"),), _joint),
    ("reviews", _("Reviews"), (_("Review"), _("Asked within"), _("Decided within"), _("Above it")), _reviews),
    (
        "exclusions",
        _("What is not handled or not mediated here"),
        (_("What"), _("What is kept out"), _("Where it goes instead")),
        _exclusions,
    ),
    ("conflicts", _("Who steps aside"), (_("Asked of whoever would lead"), _("If yes")), _conflicts),
    ("principles", _("Rules without a clock"), (_("Rule"), _("Shown at")), _principles),
    ("forms", _("Papers"), (_("Paper"), _("What stands in it")), _forms),
    ("notices", _("What is told to whom"), (_("When"), _("To whom"), _("What"), _("Within")), _notices),
    ("warnings", _("When a warning is raised"), (_("What"), _("As soon as it reaches")), _thresholds),
)


def sheets_of(pack: Pack) -> list[Sheet]:
    """Every rule of a procedure, table by table."""
    return [Sheet(code, title, columns, tuple(rows(pack))) for code, title, columns, rows in _TABLES]
