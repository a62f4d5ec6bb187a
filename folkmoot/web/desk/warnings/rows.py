"""Warnings as an officer takes them: one row for each case, and one for all topics that come up again at a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from folkmoot.places.models import Place
from folkmoot.web.desk.warnings.lines import WarningLine

#: so many topics of a place stand open, the rest is folded where it is more than one
TOPICS: Final = 3


@dataclass(frozen=True)
class WarningRow:
    """Some warnings, the most urgent first; `area` is the place whose topics they are, None for those of a case."""

    lines: list[WarningLine]
    area: Place | None

    @property
    def first(self) -> WarningLine:
        """The most urgent one."""
        return self.lines[0]

    @property
    def shown(self) -> list[WarningLine]:
        """Those that stand open."""
        return self.lines if self.area is None or len(self.lines) == TOPICS + 1 else self.lines[:TOPICS]

    @property
    def folded(self) -> list[WarningLine]:
        """The other topics of a place."""
        return self.lines[len(self.shown) :]

    @property
    def climbs_at(self) -> datetime | None:
        """When the first of them climbs; None where none can."""
        return min((line.climbs_at for line in self.lines if line.climbs_at), default=None)


def rows_of(lines: Iterable[WarningLine]) -> list[WarningRow]:
    """The rows in the order of what is most urgent in each; of topics those first in which most came up."""
    found: dict[tuple[str, int], WarningRow] = {}
    for line in lines:
        key = ("area", line.area.pk) if line.area else ("case", line.case.pk)
        found.setdefault(key, WarningRow([], line.area)).lines.append(line)
    for row in found.values():
        if row.area is not None:
            row.lines.sort(key=lambda line: -line.cases)
    return list(found.values())
