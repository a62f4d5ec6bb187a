"""Daily counts: whatever happens to cases and places, they are what counting from nothing gives."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

import pytest

from folkmoot.cases.actions import merging, procedures, sorting
from folkmoot.cases.actions.places import follow_places
from folkmoot.cases.errors import CaseError, NotAllowed
from folkmoot.earlywarning.actions.counting import count_cases
from folkmoot.earlywarning.models import DailyCount
from folkmoot.places.actions import changes
from folkmoot.places.errors import PlaceError
from folkmoot.procedures.rules.steps import ImpossibleMove
from tests.cases.filing import filed_on_the_web
from tests.cast import COUNTY, NEXT_COUNTY, NEXT_VILLAGE, TOWNSHIP, VILLAGE, ZONE, Cast
from tests.earlywarning.counting import counted, counted_from_nothing, counts

HERE = f"36/3601/{COUNTY}/{TOWNSHIP}/{VILLAGE}/"
CATEGORIES = ("neighbour", "labour", "water", "officials_conduct")


def test_a_case_is_counted_on_the_day_it_came_in_at_the_regions_place(cast: Cast) -> None:
    late = datetime(2026, 3, 9, 23, 30, tzinfo=ZONE)
    filed_on_the_web(cast, late, happened_on=date(2026, 2, 1))
    filed_on_the_web(cast, late + timedelta(hours=1))
    assert counted(cast) == 2
    assert counts(cast) == {
        (HERE, "intl.neighbour", date(2026, 3, 9), date(2026, 2, 1)): 1,
        (HERE, "intl.neighbour", date(2026, 3, 10), None): 1,
    }


def test_counting_twice_changes_nothing(cast: Cast, now: datetime) -> None:
    filed_on_the_web(cast, now)
    assert [counted(cast), counted(cast)] == [1, 0]


def test_what_was_joined_counts_once_and_again_when_it_is_parted(cast: Cast, now: datetime) -> None:
    first, second = filed_on_the_web(cast, now - timedelta(days=3)), filed_on_the_web(cast, now)
    by, found = cast.standing("coordinator"), []
    for act in (
        lambda: merging.merge(second.case_id, into_id=first.case_id, by=by, now=now),
        lambda: merging.unmerge(second.case_id, by=by, now=now),
    ):
        with cast.seeing("coordinator"):
            act()
        counted(cast)
        found.append(sum(counts(cast).values()))
    assert found == [1, 2]


def test_opinions_and_what_people_are_accused_of_are_not_counted(cast: Cast, now: datetime) -> None:
    filed_on_the_web(cast, now, category="officials_conduct")
    assert (counted(cast), counts(cast)) == (0, {})


def test_what_complains_about_a_unit_is_counted_above_it(cast: Cast, now: datetime) -> None:
    filed_on_the_web(cast, now, about_unit=cast.unit("mediator"))
    counted(cast)
    assert {path for path, *_rest in counts(cast)} == {f"36/3601/{COUNTY}/{TOWNSHIP}/"}
    with cast.seeing("mediator"):
        assert not DailyCount.objects.exists()


def test_only_the_software_counts_and_a_stranger_sees_nothing(cast: Cast, now: datetime) -> None:
    filed_on_the_web(cast, now)
    counted(cast)
    with pytest.raises(NotAllowed):
        count_cases(by=cast.standing("lead"))
    with cast.seeing("stranger"):
        assert not DailyCount.objects.exists()


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_sequence_the_counts_are_those_from_nothing(cast: Cast, now: datetime, seed: int) -> None:
    rng = Random(seed)
    filed = [filed_on_the_web(cast, now - timedelta(hours=7 * n)).case_id for n in range(3)]
    done = 0
    for step in range(14):
        act = rng.choice(_acts(cast, filed, now + timedelta(hours=step), rng))
        try:
            with cast.seeing("province_coordinator"):
                act()
            done += 1
        except (CaseError, PlaceError, ImpossibleMove):
            continue
        follow_places_of(cast, now)
        counted(cast)
        assert counts(cast) == counted_from_nothing(cast)
    assert done >= 4


def follow_places_of(cast: Cast, now: datetime) -> None:
    with cast.seeing("province_coordinator"):
        follow_places(by=cast.standing("automation"), now=now)


def _acts(cast: Cast, filed: list[int], now: datetime, rng: Random) -> list[Callable[[], object]]:
    by, one, other = cast.standing("coordinator"), rng.choice(filed), rng.choice(filed)
    places = {"on": now.date(), "by": None, "now": now}
    return [
        lambda: filed.append(filed_on_the_web(cast, now, category=rng.choice(CATEGORIES)).case_id),
        lambda: merging.merge(one, into_id=other, by=by, now=now),
        lambda: merging.unmerge(one, by=by, now=now),
        lambda: sorting.sort(one, category=rng.choice(CATEGORIES), by=by, now=now),
        lambda: procedures.put_under(one, pack="cn-labour", category="pay", reason="Wages.", by=by, now=now),
        lambda: changes.merge(cast.place(NEXT_VILLAGE), into=cast.village, **places),
        lambda: changes.move(cast.place(TOWNSHIP), parent=cast.place(NEXT_COUNTY), **places),
        lambda: changes.rename(cast.village, name="Lotus", **places),
    ]
