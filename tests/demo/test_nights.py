"""The demo's nights find what fails for many, and the cast takes it up, mends it, or says why nothing is to do."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from folkmoot.demo.actions import making
from folkmoot.demo.actions.nights import look_back
from folkmoot.demo.actions.signal_deeds import DEEDS, Handling, announce
from folkmoot.demo.forgetting import without_jobs
from folkmoot.demo.queries import CHAIN, Begun, has_nights
from folkmoot.demo.rules.bursts import ONE_DAY, Burst, last_day
from folkmoot.demo.rules.pieces import Piece
from folkmoot.earlywarning.models import Campaign, Night, Signal
from folkmoot.ledger.actions import record
from folkmoot.ledger.models import Event
from folkmoot.ledger.queries import chain_fault
from tests.cast import COUNTY, TOWNSHIP, VILLAGE, Cast
from tests.demo.starting import start
from tests.earlywarning.counting import burst as burst_of
from tests.earlywarning.counting import many_cases, quiet_year
from tests.earlywarning.signalling import a_signal


@pytest.fixture
def started(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[Begun]:
    """A demo of two pieces of which the second, the cast's township, is still to be made."""
    begun, township = start(now), cast.place(TOWNSHIP).path
    pieces = [Piece(VILLAGE, begun.village, 0, is_own=True), Piece(TOWNSHIP, township, 0, is_own=True)]
    monkeypatch.setattr(making, "draw_pieces", lambda _places, seed: pieces)
    record("demo.made", by=None, now=now, chain=CHAIN, place=VILLAGE, cases=0)
    with without_jobs():
        yield begun


def test_the_nights_wait_until_all_cases_are_made(started: Begun) -> None:
    assert (look_back(started), has_nights(), Night.objects.exists()) == (False, False, False)


def test_the_nights_of_the_casts_places_are_looked_at_once_and_only_the_last_one_tells(
    started: Begun, cast: Cast, now: datetime
) -> None:
    evening = last_day(Burst.SITE_AT_NIGHT, span=started.span)
    quiet = quiet_year(until=evening, each_week={("360104002001", "labour"): 0.7, (VILLAGE, "neighbour"): 0.7})
    many_cases(cast, [*quiet, *burst_of(until=evening, cases=12, days=6, category="building_safety")])
    record("demo.made", by=None, now=now, chain=CHAIN, place=TOWNSHIP, cases=0)
    assert (look_back(started, nights=2), has_nights(), look_back(started)) == (True, True, False)
    with cast.seeing("province_coordinator"):
        (signal,) = Signal.objects.all()
        assert (signal.topic, signal.until, signal.taken_at) == ("intl.building_safety", evening, None)
        nights = Night.objects.values_list("as_of", "tier", "is_replay")
        tiers = [cast.place(code).path for code in ("36", "3601", COUNTY)]
        days = ((evening - ONE_DAY, True), (evening, False))
        assert set(nights) == {(day, tier, is_replay) for day, is_replay in days for tier in tiers}
    assert chain_fault("earlywarning") is None


@pytest.mark.parametrize(
    ("burst", "came_of_it"),
    [
        (Burst.WAGES_LATE, ("wages_unpaid", "", "", {"wage_claim_help": True, "inspection": False})),
        (Burst.RUBBISH_LEFT, ("service_failed", "mended", "", {"service_restored": True, "inspection": True})),
        (Burst.ALLOWANCES, ("", "", "known_reason", {})),
    ],
)
def test_the_cast_acts_on_what_earlier_nights_told(
    started: Begun, cast: Cast, now: datetime, burst: Burst, came_of_it: tuple[object, ...]
) -> None:
    handling, signal = Handling.of(started), a_signal(cast, now=now)
    by = handling.post_of(signal)
    assert by is not None
    with cast.seeing("lead"):
        DEEDS[burst](handling, signal, by)
        signal.refresh_from_db()
        measures = {each.measure: each.done_at is not None for each in signal.measures.all()}
        assert (signal.cause, signal.outcome, signal.dismissed, measures) == came_of_it
    times = list(Event.objects.filter(chain=f"signal:{signal.pk}").order_by("seq").values_list("at", flat=True))
    assert times == sorted(times)
    assert now < times[0]


def test_a_campaign_is_announced_once_where_its_burst_comes_up(
    started: Begun, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    announce(Handling.of(started))
    assert not Campaign.objects.exists()
    eighth = Piece(TOWNSHIP, cast.place(TOWNSHIP).path, 0, is_own=True)
    monkeypatch.setattr(making, "draw_pieces", lambda _places, seed: [eighth] * 8)
    announce(Handling.of(started))
    announce(Handling.of(started))
    assert Campaign.objects.get().place == cast.place(TOWNSHIP)
