"""The strokes that plots are drawn with: SVG of one size, light, and to be read without a programme."""

from collections.abc import Iterable
from html import escape

WIDTH, HEIGHT = 760, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 744, 16, 262
#: how wide the label of a month is
LABEL = 52
INK, PALE, BLUE, RED = "#1f2328", "#d0d7de", "#0b5cad", "#b3261e"


def svg(*parts: str) -> str:
    """A picture of these parts."""
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="sans-serif" font-size="12">'
    ground = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
    return "\n".join((head, ground, *parts, "</svg>")) + "\n"


def level(y: float, label: str) -> str:
    """A pale line across, with its value at the axis."""
    return line(LEFT, y, RIGHT, y, PALE) + text(LEFT - 8, y + 4, label, INK, anchor="end")


def line(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    """A straight line."""
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{colour}"/>'


def way(points: Iterable[tuple[float, float]]) -> str:
    """The way through some points, for the attribute of a path."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def dots(points: Iterable[tuple[float, float]], colour: str, *, width: float) -> str:
    """Round ends of lines without a length: one element for thousands of dots."""
    way = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in points)
    return f'<path d="{way}" stroke="{colour}" stroke-width="{width}" stroke-linecap="round"/>'


def text(x: float, y: float, words: str, colour: str, *, anchor: str = "start") -> str:
    """Words; `anchor` is which end of them stands at x."""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="{anchor}">{escape(words)}</text>'
