"""What stands beside the boxes of a pack's picture: clocks, rules and the moves that lead away."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from folkmoot.procedures.rules.citations import Basis, Grounds
from folkmoot.procedures.rules.clock_rules import ClockRule, Mark
from folkmoot.procedures.rules.lettering import broken, written
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.steps import TABLE, Before, Move, Step
from folkmoot.procedures.rules.text import Text
from folkmoot.procedures.rules.titles import BINDS, MARKS, STEPS, length_of

BIG: Final = 14.0
#: what bold type of that size takes
BOLD: Final = 15.5
SMALL: Final = 12.0
LEADING: Final = 18.0
WHERE_IT_STOOD: Final = Text("where it stood before", "原来所处环节")
UNTIL: Final = Text("until", "至")
BINDS_WORD: Final = Text("binds", "适用于")


@dataclass(frozen=True, slots=True)
class Note:
    """Some lines of text, each with its class; `height` in the units of the drawing."""

    lines: tuple[tuple[str, str], ...]

    @property
    def height(self) -> float:
        return len(self.lines) * LEADING

    def drawn(self, *, x: float, y: float, anchor: str = "start") -> Iterator[str]:
        """SVG with the top of the first line at `y`."""
        for at, (kind, line) in enumerate(self.lines):
            yield from written([line], x=x, y=y + at * LEADING + BIG, leading=LEADING, kind=kind, anchor=anchor)


def note(parts: Iterable[tuple[str, str]], *, width: float) -> Note:
    """Texts with their classes, broken to a width."""
    return Note(
        tuple(
            (kind, line)
            for kind, text in parts
            for line in broken(text, width=width, size=BOLD if kind == "pack-clock" else SMALL)
        )
    )


def clock_note(rule: ClockRule, pack: Pack, language: str, *, width: float) -> Note:
    """A clock: what has to be done, how long, until what, whom it binds, and on whose word."""
    ends = ", " if not language.startswith("zh") else "、"
    until = ends.join(dict.fromkeys(MARKS[end].in_language(language) for end in rule.ends))
    length = length_of(rule, pack.extensions.get(rule.name)).in_language(language)
    bound = f"{BINDS_WORD.in_language(language)} {BINDS[rule.binds].in_language(language)}"
    return note(
        [
            ("pack-clock", f"◷ {rule.title.in_language(language)}"),
            ("pack-time", f"{length} · {UNTIL.in_language(language)} {until} · {bound}"),
            (kind_of(rule.grounds), rests_on(rule.grounds, pack, language)),
        ],
        width=width,
    )


def rests_on(grounds: Grounds, pack: Pack, language: str) -> str:
    """The articles, without the name of the law where it is the pack's first one; or the policy in words."""
    if grounds.basis is Basis.POLICY:
        return grounds.source.in_language(language)
    main = next(iter(pack.citations.values())).law
    places = [each.place if each.law is main else each.title for each in grounds.citations]
    return ("；" if language.startswith("zh") else "; ").join(place.in_language(language) for place in places)


def kind_of(grounds: Grounds) -> str:
    return "pack-law" if grounds.basis is Basis.LAW else "pack-policy"


def started_in(step: Step, pack: Pack, *, order: tuple[Step, ...]) -> list[ClockRule]:
    """The clocks that begin with a step: where several steps begin one, it stands at the first of them in `order`."""
    return [rule for rule in pack.clocks.values() if _first(rule.starts, order) is step]


def principles_in(step: Step, pack: Pack, language: str, *, order: tuple[Step, ...], width: float) -> list[Note]:
    """The rules without a clock that are shown at a step."""
    return [
        note(
            [
                ("pack-rule", f"§ {each.title.in_language(language)}"),
                (kind_of(each.grounds), rests_on(each.grounds, pack, language)),
            ],
            width=width,
        )
        for each in pack.principles
        if _first(each.moves, order) is step
    ]


def moves_between(step: Step, target: Step, pack: Pack, language: str) -> list[str]:
    """The names of the moves that lead from one step to another."""
    return list(
        dict.fromkeys(
            MARKS[move].in_language(language)
            for move, lines in TABLE.items()
            if pack.is_available(move) and lines.get(step) is target
        )
    )


def moves_away(step: Step, pack: Pack, language: str, *, but: Step | None) -> list[tuple[str, str]]:
    """Every other move from a step, by its name and where it leads; those to `but` are drawn as an arrow."""
    away: dict[tuple[str, str], None] = {}
    for move, lines in TABLE.items():
        target = lines.get(step)
        if target is None or target is but or target is step or not pack.is_available(move):
            continue
        leads_to = WHERE_IT_STOOD if isinstance(target, Before) else STEPS[target]
        away[MARKS[move].in_language(language), leads_to.in_language(language)] = None
    return list(away)


def _first(marks: Iterable[Mark], order: tuple[Step, ...]) -> Step | None:
    reached = {target for mark in marks if isinstance(mark, Move) for target in TABLE[mark].values()}
    return next((step for step in order if step in reached), None)
