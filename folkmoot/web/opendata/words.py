"""A published number in words. What is kept back is said to be so, never written as a nought."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Figure:
    """One published count, None where it is kept back."""

    cases: int | None

    @property
    def text(self) -> str:
        """For a cell of a table."""
        return _("kept back") if self.cases is None else f"{self.cases:,}"

    @property
    def says(self) -> str:
        """For where it stands alone."""
        if self.cases is None:
            return self.text
        return ngettext("%(cases)s case", "%(cases)s cases", self.cases) % {"cases": f"{self.cases:,}"}
