"""The pages of raising a concern: those that everybody passes, and those one opens to say more."""

from enum import StrEnum
from typing import Final


class Page(StrEnum):
    """One question each; each is the name of its address, after "raise_"."""

    WHAT = "what"
    PLACE = "place"
    CATEGORY = "category"
    OFFICE = "office"
    CONTACT = "contact"
    CHECK = "check"
    #: details of the way by which one wants to hear
    REACH = "reach"
    WHOSE = "whose"
    #: of the other one, or of the group
    OTHERS = "others"
    WISH = "wish"
    WHERE = "where"
    WHEN = "when"
    NAME = "name"

    @property
    def address(self) -> str:
        """The name of its address."""
        return f"residents:raise_{self.value}"

    @property
    def number(self) -> int:
        """1 for the first of those that everybody passes, 0 for the others."""
        return MAIN.index(self) + 1 if self in MAIN else 0


#: in their order; nobody has to open the others
MAIN: Final = (Page.WHAT, Page.PLACE, Page.CATEGORY, Page.OFFICE, Page.CONTACT, Page.CHECK)
_AFTER: Final = {Page.REACH: Page.CONTACT, Page.OTHERS: Page.WHOSE}


def page_before(page: Page, *, is_complete: bool) -> Page | None:
    """The page one goes back to; None for the start page. Who mends something goes back to the last page."""
    if page in _AFTER:
        return _AFTER[page]
    if is_complete and page is not Page.CHECK:
        return Page.CHECK
    return MAIN[page.number - 2] if page.number > 1 else None
