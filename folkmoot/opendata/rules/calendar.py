"""When a month and a year are ripe to be published."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from folkmoot.opendata.rules.table import WHOLE_YEAR

#: days after its end: by then what was taken in by two offices has been joined, and what was sorted wrongly sorted anew
MONTH_RIPENS: Final = timedelta(days=14)
YEAR_RIPENS: Final = timedelta(days=31)


class Period(NamedTuple):
    """A month, 1 to 12, or the whole of a year."""

    year: int
    month: int = WHOLE_YEAR

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}" if self.month else f"{self.year}"

    @property
    def begins(self) -> date:
        """Its first day."""
        return date(self.year, self.month or 1, 1)

    @property
    def ends(self) -> date:
        """The day after its last one."""
        if self.month in (WHOLE_YEAR, 12):
            return date(self.year + 1, 1, 1)
        return date(self.year, self.month + 1, 1)

    @property
    def ripe_on(self) -> date:
        """The first day on which it may be published."""
        return self.ends + (MONTH_RIPENS if self.month else YEAR_RIPENS)


def ripe(*, first: date, today: date, published: Collection[Period]) -> Iterator[Period]:
    """What may be published today and is not, from the year of the `first` case on: months before their year."""
    for year in range(first.year, today.year + 1):
        for month in (*range(1, 13), WHOLE_YEAR):
            period = Period(year, month)
            if period.ends > first and period.ripe_on <= today and period not in published:
                yield period


def next_ripe(*, today: date) -> Period:
    """The month or year that is the next to become ripe after today."""
    periods = (Period(year, month) for year in (today.year - 1, today.year) for month in range(WHOLE_YEAR, 13))
    return min((each for each in periods if each.ripe_on > today), key=lambda each: each.ripe_on)
