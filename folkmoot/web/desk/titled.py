"""What posts and units are called on the desk's pages."""

from typing import NamedTuple


class Titled(NamedTuple):
    """A post or a unit, by its title in both languages."""

    title_en: str
    title_zh: str
