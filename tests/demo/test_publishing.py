"""The demo's statistics stand once its cases do, each as old as it would be."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from folkmoot.demo.actions import making
from folkmoot.demo.actions.publishing import publish_when_made
from folkmoot.demo.forgetting import without_jobs
from folkmoot.demo.queries import CHAIN, Begun
from folkmoot.demo.rules.pieces import Piece
from folkmoot.ledger.actions import record
from folkmoot.opendata.queries import published_periods
from folkmoot.opendata.rules.calendar import Period
from tests.cast import VILLAGE, ZONE, Cast
from tests.demo.starting import start
from tests.earlywarning.counting import many_cases, noon


@pytest.fixture
def started(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[Begun]:
    """A demo of one piece that is still to be made, with cases of one day."""
    begun = start(now)
    monkeypatch.setattr(making, "draw_pieces", lambda _places, seed: [Piece(VILLAGE, begun.village, 0, is_own=True)])
    many_cases(cast, [(VILLAGE, "water", noon(date(2026, 1, 12))) for _ in range(12)])
    with without_jobs():
        yield begun


def test_nothing_is_published_before_all_cases_are_made(started: Begun) -> None:
    assert (publish_when_made(started, today=date(2026, 3, 10)), published_periods()) == (0, {})


def test_each_month_is_published_on_the_day_it_was_ripe_and_once(started: Begun, now: datetime) -> None:
    record("demo.made", by=None, now=now, chain=CHAIN, place=VILLAGE, cases=0)
    made = publish_when_made(started, today=date(2026, 3, 10))
    assert made == len(published_periods()) > 12
    assert published_periods()[Period(2026, 1)] == datetime(2026, 2, 15, 3, 40, tzinfo=ZONE)
    assert publish_when_made(started, today=date(2026, 3, 10)) == 0
