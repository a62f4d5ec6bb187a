"""The path of a place: the codes from the root down to it, each followed by a slash, as in `36/3601/360102/`.

Every area is then a half-open range of strings in byte order (collation "C"), which an ordinary b-tree answers.
"""

from collections.abc import Iterable

SEPARATOR = "/"
AFTER_SEPARATOR = "0"  # the byte that follows "/", so a range up to it holds every path that begins the same


class PathError(ValueError):
    """A path or a code that cannot be one; `value` is what was given."""

    def __init__(self, value: str) -> None:
        super().__init__(f"not a path of places: {value!r}")
        self.value = value


def path(codes: Iterable[str]) -> str:
    """Return the path of the place whose ancestors and itself have these codes, root first.

    Raises `PathError` without a code, or for a code that is empty or holds a slash.
    """
    parts = list(codes)
    if not parts:
        raise PathError("")
    for code in parts:
        if not code or SEPARATOR in code:
            raise PathError(code)
    return "".join(code + SEPARATOR for code in parts)


def subtree(path: str) -> tuple[str, str]:
    """Return the half-open range `low <= p < high`, in byte order, of the paths of a place and all places within it."""
    _codes(path)
    return path, path[:-1] + AFTER_SEPARATOR


def codes(path: str) -> tuple[str, ...]:
    """Return the codes along a path, root first. Raises `PathError` for what is no path."""
    return tuple(_codes(path))


def code(path: str) -> str:
    """Return the code of the place itself, the last along its path."""
    return _codes(path)[-1]


def parent(path: str) -> str | None:
    """Return the path of the place above, or None for a root."""
    above = _codes(path)[:-1]
    return "".join(code + SEPARATOR for code in above) or None


def ancestors(path: str) -> tuple[str, ...]:
    """Return the paths of all places above, root first, the place itself left out."""
    above = _codes(path)[:-1]
    return tuple("".join(code + SEPARATOR for code in above[: n + 1]) for n in range(len(above)))


def depth(path: str) -> int:
    """Return how many places stand above: 0 for a root."""
    return len(_codes(path)) - 1


def is_within(path: str, area: str) -> bool:
    """Say whether a place is the area itself or lies in it. Raises `PathError` unless both are paths."""
    _codes(path)
    _codes(area)
    return path.startswith(area)


def _codes(path: str) -> list[str]:
    # An area without its last slash would take 3601 for a part of 36010.
    parts = path.split(SEPARATOR)
    if len(parts) < 2 or parts.pop() or not all(parts):
        raise PathError(path)
    return parts
