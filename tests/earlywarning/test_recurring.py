"""A topic that comes up again in a township: counted as cases, never as people."""

from datetime import datetime

from folkmoot.cases.actions import merging
from tests.cases.filing import filed_on_the_web
from tests.cast import NEXT_VILLAGE, TOWNSHIP, Cast
from tests.earlywarning.sweeping import swept, warnings_in


def filed_thrice(cast: Cast, now: datetime) -> list[int]:
    """Three cases of one topic in two villages of one township."""
    villages = (cast.village, cast.place(NEXT_VILLAGE), cast.village)
    return [filed_on_the_web(cast, now, place=place).case_id for place in villages]


def test_the_third_case_of_a_topic_in_a_township_names_the_place_and_the_topic(cast: Cast, now: datetime) -> None:
    cases = filed_thrice(cast, now)
    assert swept(cast, now).raised == {"recurring": 1}
    (warning,) = warnings_in(cast, cases[-1]).values()
    assert (warning.kind, warning.topic, warning.area) == ("recurring", "neighbour", cast.place(TOWNSHIP).path)
    assert warning.facts == {"cases": 3, "days": 30}
    assert warning.post == cast.post("coordinator")
    assert swept(cast, now).raised == {}


def test_cases_that_were_joined_into_one_count_as_one_however_many_people_came(cast: Cast, now: datetime) -> None:
    cases = filed_thrice(cast, now)
    lead = cast.standing("coordinator")
    with cast.seeing("coordinator"):
        merging.merge(cases[0], into_id=cases[2], by=lead, now=now)
    assert swept(cast, now).raised == {}


def test_a_topic_stays_with_its_case_and_goes_on_to_the_newest_open_one(cast: Cast, now: datetime) -> None:
    cases = filed_thrice(cast, now)
    swept(cast, now)
    newer = filed_on_the_web(cast, now)
    assert swept(cast, now).raised == {}
    assert warnings_in(cast, cases[-1])["recurring"].facts == {"cases": 4, "days": 30}
    with cast.seeing("coordinator"):
        merging.merge(cases[-1], into_id=cases[0], by=cast.standing("coordinator"), now=now)
    swept(cast, now)
    assert set(warnings_in(cast, newer.case_id)) == {"recurring"}
