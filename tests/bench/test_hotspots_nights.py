"""What the nightly run raises on evenings that are made up, without drawing replicates."""

from datetime import date, timedelta
from math import exp

import numpy as np

from bench.hotspots_found import Message
from bench.hotspots_nights import Nights
from folkmoot.earlywarning.rules.evenings import Found, Look
from folkmoot.earlywarning.rules.tiers import Tier

FIRST, EVENINGS = date(2021, 1, 1), 200
TURN = FIRST + timedelta(days=100)
CITY = Tier(0, "A市/")
COUNTED = [Message(n, TURN + timedelta(days=n), "A市/A3区/north", "环境保护") for n in range(20)]


def look(evening: int, p: float, *found: Found) -> Look:
    day = FIRST + timedelta(days=evening)
    return Look(CITY, day, seed=1, replicates=999, spread=0.0, nodes=9, cases=9, score=5.0, p=p, found=found)


def nights(*high: tuple[int, float, int]) -> Nights:
    """Evenings whose p is what chance gives, but for some: (evening, p, cases that were high)."""
    rare = {evening: (p, cases) for evening, p, cases in high}
    chance = np.random.default_rng(1).uniform(0.05, 1, EVENINGS)
    looks = []
    for evening in range(EVENINGS):
        p, cases = rare.get(evening, (float(chance[evening]), 0))
        found = [Found("A市/A3区/", "environment", 5, cases, 0.5, 9.0, p)] if cases else []
        looks.append(look(evening, p, *found))
    return Nights(looks, TURN)


def test_what_is_rarer_than_the_past_allows_is_told_once_with_its_messages() -> None:
    signals = nights((110, exp(-9), 4), (111, exp(-9), 4)).signals(a_month=1, among=COUNTED)
    assert [(each.on, each.place, each.topic, len(each.messages)) for each in signals] == [
        (FIRST + timedelta(days=110), "A市/A3区", "环境保护", 5)
    ]


def test_what_has_grown_is_told_anew() -> None:
    signals = nights((110, exp(-9), 4), (114, exp(-9), 9)).signals(a_month=1, among=COUNTED)
    assert [each.cases for each in signals] == [4, 9]


def test_earlier_evenings_set_the_threshold_and_raise_nothing() -> None:
    wild = [(evening, exp(-12), 4) for evening in range(5, 100, 12)]
    after = (150, exp(-9), 4)
    assert nights(*wild, after).signals(a_month=1, among=COUNTED) == ()
    assert len(nights(after).signals(a_month=1, among=COUNTED)) == 1
