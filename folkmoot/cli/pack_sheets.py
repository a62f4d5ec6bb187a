"""A pack on a terminal: what a lawyer checks, as tables."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text as Words

from folkmoot.cli.words import _
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.picture_parts import rests_on
from folkmoot.procedures.rules.steps import TABLE, Step
from folkmoot.procedures.rules.titles import BINDS, MARKS, STEPS, length_of

if TYPE_CHECKING:
    from folkmoot.procedures.rules.clock_rules import Mark


def sheets_of(pack: Pack, language: str) -> Iterator[RenderableType]:
    """Head, steps, clocks, extensions and pauses, levels, reviews, and what is not handled here; in one language."""
    yield Words(f"{pack.title.in_language(language)} · {pack.name} {pack.version}", style="bold")
    yield Words(pack.summary.in_language(language))
    yield Words(_("In force from {date}").format(date=pack.in_force_from.isoformat()))
    for law in {citation.law.id: citation.law for citation in pack.citations.values()}.values():
        yield Words(f"{law.title.in_language(language)} · {law.in_force_from.isoformat()}")
    yield _steps(pack, language)
    yield _clocks(pack, language)
    yield from _pauses(pack, language)
    yield _levels(pack, language)
    yield _reviews(pack, language)
    yield _exclusions(pack, language)


def quotations_of(pack: Pack, language: str) -> Iterator[RenderableType]:
    """Every article with its text and, in English, our translation."""
    for citation in pack.citations.values():
        yield Words(f"\n{citation.title.in_language(language)}", style="bold")
        yield Words(citation.quote)
        if not language.startswith("zh"):
            yield Words(_("Our translation, without force of law:"), style="italic")
            yield Words(citation.translation)


def _steps(pack: Pack, language: str) -> Table:
    table = _table(_("Steps"), (_("Step"), _("What can follow")))
    for step in Step:
        following = (
            MARKS[move].in_language(language)
            for move, lines in TABLE.items()
            if step in lines and pack.is_available(move)
        )
        table.add_row(STEPS[step].in_language(language), _listed(following, language))
    return table


def _clocks(pack: Pack, language: str) -> Table:
    table = _table(_("Clocks"), (_("What has to be done"), _("Time"), _("From"), _("Until"), _("Binds"), _("Rests on")))
    for rule in pack.clocks.values():
        table.add_row(
            rule.title.in_language(language),
            length_of(rule, pack.extensions.get(rule.name)).in_language(language),
            rule.starts_at.in_language(language),
            _marks(rule.ends, language),
            BINDS[rule.binds].in_language(language),
            rests_on(rule.grounds, pack, language),
        )
    return table


def _pauses(pack: Pack, language: str) -> Iterator[Table]:
    if not pack.pauses:
        return
    table = _table(_("Pauses"), (_("Reason"), _("At most"), _("Clocks"), _("Rests on")))
    for pause in pack.pauses:
        longest = _("no limit") if pause.longest_days is None else _("{days} days").format(days=pause.longest_days)
        clocks = "; ".join(pack.clock(name).title.in_language(language) for name in pause.clocks)
        table.add_row(pause.title.in_language(language), longest, clocks, rests_on(pause.grounds, pack, language))
    yield table


def _levels(pack: Pack, language: str) -> Table:
    table = _table(_("Levels, from the lowest up"), (_("Level"), _("What begins here"), _("Rests on")))
    for level in pack.levels:
        begins = [
            pack.category(each.category).title.in_language(language)
            for each in pack.jurisdictions
            if each.level == level.code
        ]
        rest = [_("everything else")] if level is pack.levels[0] else []
        table.add_row(
            level.title.in_language(language),
            _listed([*begins, *rest], language),
            rests_on(level.grounds, pack, language),
        )
    return table


def _reviews(pack: Pack, language: str) -> Table:
    table = _table(_("Reviews"), (_("Review"), _("Asked within"), _("Decided within"), _("Rests on")))
    for review in pack.reviews:
        table.add_row(
            review.title.in_language(language),
            length_of(pack.clock(review.asked_within)).in_language(language),
            length_of(pack.clock(review.decided_within)).in_language(language),
            rests_on(review.grounds, pack, language),
        )
    return table


def _exclusions(pack: Pack, language: str) -> Table:
    table = _table(_("Not handled or not mediated here"), (_("What"), _("Where it goes"), _("Rests on")))
    for each in pack.exclusions:
        table.add_row(
            each.title.in_language(language),
            each.elsewhere.in_language(language),
            rests_on(each.grounds, pack, language),
        )
    return table


def _marks(marks: Iterable["Mark"], language: str) -> str:
    return _listed((MARKS[mark].in_language(language) for mark in marks), language)


def _listed(words: Iterable[str], language: str) -> str:
    """Words in a row, each once."""
    return ("、" if language.startswith("zh") else ", ").join(dict.fromkeys(words))


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left", show_lines=True, expand=True)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
