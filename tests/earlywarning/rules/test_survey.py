"""The survey of counts: trees out of names, and every evening and tier cut out of it."""

from datetime import date, timedelta

import numpy as np
import pytest

from folkmoot.earlywarning.rules.survey import Survey
from folkmoot.earlywarning.rules.tiers import Tier
from folkmoot.earlywarning.rules.topics import Group, group_of, is_counted, pack_and_code
from folkmoot.earlywarning.rules.varying import spread_of
from folkmoot.procedures.packs import load_pack

DAY = date(2026, 3, 10)
GROUPS = {Group.WORK: ("cn-labour.pay", "intl.labour"), Group.SERVICES: ("intl.water",)}
ROWS = [
    ("1/11/111/", "intl.water", DAY, 2),
    ("1/12/121/", "intl.labour", DAY - timedelta(days=1), 1),
    ("1/11/", "cn-labour.pay", DAY - timedelta(days=9), 4),
    ("1/11/111/", "unknown.topic", DAY, 7),
]


def survey() -> Survey:
    return Survey.of(ROWS, groups=GROUPS, root="1/")


def test_places_and_topics_stand_in_preorder_with_all_above_them() -> None:
    found = survey()
    assert found.paths == ("1/", "1/11/", "1/11/111/", "1/12/", "1/12/121/")
    assert found.topics == ("", "work", "cn-labour.pay", "intl.labour", "services", "intl.water")
    assert found.over.places.parents.tolist() == [-1, 0, 1, 0, 3]
    assert found.over.topics.parents.tolist() == [-1, 0, 1, 1, 0, 4]


def test_an_evening_holds_its_days_and_no_later_one() -> None:
    counts = survey().evening(DAY - timedelta(days=1), span=9)
    assert (counts.total, counts.days.tolist(), counts.cases.tolist()) == (5, [0, 8], [4, 1])


def test_tiers_are_the_places_of_their_depths() -> None:
    assert survey().tiers((0, 1)) == [Tier(0, "1/"), Tier(1, "1/11/"), Tier(1, "1/12/")]


def test_the_days_of_a_node_hold_all_within_it() -> None:
    days = survey().days_of_node("1/11/", "", as_of=DAY, span=10)
    assert days.tolist() == [4, 0, 0, 0, 0, 0, 0, 0, 0, 2]


@pytest.mark.parametrize("name", ["intl", "cn-mediation", "cn-petition", "cn-labour", "cn-rural-land"])
def test_every_category_has_a_group_and_only_what_is_called_other_is_in_the_last_one(name: str) -> None:
    pack = load_pack(name)
    others = {c.code for c in pack.categories if group_of(name, pack.lineage(c.code)) is Group.OTHER}
    uncounted = {c.code for c in pack.categories if not is_counted(pack.lineage(c.code))}
    assert others - uncounted <= {"other", "request"}


def test_a_matter_stays_in_its_group_under_another_procedure() -> None:
    assert {group_of("intl", ("labour",)), group_of("cn-labour", ("pay",))} == {Group.WORK}
    assert {group_of("cn-mediation", ("contract",)), group_of("cn-labour", ("contract",))} == {Group.TRADE, Group.WORK}
    assert (pack_and_code("work"), pack_and_code("cn-labour.pay")) == (None, ("cn-labour", "pay"))


@pytest.mark.parametrize(("spread", "low", "high"), [(0.0, 0.0, 0.0), (0.4, 0.3, 0.5)])
def test_the_variation_of_the_past_is_found_and_dice_are_not_taken_for_it(
    spread: float, low: float, high: float
) -> None:
    rng = np.random.default_rng(5)
    rows = []
    for place in range(60):
        for period in range(13):
            factor = rng.gamma(1 / spread**2, spread**2) if spread else 1.0
            for back in rng.integers(0, 28, rng.poisson(20 * factor)):
                on = DAY - timedelta(days=28 * period + int(back))
                rows.append((f"1/{10 + place}/", "intl.water", on, 1))
    found = Survey.of(rows, groups=GROUPS, root="1/")
    counts = found.evening(DAY, span=364)
    assert low <= spread_of(counts, over=found.over, depth=1, windows=28) <= high
