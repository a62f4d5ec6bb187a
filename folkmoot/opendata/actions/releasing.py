"""Publishing counts: once for each month and each year, never changed."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import ExtractMonth

from folkmoot.cases.errors import NotAllowed
from folkmoot.earlywarning.actions.counting import count_cases
from folkmoot.earlywarning.models import DailyCount
from folkmoot.earlywarning.topics import counted_categories
from folkmoot.ledger.actions import record
from folkmoot.officers.rules.authority import Role
from folkmoot.officers.rules.standing import Standing
from folkmoot.officers.scope import of_post, seeing
from folkmoot.opendata.errors import AlreadyReleased, NotYetRipe
from folkmoot.opendata.models import Release, ReleasedCount
from folkmoot.opendata.queries import first_counted, lowest_depths, published_periods
from folkmoot.opendata.rules.calendar import Period, ripe
from folkmoot.opendata.rules.table import WHOLE_YEAR, Cell, table_of_month, table_of_year

#: the chain of the ledger in which the releases stand
CHAIN: Final = "statistics"


def release_ripe(*, by: Standing, now: datetime, today: date, year: int | None = None) -> Iterator[Release]:
    """Counts anew, then publishes, one after the other, what is ripe and not published; of one `year` or of all.

    What somebody else publishes meanwhile is left out. Raises NotAllowed.
    """
    _require(by)
    count_cases(by=by)
    with seeing(of_post(by)):
        first = first_counted()
    if first is None:
        return
    for period in list(ripe(first=first, today=today, published=published_periods())):
        if year in {None, period.year}:
            try:
                yield release(period, by=by, now=now, today=today)
            except AlreadyReleased:
                continue


def release(period: Period, *, by: Standing, now: datetime, today: date) -> Release:
    """Publishes the counts of a month or a year; of a year, its months have to be published before.

    Raises NotYetRipe, also where a month of the year is missing, AlreadyReleased, NotAllowed.
    """
    _require(by)
    if period.ripe_on > today:
        raise NotYetRipe(period)
    with seeing(of_post(by)), transaction.atomic():
        # The event first: its chain is locked, so that a second release of the same period waits, and then is refused.
        record("statistics.released", by=by, now=now, chain=CHAIN, year=period.year, month=period.month)
        if Release.objects.filter(year=period.year, month=period.month).exists():
            raise AlreadyReleased(period)
        published = _of_month(period) if period.month else _of_year(period)
        made = Release.objects.create(year=period.year, month=period.month, released_at=now)
        rows = (
            ReleasedCount(release=made, place_path=cell.place, topic=cell.topic, cases=cases)
            for cell, cases in published.items()
            if cell.month == period.month
        )
        ReleasedCount.objects.bulk_create(rows, batch_size=2000)
    return made


def _require(by: Standing) -> None:
    if by.role is not Role.AUTOMATION:
        raise NotAllowed


def _of_month(period: Period) -> dict[Cell, int | None]:
    return table_of_month(_counts(period), county=lowest_depths().monthly).published()


def _of_year(period: Period) -> dict[Cell, int | None]:
    seen, lowest = _seen_of(period), lowest_depths()
    table = table_of_year(_counts(period), township=lowest.yearly, county=lowest.monthly)
    # A month that has no row for a cell has shown that there was no case: also that stays shown.
    months = [cell for cell in table.counts if cell.month != WHOLE_YEAR]
    return table.published(
        before=[cell for cell in months if seen.get(cell, 0) is None],
        shown=[cell for cell in months if seen.get(cell, 0) is not None],
    )


def _counts(period: Period) -> dict[Cell, int]:
    group_of = {each.topic: each.group.value for each in counted_categories()}
    found = DailyCount.objects.filter(on__gte=period.begins, on__lt=period.ends).annotate(month=ExtractMonth("on"))
    rows = found.order_by().values_list("place_path", "topic", "month").annotate(sum=Sum("cases"))
    counts: dict[Cell, int] = defaultdict(int)
    for path, topic, month, cases in rows.iterator():
        counts[Cell(path, group_of[topic], month)] += cases
    return counts


def _seen_of(period: Period) -> dict[Cell, int | None]:
    """What was published of the months of a year. Raises NotYetRipe where one with cases is missing."""
    first = first_counted() or date.max
    published = published_periods()
    months = (Period(period.year, month) for month in range(1, 13))
    if any(month not in published and month.ends > first for month in months):
        raise NotYetRipe(period)
    rows = ReleasedCount.objects.of_year(period.year).values_list("place_path", "topic", "release__month", "cases")
    return {Cell(path, topic, month): cases for path, topic, month, cases in rows.iterator()}
