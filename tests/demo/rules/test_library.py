"""The stories of the demo are about everyday disputes, in both languages, and say nobody's name."""

import re
from random import Random

import pytest

from folkmoot.cases.rules.names import names_in
from folkmoot.demo.library import phrases, stories
from folkmoot.demo.rules.stories import CHINESE, ENGLISH, IN_SEASON, Story, Telling, Where, choose, tell, where_of
from folkmoot.procedures.packs import load_pack

TELLINGS = [
    tell(story, language=language, rng=Random(seed)) for story in stories() for language in (CHINESE, ENGLISH)
    for seed in range(8)
]  # fmt: skip
#: A concern of the demo is between neighbours, tenants, buyers and builders, never about who governs a real village.
OFFICIALS = re.compile(
    r"书记|主任|镇长|乡长|村长|县长|区长|局长|科长|干部|领导|村委|居委|官员|公务员|受贿|贪"
    r"|\b(?:officials?|mayors?|secretar(?:y|ies)|village heads?|cadres?|brib\w*|corrupt\w*)\b",
    re.IGNORECASE,
)


def texts_of(telling: Telling) -> str:
    return " ".join(str(getattr(telling, name)) for name in Telling.__dataclass_fields__ if name != "story")


def test_there_are_fifty_six_stories_each_with_a_name_of_its_own() -> None:
    assert len({story.code for story in stories()}) == len(stories()) == 56


def test_every_category_stands_in_the_pack() -> None:
    assert {story.category for story in stories()} - {c.code for c in load_pack("intl").categories} == set()


def test_every_reason_for_turning_away_stands_in_the_pack() -> None:
    found = phrases()
    reasons = {each.reason for each in (*found.declines, *found.referrals, *found.reviews)}
    assert reasons - {reason.code for reason in load_pack("intl").decline_reasons} == set()


def test_no_summary_says_a_name() -> None:
    found = phrases()
    named = [family + given for family in found.family_names for given in found.given_names]
    named += found.english_names
    # Looked through at once, as there are thousands of names; no name reaches from one line to the next.
    assert names_in("\n".join(t.summary for t in TELLINGS), names=named) == ()


def test_no_story_tells_of_an_official() -> None:
    assert {t.story for t in TELLINGS if OFFICIALS.search(texts_of(t))} == set()


def test_every_slot_is_filled() -> None:
    assert {t.story for t in TELLINGS if re.search(r"[{}]", texts_of(t))} == set()


def test_what_belongs_together_is_there_as_often() -> None:
    assert {s.code for s in stories() for w in s.words.values() if len(w.narrative) != len(w.summary)} == set()


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_each_language_is_written_in_its_own_script(language: str) -> None:
    told = [t for t in TELLINGS if t.language == language]
    has_chinese = {bool(re.search("[一-鿿]", t.narrative + t.summary + t.resolution)) for t in told}
    assert has_chinese == {language == CHINESE}


def story(code: str) -> Story:
    return next(each for each in stories() if each.code == code)


def test_water_is_quarrelled_about_in_july_and_in_villages() -> None:
    water = story("water_share")
    assert water.likelihood(Where.RURAL, month=7) == IN_SEASON * water.likelihood(Where.RURAL, month=1)
    assert water.likelihood(Where.URBAN, month=7) == 0


def test_a_town_never_hears_of_fields() -> None:
    rng = Random(1)
    heard = {choose(stories(), where=Where.URBAN, month=month, rng=rng).where for month in range(1, 13)}
    assert Where.RURAL not in heard


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("民巷社区居委会", Where.URBAN),
        ("滕王阁街道", Where.URBAN),
        ("上湖村委会", Where.RURAL),
        ("龙头山乡", Where.RURAL),
    ],
)
def test_a_place_is_known_by_the_end_of_its_name(name: str, where: Where) -> None:
    assert where_of(name) is where
