"""Past nights as a film, and how often a signal is noise."""

import re
from datetime import timedelta

import pytest

from folkmoot.web.desk.signals.calibration import levels, rarity
from folkmoot.web.desk.signals.film import shade_of
from tests.cast import CITY, COUNTY, NEXT_COUNTY, NEXT_TOWNSHIP, PROVINCE, TODAY, TOWNSHIP, Cast
from tests.earlywarning.signalling import YESTERDAY, a_night, a_signal, high
from tests.web.desk.conftest import SignIn

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("p", "shade"), [(0.9, 0), (0.2, 0), (0.1, 1), (0.03, 2), (0.01, 3), (0.0025, 4), (0.002, 5), (1e-9, 5)]
)
def test_a_shade_says_how_rare_a_night_was_and_a_signal_is_the_darkest(p: float, shade: int) -> None:
    assert shade_of(p, threshold=0.002) == shade


def test_each_night_shades_the_places_below_by_their_own_nights(at_desk: SignIn, cast: Cast) -> None:
    a_night(cast, CITY, p=0.0019, found=(high(p=0.0019),))
    a_night(cast, COUNTY, found=(high(),))
    a_night(cast, COUNTY, as_of=YESTERDAY - DAY, p=0.03)
    page = at_desk("city_coordinator").get("/desk/signals/film/").content.decode()
    assert re.findall(r'data-shades="([^"]*)"', page) == [f"{COUNTY}:2", f"{CITY}:5 {COUNTY}:5 {NEXT_COUNTY}:0"]
    assert re.findall(r'class="map-(\d)" data-code="(\d+)" aria-label="\S+ \([^)]*\): ([^"]*)"', page) == [
        ("5", COUNTY, "a signal"),
        ("0", NEXT_COUNTY, "as usual"),
    ]
    assert set(re.findall(r'<a [^>]*href="/desk/signals/film/(\d+)/"', page)) == {COUNTY}
    assert page.count("滕王阁街道") == 2
    assert re.search(r"Neighbours · <span.*滕王阁街道.*: 9 cases, 1\.2 to be expected", page) is not None


def test_without_a_script_each_night_is_a_link_and_its_neighbours_too(at_desk: SignIn, cast: Cast) -> None:
    for back in range(3):
        a_night(cast, COUNTY, as_of=YESTERDAY - back * DAY, p=0.03 if back == 1 else 0.9)
    browser = at_desk("lead")
    page = browser.get("/desk/signals/film/").content.decode()
    middle = next(href for href in re.findall(r'data-night href="([^"]*)"', page) if "night=2026-03-08" in href)
    shown = browser.get(middle.replace("&amp;", "&")).content.decode()
    steps = re.findall(r'data-film-step="(-?1)" href="[^"]*night=([\d-]+)"', shown)
    assert steps == [("-1", "2026-03-07"), ("1", "2026-03-09")]
    assert re.findall(r'data-shades="([^"]*)" aria-current="step"', shown) == [
        f"{COUNTY}:2 {TOWNSHIP}:0 {NEXT_TOWNSHIP}:0"
    ]


def test_where_the_places_below_have_no_outlines_the_county_is_shown_on_a_wider_map(
    at_desk: SignIn, cast: Cast
) -> None:
    a_night(cast, COUNTY)
    page = at_desk("lead").get("/desk/signals/film/").content.decode()
    assert re.findall(r'class="map-(\w+)" data-code="(\d+)"', page) == [("5", COUNTY), ("around", NEXT_COUNTY)]
    assert "not in this film" in page
    assert re.findall(r'<a href="([^"]*)" class="map', page) == []


def test_a_period_is_chosen_and_a_wrong_one_is_refused_in_words(at_desk: SignIn, cast: Cast) -> None:
    a_night(cast, COUNTY)
    browser = at_desk("lead")
    assert "data-shades" in browser.get("/desk/signals/film/?first=2026-03-01&last=2026-03-09").content.decode()
    assert "data-shades" not in browser.get("/desk/signals/film/?first=2026-02-01&last=2026-03-01").content.decode()
    for query, sentence in (
        ("first=2026-03-09&last=2026-03-01", "The last night lies before the first one."),
        ("first=2025-03-09&last=2026-03-09", "Choose at most 92 nights."),
        ("first=x&last=2026-03-09", "Enter a valid date."),
    ):
        answer = browser.get(f"/desk/signals/film/?{query}")
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_the_film_of_another_county_is_absent(at_desk: SignIn, cast: Cast) -> None:
    a_night(cast, COUNTY)
    assert at_desk("stranger").get(f"/desk/signals/film/{COUNTY}/").status_code == 404
    assert at_desk("lead").get(f"/desk/signals/film/{PROVINCE}/").status_code == 404
    assert "No night was looked at here" in at_desk("lead").get(f"/desk/signals/film/{TOWNSHIP}/").content.decode()


def test_few_nights_say_nothing_of_the_error_rate(cast: Cast) -> None:
    a_night(cast, COUNTY)
    with cast.seeing("auditor"):
        (level,) = levels(until=TODAY)
    assert (level.places, level.nights, level.allowed) == (1, 1, "1.0")
    assert (level.observed, level.noise) == ("", "")
    assert level.threshold == level.nominal == "365 days"


def test_many_nights_say_how_often_a_signal_would_have_been_noise(cast: Cast) -> None:
    for back in range(60):
        a_night(cast, COUNTY, as_of=YESTERDAY - back * DAY, p=0.0001 if back == 30 else 0.5)
    with cast.seeing("auditor"):
        (level,) = levels(until=TODAY)
    assert (level.nights, level.first, level.last) == (60, YESTERDAY - 59 * DAY, YESTERDAY)
    assert (level.observed, level.noise) == ("6.1", "60 days")


def test_a_rarity_is_said_as_a_time() -> None:
    assert [rarity(score) for score in (0.0, 3.4, 8.0, 30.0)] == ["1 day", "30 days", "8 years", "more than 100 years"]


def test_the_page_says_what_became_of_the_signals_of_the_area(at_desk: SignIn, cast: Cast) -> None:
    signal = a_signal(cast)
    browser = at_desk("lead")
    browser.post(f"/desk/signals/{signal.pk}/dismiss/", {"why": "unrelated", "said": "Each is about another wall."})
    page = browser.get("/desk/signals/calibration/").content.decode()
    figures = dict(re.findall(r"<dt>([^<]*)</dt><dd>(\d+)</dd>", page))
    assert figures == {
        "raised": "1",
        "something was found to fail": "0",
        "mended, or mended in part": "0",
        "not looked into yet": "0",
        "dismissed: The cases have nothing in common": "1",
    }
    elsewhere = at_desk("stranger").get("/desk/signals/calibration/").content.decode()
    assert "What became of the signals" not in elsewhere
