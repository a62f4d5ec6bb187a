"""When the lead of a supervised case owes a report, and which weeks went by without one."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import takewhile
from typing import Final

from folkmoot.procedures.rules.clocks import ONE_DAY, Calendar

WEEK: Final = timedelta(days=7)


def report_days(since: date, *, calendar: Calendar) -> Iterator[date]:
    """The last day for the report of each week of a supervision, without end: every seventh day, or the next working
    day where that one is a rest day. A rest day moves one report and not those after it.
    """
    week = since + WEEK
    last = since
    while True:
        on = week
        while calendar.is_rest_day(on):
            on += ONE_DAY
        # A holiday longer than a week would ask for two reports on one day.
        if on != last:
            yield on
        last, week = on, week + WEEK


def next_report_day(since: date, *, after: date, calendar: Calendar) -> date:
    """The first day for a report that comes after a day."""
    return next(on for on in report_days(since, calendar=calendar) if on > after)


def answered_day(since: date, *, open_from: date, today: date, calendar: Calendar) -> date:
    """For which day a report counts that comes today: the latest that has passed without one, else the coming one.

    `open_from` is the first day for which none has come.
    """
    days = report_days(since, calendar=calendar)
    passed = [on for on in takewhile(lambda day: day < today, days) if on >= open_from]
    return passed[-1] if passed else open_from


def missing_days(since: date, *, reported: Collection[date], today: date, calendar: Calendar) -> list[date]:
    """The days that passed without a report, the first before the later ones."""
    passed = takewhile(lambda day: day < today, report_days(since, calendar=calendar))
    return [on for on in passed if on not in reported]
