"""What was provisional is counted again once the calendar is published."""

from datetime import date, datetime

import pytest

from folkmoot.cases import jobs
from folkmoot.cases.actions import clocks
from folkmoot.cases.models import Clock
from folkmoot.ledger.models import Event
from tests.cases.filing import case_of
from tests.cases.stages import led_by_the_mediator
from tests.cast import ZONE, Cast

#: 21 days later is Tuesday 5 January 2027, beyond the calendar of 2026.
LATE = datetime(2026, 12, 15, 9, 0, tzinfo=ZONE)


class Weeks:
    """Plain weeks with some more rest days, published until a day."""

    def __init__(self, until: date, *rest: date) -> None:
        self.published_until = until
        self.rest = rest

    def is_rest_day(self, on: date, /) -> bool:
        return on.weekday() >= 5 or on in self.rest


def published(monkeypatch: pytest.MonkeyPatch, until: date, *rest: date) -> None:
    for module in (clocks, jobs):
        monkeypatch.setattr(module, "calendar", lambda: Weeks(until, *rest))


def answer(cast: Cast, receipt) -> tuple[date, bool]:  # type: ignore[no-untyped-def]
    with cast.seeing("mediator"):
        clock = Clock.objects.get(case_id=receipt.case_id, name="answer", stopped_at=None)
        return clock.due_on, clock.is_provisional


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        # Nothing new: it is no longer provisional.
        ([], date(2027, 1, 5)),
        # The fifth becomes a rest day: the resident keeps the day that they were promised.
        ([date(2027, 1, 5)], date(2027, 1, 5)),
    ],
)
def test_a_published_calendar_settles_the_date_and_never_worsens_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, rest: list[date], expected: date
) -> None:
    published(monkeypatch, date(2026, 12, 31))
    receipt = led_by_the_mediator(cast, LATE)
    assert answer(cast, receipt) == (date(2027, 1, 5), True)
    assert jobs.recount_all(now=LATE) == 0
    published(monkeypatch, date(2027, 12, 31), *rest)
    assert jobs.recount_all(now=LATE) == 1
    assert answer(cast, receipt) == (expected, False)
    assert jobs.recount_all(now=LATE) == 0
    with cast.seeing("auditor"):
        event = Event.objects.filter(case_id=receipt.case_id).latest("seq")
        assert (event.kind, event.data) == ("case.recounted", {"clocks": {"answer": ["2027-01-05", "2027-01-05"]}})


def test_a_better_date_becomes_the_promise(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    published(monkeypatch, date(2026, 12, 31), date(2027, 1, 5), date(2027, 1, 6))
    receipt = led_by_the_mediator(cast, LATE)
    assert answer(cast, receipt) == (date(2027, 1, 7), True)
    published(monkeypatch, date(2027, 12, 31), date(2027, 1, 5))
    assert jobs.recount_all(now=LATE) == 1
    assert answer(cast, receipt) == (date(2027, 1, 6), False)
    assert case_of(cast, receipt).due_at == datetime(2027, 1, 7, tzinfo=ZONE)
