"""The name of a place within the title of a unit, which goes with it when the place is given another one."""

from collections.abc import Iterable


def renamed(title: str, *, known: Iterable[str], name: str) -> str:
    """The title with `name` in the place of the known name that stands in it; as it is where none does.

    `known` are all names the place ever had. The longest counts: one may lie within another.
    """
    worn = max((each for each in (*known, name) if each and each in title), key=len, default=name)
    return title.replace(worn, name, 1)
