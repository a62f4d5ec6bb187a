"""A night finds a burst, names one post, says it once, and is the same however often it is run."""

from datetime import date, datetime, timedelta

import pytest

from folkmoot.cases.errors import NotAllowed
from folkmoot.earlywarning.actions.nights import NightRun, run_night
from folkmoot.earlywarning.actions.replaying import Replayed, replay
from folkmoot.earlywarning.engines import LocalEngine
from folkmoot.earlywarning.errors import NotANight
from folkmoot.earlywarning.models import Night, Signal, SignalNotice
from folkmoot.earlywarning.signals import cases_behind, open_signals, signals_to_take, year_of
from folkmoot.ledger.models import Event
from tests.cast import COUNTY, NEXT_VILLAGE, TOWNSHIP, VILLAGE, Cast
from tests.earlywarning.counting import Filed, burst, many_cases, quiet_year

EVENING = date(2026, 3, 9)
QUIET = {
    (VILLAGE, "neighbour"): 0.5,
    (NEXT_VILLAGE, "neighbour"): 0.5,
    (VILLAGE, "water"): 0.1,
    ("360104002001", "labour"): 0.7,
    ("360702001001", "water"): 0.7,
}
HERE = f"36/3601/{COUNTY}/{TOWNSHIP}/{VILLAGE}/"


def filed(*bursts: list[Filed]) -> list[Filed]:
    """A quiet year of the small region, with bursts in it."""
    return [*quiet_year(until=EVENING, each_week=QUIET), *(each for found in bursts for each in found)]


def night(cast: Cast, now: datetime, *, as_of: date = EVENING) -> NightRun:
    """A night under the automatic post."""
    return run_night(as_of, by=cast.standing("automation"), now=now, engine=LocalEngine(workers=1), replicates=199)


def signals(cast: Cast) -> list[Signal]:
    """All of them, in the order in which they were raised."""
    with cast.seeing("province_coordinator"):
        return list(Signal.objects.order_by("pk"))


def test_a_burst_is_found_told_to_its_post_and_kept_in_the_ledger(cast: Cast, now: datetime) -> None:
    many_cases(cast, filed(burst(until=EVENING, cases=9, days=4)))
    run = night(cast, now)
    (signal,) = signals(cast)
    assert [each.pk for each in run.signals] == [signal.pk]
    assert (signal.place_path, signal.topic, signal.cases) == (HERE, "intl.water", 9)
    assert (signal.since, signal.until) == (date(2026, 3, 6), EVENING)
    assert signal.expected < 1.5
    assert signal.recurrence_days > 365
    assert (signal.post_id, signal.level_path) == (cast.post("secretary").pk, HERE)
    with cast.seeing("secretary"):
        assert SignalNotice.objects.values_list("post", "why").get() == (signal.post_id, "raised")
        assert [each.pk for each in signals_to_take(cast.officer("secretary"))] == [signal.pk]


def test_a_village_is_named_as_its_township_outside_the_unit(cast: Cast, now: datetime) -> None:
    many_cases(cast, filed(burst(until=EVENING, cases=9, days=4)))
    night(cast, now)
    (signal,) = signals(cast)
    township = f"36/3601/{COUNTY}/{TOWNSHIP}/"
    assert (signal.named_path, signal.is_village) == (township, True)
    with cast.seeing("stranger"):
        assert not open_signals(cast.officer("stranger")).exists()
        assert not Signal.objects.exists()
    with cast.seeing("province_coordinator"):
        kept = [found["place"] for row in Night.objects.all() for found in row.found]
        told = [event.data["place"] for event in Event.objects.filter(kind="signal.raised")]
    assert kept
    assert {path for path in (*kept, *told) if VILLAGE in path} == set()


def test_a_quiet_night_raises_nothing_and_every_tier_was_looked_at(cast: Cast, now: datetime) -> None:
    many_cases(cast, filed())
    run = night(cast, now)
    assert (run.signals, signals(cast)) == ([], [])
    assert [each.look.tier.depth for each in run.looked] == [0, 1, 1, 2, 2, 2]


def test_the_same_night_anew_finds_the_same_and_says_it_once(cast: Cast, now: datetime) -> None:
    many_cases(cast, filed(burst(until=EVENING, cases=9, days=4)))
    first, again = night(cast, now), night(cast, now)
    assert [each.look for each in first.looked] == [each.look for each in again.looked]
    assert again.signals == []
    assert len(signals(cast)) == 1


def test_a_signal_is_raised_anew_when_it_has_grown_and_takes_the_smaller_ones_place(cast: Cast, now: datetime) -> None:
    many_cases(cast, filed(burst(until=EVENING, cases=9, days=4)))
    night(cast, now)
    many_cases(cast, burst(until=EVENING + timedelta(days=1), cases=8, days=1))
    night(cast, now + timedelta(days=1), as_of=EVENING + timedelta(days=1))
    small, large = signals(cast)
    assert (large.cases, large.supersedes_id) == (17, small.pk)
    assert (small.ended_at, large.ended_at) == (now + timedelta(days=1), None)


def test_an_earlier_day_is_kept_for_calibration_and_raises_nothing(cast: Cast, now: datetime) -> None:
    many_cases(cast, filed(burst(until=EVENING - timedelta(days=5), cases=9, days=4)))
    run = night(cast, now, as_of=EVENING - timedelta(days=5))
    assert run.signals == []
    with cast.seeing("province_coordinator"):
        assert set(Night.objects.values_list("is_replay", flat=True)) == {True}
    with pytest.raises(NotANight):
        night(cast, now, as_of=now.date())
    with pytest.raises(NotAllowed):
        run_night(EVENING, by=cast.standing("lead"), now=now)


def test_the_year_of_a_signal_ends_with_its_window_and_expects_what_the_node_had(cast: Cast, now: datetime) -> None:
    many_cases(cast, filed(burst(until=EVENING, cases=9, days=4)))
    night(cast, now)
    (signal,) = signals(cast)
    year = year_of(signal)
    assert (len(year.cases), year.first, year.until) == (365, date(2025, 3, 10), EVENING)
    assert sum(year.cases[-4:]) == 9
    assert sum(year.expected) == pytest.approx(sum(year.cases), abs=0.2)


def test_only_the_cases_that_one_sees_anyway_are_shown(cast: Cast, now: datetime) -> None:
    many_cases(cast, filed(burst(until=EVENING, cases=9, days=4)))
    night(cast, now)
    (signal,) = signals(cast)
    shown = {}
    for who in ("secretary", "lead", "stranger"):
        with cast.seeing(who):
            behind = cases_behind(signal, cast.officer(who))
            shown[who] = (behind.total, len(behind.cases), {case.category for case in behind.cases})
    assert shown == {"secretary": (9, 9, {"water"}), "lead": (9, 9, {"water"}), "stranger": (9, 0, set())}


def test_a_replay_goes_on_where_it_was_interrupted(cast: Cast, now: datetime) -> None:
    many_cases(cast, filed())
    by, engine = cast.standing("automation"), LocalEngine(workers=1)
    first = EVENING - timedelta(days=3)
    stopped = replay(first, first + timedelta(days=1), by=by, now=now, engine=engine)
    whole = replay(first, EVENING - timedelta(days=1), by=by, now=now, engine=engine)
    assert (stopped, whole) == (Replayed(nights=2, computed=12), Replayed(nights=3, computed=6))
    with cast.seeing("province_coordinator"):
        assert Night.objects.filter(is_replay=True).count() == 18
