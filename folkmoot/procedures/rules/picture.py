"""A pack as a picture that a lawyer can check: steps as boxes, moves as arrows, clocks and articles beside them."""

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from folkmoot.procedures.rules.clock_rules import ClockRule, Mark, Milestone
from folkmoot.procedures.rules.lettering import broken, written
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.picture_parts import (
    LEADING,
    SMALL,
    Note,
    clock_note,
    moves_away,
    moves_between,
    principles_in,
    started_in,
)
from folkmoot.procedures.rules.steps import Move, Step
from folkmoot.procedures.rules.text import Text
from folkmoot.procedures.rules.titles import MARKS, STEPS

WIDTH: Final = 1080
EDGE: Final = 20
NOTES_WIDTH: Final = 400
BRACE_X: Final = 436
BOX_X: Final = 460
BOX_WIDTH: Final = 200
BOX_HEIGHT: Final = 40
MOVES_X: Final = 716
GAP: Final = 34
FAR_BOX_WIDTH: Final = 230
#: The main line from above; after it, where a case can end or stand beside.
LADDER: Final = (
    Step.RECEIVED,
    Step.ACKNOWLEDGED,
    Step.ROUTED,
    Step.ACCEPTED,
    Step.ASSIGNED,
    Step.WAITING,
    Step.PROPOSED,
    Step.CLOSED,
    Step.IN_REVIEW,
)
BESIDE: Final = (Step.DECLINED, Step.REFERRED, Step.WITHDRAWN, Step.MERGED, Step.IMPORTED)

HEADING_BESIDE: Final = Text("Where it can end otherwise, or stand", "其他结果和状态")
HEADING_ELSEWHERE: Final = Text(
    "Times that run beside the case, here and at other bodies", "与事项并行、由本机构或者其他机构掌握的时限"
)
IN_FORCE: Final = Text("in force from", "施行日期")
DESCRIPTION: Final = Text(
    "The steps of the procedure from above, with the moves that lead on, the clocks that begin at each step, and the "
    "articles they rest on.",
    "自上而下列出程序的各个环节、可以采取的动作、各环节起算的时限及其依据的条文。",
)

#: How the picture looks in a file of its own; a page brings its own colours for the same classes.
STYLE: Final = """
svg { font-family: system-ui, "Noto Sans SC", sans-serif; background: #fff; }
text { fill: #182433; font-size: 12px; }
.pack-title { font-size: 20px; font-weight: 600; } .pack-heading { font-size: 16px; font-weight: 600; }
.pack-step, .pack-clock { font-size: 14px; font-weight: 600; } .pack-move, .pack-rule { font-weight: 600; }
.pack-law { fill: #0b5394; } .pack-policy, .pack-aside { fill: #5a6675; }
.pack-box { fill: #eef4fb; stroke: #3b6ea5; } .pack-box-end { fill: #f4f4f2; stroke: #7a7f87; }
.pack-line { fill: none; stroke: #5a6675; } .pack-head { fill: #5a6675; } .pack-brace { fill: none; stroke: #b9c2cc; }
@media (prefers-color-scheme: dark) {
  svg { background: #151f2c; } text { fill: #e8edf3; } .pack-law { fill: #8fc1f5; }
  .pack-policy, .pack-aside { fill: #a9b4c0; } .pack-box { fill: #1d2f45; stroke: #6f9fd0; }
  .pack-box-end { fill: #232b35; stroke: #8b949e; } .pack-line { stroke: #a9b4c0; } .pack-head { fill: #a9b4c0; }
  .pack-brace { stroke: #455364; }
}
"""


def pack_picture(pack: Pack, language: str) -> str:
    """
    The pack as SVG, one element to embed in a page, in English or Chinese; its colours come from the page's classes.

    A step without a clock, a rule or another move is still drawn; moves that the pack does not switch on are not.
    """
    drawing = _Drawing(pack, language)
    body = "".join(drawing.all())
    title = escape(pack.title.in_language(language))
    told = escape(DESCRIPTION.in_language(language))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="pack-picture" role="img" lang="{drawing.lang}" '
        f'viewBox="0 0 {WIDTH} {drawing.y:g}"><title>{title}</title><desc>{told}</desc>{body}</svg>'
    )


def standing_alone(svg: str) -> str:
    """The same picture with its own colours, light and dark, for a file that stands alone."""
    head, rest = svg.split(">", 1)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}><style>{STYLE}</style>{rest}\n'


class _Drawing:
    """One drawing, made from above; `y` is where the next part begins."""

    def __init__(self, pack: Pack, language: str) -> None:
        self.pack = pack
        self.language = language
        self.lang = "zh-Hans" if language.lower().startswith("zh") else "en"
        self.y = float(EDGE)
        self.ladder = tuple(step for step in LADDER if step is not Step.WAITING or pack.is_available(Move.ASK))

    def all(self) -> Iterator[str]:
        yield from self.head()
        for step, after in zip(self.ladder, (*self.ladder[1:], None), strict=True):
            yield from self.row(step, after=after)
        yield from self.heading(HEADING_BESIDE)
        for step in BESIDE:
            yield from self.row(step, after=None)
        elsewhere = [rule for rule in self.pack.clocks.values() if not any(isinstance(s, Move) for s in rule.starts)]
        if elsewhere:
            yield from self.heading(HEADING_ELSEWHERE)
            for rule in elsewhere:
                yield from self.elsewhere(rule)

    def head(self) -> Iterator[str]:
        self.y += 22
        yield self.text("pack-title", EDGE, self.y, self.pack.title)
        # Names of packs belong to no language.
        named = escape(f"{self.pack.name} {self.pack.version}")
        yield f'<text class="pack-aside" lang="und" x="{EDGE}" y="{self.y + 20:g}">{named}</text>'
        self.y += 24
        laws = {each.law.id: each.law for each in self.pack.citations.values()}.values()
        for law in laws:
            self.y += LEADING
            since = f"{IN_FORCE.in_language(self.language)} {law.in_force_from.isoformat()}"
            yield self.text("pack-law", EDGE, self.y, f"{law.title.in_language(self.language)} · {since}")
        self.y += GAP

    def heading(self, words: Text) -> Iterator[str]:
        self.y += GAP
        yield self.text("pack-heading", EDGE, self.y, words)
        self.y += GAP / 2

    def row(self, step: Step, *, after: Step | None) -> Iterator[str]:
        """A step with its notes on the left and the moves that lead away on the right, and the arrow to the next."""
        notes = self.notes(step)
        away = moves_away(step, self.pack, self.language, but=after)
        top = self.y
        kind = "pack-box-end" if after is None else "pack-box"
        yield self.box(kind, BOX_X, top, BOX_WIDTH, STEPS[step].in_language(self.language))
        yield from self.left_of(notes, top)
        yield from self.right_of(away, top)
        height = max(BOX_HEIGHT, sum(each.height + 8 for each in notes), len(away) * 22.0)
        self.y = top + height + GAP
        if after is not None:
            yield from self.down(moves_between(step, after, self.pack, self.language), top + BOX_HEIGHT)

    def notes(self, step: Step) -> list[Note]:
        order = (*self.ladder, *BESIDE)
        clocks = [
            clock_note(rule, self.pack, self.language, width=NOTES_WIDTH)
            for rule in started_in(step, self.pack, order=order)
        ]
        return [*clocks, *principles_in(step, self.pack, self.language, order=order, width=NOTES_WIDTH)]

    def left_of(self, notes: list[Note], top: float) -> Iterator[str]:
        if not notes:
            return
        y = top
        for each in notes:
            yield from each.drawn(x=EDGE, y=y)
            y += each.height + 8
        yield f'<path class="pack-brace" d="M{BRACE_X} {top:g}V{y - 8:g}M{BRACE_X} {top + 20:g}H{BOX_X}"/>'

    def right_of(self, away: list[tuple[str, str]], top: float) -> Iterator[str]:
        trunk = BOX_X + BOX_WIDTH + 16
        first = top + BOX_HEIGHT / 2
        for at, (move, target) in enumerate(away):
            y = first + at * 22
            yield self.arrow(trunk if at else BOX_X + BOX_WIDTH, y, MOVES_X - 6, y)
            yield (
                f'<text x="{MOVES_X}" y="{y + 4:g}"><tspan class="pack-move">{escape(move)}</tspan>'
                f'<tspan class="pack-aside"> → {escape(target)}</tspan></text>'
            )
        if len(away) > 1:
            yield f'<path class="pack-line" d="M{trunk} {first:g}V{first + (len(away) - 1) * 22:g}"/>'

    def down(self, moves: list[str], start: float) -> Iterator[str]:
        x = BOX_X + BOX_WIDTH / 2
        yield self.arrow(x, start, x, self.y)
        # Right above the next box, where no note and no other move stands.
        yield self.text("pack-move", x + 10, self.y - 12, " / ".join(moves))

    def elsewhere(self, rule: ClockRule) -> Iterator[str]:
        """A clock as an arrow from what starts it to what ends it."""
        left, right = EDGE, WIDTH - EDGE - FAR_BOX_WIDTH
        middle = (left + FAR_BOX_WIDTH + right) / 2
        words = clock_note(rule, self.pack, self.language, width=right - left - FAR_BOX_WIDTH - 60)
        top = self.y
        line = top + words.height + 12
        yield self.box("pack-box", left, line - BOX_HEIGHT / 2, FAR_BOX_WIDTH, self.marks(rule.starts))
        yield self.box("pack-box-end", right, line - BOX_HEIGHT / 2, FAR_BOX_WIDTH, self.marks(rule.ends))
        yield self.arrow(left + FAR_BOX_WIDTH, line, right, line)
        yield from words.drawn(x=middle, y=top, anchor="middle")
        self.y = line + BOX_HEIGHT / 2 + 12

    def marks(self, marks: tuple[Mark, ...]) -> str:
        own: tuple[Mark, ...] = tuple(mark for mark in marks if isinstance(mark, Milestone)) or marks
        return " / ".join(MARKS[mark].in_language(self.language) for mark in own)

    def box(self, kind: str, x: float, y: float, width: float, words: str) -> str:
        lines = broken(words, width=width - 16, size=SMALL + 2)
        first = y + BOX_HEIGHT / 2 + 5 - (len(lines) - 1) * LEADING / 2
        drawn = written(lines, x=x + width / 2, y=first, leading=LEADING, kind="pack-step", anchor="middle")
        rect = f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:g}" height="{BOX_HEIGHT}" rx="6"/>'
        return rect + "".join(drawn)

    def text(self, kind: str, x: float, y: float, words: Text | str) -> str:
        said = words if isinstance(words, str) else words.in_language(self.language)
        return f'<text class="{kind}" x="{x:g}" y="{y:g}">{escape(said)}</text>'

    def arrow(self, x1: float, y1: float, x2: float, y2: float) -> str:
        """A straight arrow to the right or down."""
        head = f"M{x2:g} {y2:g}{'l-8 -4v8z' if y1 == y2 else 'l-4 -8h8z'}"
        return f'<path class="pack-line" d="M{x1:g} {y1:g}L{x2:g} {y2:g}"/><path class="pack-head" d="{head}"/>'
