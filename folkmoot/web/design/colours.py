"""The colours of the design and how well each can be read. A test compares them with frontend/scss/_tokens.scss."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

LIGHT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "body-color": "#1f2937",
        "body-bg": "#f6f7f9",
        "bg-surface": "#ffffff",
        "bg-surface-secondary": "#f6f7f9",
        "bg-surface-tertiary": "#eef1f5",
        "bg-forms": "#ffffff",
        "border-color": "#d3d8df",
        "border-strong": "#7b8797",
        "secondary": "#566273",
        "link-color": "#0559a8",
        "link-hover-color": "#044786",
        "focus-color": "#0559a8",
        "mark-overdue": "#b3261e",
        "mark-soon": "#8a5300",
        "mark-done": "#1f6f3a",
        "mark-heed": "#6a5a00",
        "mark-warned": "#9c3f00",
        "ground-overdue": "#fdeceb",
        "ground-soon": "#fdf3e0",
        "ground-done": "#e7f5ec",
        "ground-told": "#e8f1fb",
        "ground-heed": "#fdf3a9",
        "ground-warned": "#ffdcbd",
    }
)
DARK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "body-color": "#e3e7ed",
        "body-bg": "#111827",
        "bg-surface": "#1a2333",
        "bg-surface-secondary": "#111827",
        "bg-surface-tertiary": "#1f2a3c",
        "bg-forms": "#111827",
        "border-color": "#3b475a",
        "border-strong": "#8391a5",
        "secondary": "#a5b0c0",
        "link-color": "#7db8f2",
        "link-hover-color": "#a9d0f7",
        "focus-color": "#7db8f2",
        "mark-overdue": "#ff9b93",
        "mark-soon": "#f5c065",
        "mark-done": "#7fd49a",
        "mark-heed": "#f3dc57",
        "mark-warned": "#ffab66",
        "ground-overdue": "#3a2230",
        "ground-soon": "#383022",
        "ground-done": "#1d3a33",
        "ground-told": "#1d3350",
        "ground-heed": "#38370f",
        "ground-warned": "#472a15",
    }
)
TEXTS: Final = ("body-color", "secondary", "link-color", "link-hover-color", "mark-overdue", "mark-soon", "mark-done")
GROUNDS: Final = ("body-bg", "bg-surface", "bg-surface-tertiary")
#: what only words in the colour of the text, or in their own mark, are written on
TINTED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ground-overdue": "mark-overdue",
        "ground-soon": "mark-soon",
        "ground-done": "mark-done",
        "ground-told": "link-color",
        "ground-heed": "mark-heed",
        "ground-warned": "mark-warned",
    }
)


@dataclass(frozen=True)
class Pairing:
    """One colour on one ground, with its contrast (1 to 21, WCAG 2.2)."""

    text: str
    ground: str
    contrast: float


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours `#rrggbb`, 1 to 21. WCAG 2.2, section "contrast ratio"."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def pairings(colours: Mapping[str, str]) -> list[Pairing]:
    """Each colour that text is written in, on each ground that it stands on."""
    pairs = [(text, ground) for ground in GROUNDS for text in TEXTS]
    pairs += [(text, ground) for ground, mark in TINTED.items() for text in ("body-color", mark)]
    return [Pairing(text, ground, contrast(colours[text], colours[ground])) for text, ground in pairs]


def _luminance(colour: str) -> float:
    """The relative luminance of a colour, 0 to 1. WCAG 2.2, section "relative luminance"."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
