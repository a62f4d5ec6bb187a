"""Counts of cases at a place. They are no score: more filings never mean a worse place, and zero is no merit."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil
from typing import Final, Self

#: below so many open cases a share says more about chance than about the place
FEW: Final = 5
#: from these shares of open cases on that are overdue a map takes the next shade
SHADES: Final = (0.05, 0.1, 0.2, 0.4)


@dataclass(frozen=True)
class Counts:
    """How many cases are open, and what happened lately; `ages` counts the open ones by their age in whole days."""

    open: int = 0
    overdue: int = 0
    #: due within three days
    soon: int = 0
    #: whose resident has a question to answer, or a resolution to confirm
    waiting: int = 0
    #: received in the last 7 days
    new: int = 0
    #: closed in the last 30 days, however they ended
    closed: int = 0
    ages: Counter[int] = field(default_factory=Counter)

    @classmethod
    def total(cls, several: Iterable[Self]) -> Self:
        """The counts of several places together."""
        parts = list(several)
        ages: Counter[int] = Counter()
        for each in parts:
            ages.update(each.ages)
        names = ("open", "overdue", "soon", "waiting", "new", "closed")
        return cls(**{name: sum(getattr(each, name) for each in parts) for name in names}, ages=ages)

    @property
    def overdue_share(self) -> float | None:
        """The part of the open cases that is overdue, 0 to 1; None where fewer than FEW are open."""
        return self.overdue / self.open if self.open >= FEW else None

    @property
    def shade(self) -> int:
        """The shade of a map from 1 (few are overdue) to 5, or 0 where too few are open to say."""
        share = self.overdue_share
        return 0 if share is None else 1 + sum(share >= limit for limit in SHADES)

    def age(self, part: float) -> int | None:
        """The days that this part of the open cases (0.5: half of them) is not older than; None where none is open."""
        rank = ceil(part * self.ages.total())
        for days in sorted(self.ages):
            rank -= self.ages[days]
            if rank <= 0:
                return days
        return None

    @property
    def median_age(self) -> int | None:
        """Half of the open cases are not older than so many days."""
        return self.age(0.5)

    @property
    def high_age(self) -> int | None:
        """Nine of ten open cases are not older than so many days."""
        return self.age(0.9)
