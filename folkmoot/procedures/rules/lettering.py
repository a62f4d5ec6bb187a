"""Text in a drawing: a drawing breaks no lines by itself."""

import re
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

#: Latin words with the space behind them, or one Chinese character with the punctuation that may not begin a line.
_UNITS: Final = re.compile(r"[⺀-￯][，。、；：！？）》”]*|[^⺀-￯\s]+\s*|\s+")
_WIDE: Final = re.compile(r"[⺀-￯]")
#: Shares of the type's size; a little generous, as nobody knows which type a reader has.
_WIDE_SHARE: Final = 1.02
_NARROW_SHARE: Final = 0.56


def width_of(text: str, *, size: float) -> float:
    """How wide a text will be about, in the units of its size."""
    wide = len(_WIDE.findall(text))
    return size * (wide * _WIDE_SHARE + (len(text) - wide) * _NARROW_SHARE)


def broken(text: str, *, width: float, size: float) -> list[str]:
    """The text in lines that are no wider than `width`, where it can be broken."""
    lines, line = [], ""
    for unit in _UNITS.findall(text):
        if line and width_of((line + unit).rstrip(), size=size) > width:
            lines.append(line.rstrip())
            line = ""
        line += unit
    return [*lines, line.rstrip()] if line.strip() else lines


def written(lines: list[str], *, x: float, y: float, leading: float, kind: str, anchor: str = "start") -> Iterator[str]:
    """SVG of some lines below each other, the first one's baseline at `y`."""
    for at, line in enumerate(lines):
        yield (f'<text class="{kind}" x="{x:g}" y="{y + at * leading:g}" text-anchor="{anchor}">{escape(line)}</text>')
