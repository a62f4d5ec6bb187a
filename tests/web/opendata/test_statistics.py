"""The open statistics: what a page says, what it never says, and what one takes along."""

import csv
import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from folkmoot.opendata.models import Release
from folkmoot.opendata.rules.calendar import Period
from folkmoot.web.opendata.charts import chart_of_months
from folkmoot.web.opendata.choosing import choice_of
from folkmoot.web.opendata.whereabouts import legend, shade_of
from tests.cast import CITY, COUNTY, NEXT_COUNTY, NEXT_TOWNSHIP, OTHER_COUNTY, PROVINCE, TOWNSHIP, VILLAGE, Cast
from tests.opendata.publishing import NOISE, WAGES, count, publish, publish_year

FAR_VILLAGE = "360104002001"


@pytest.fixture
def published(cast: Cast) -> Cast:
    """The last two months of 2025 and the year, with a township and a topic that are too small to be shown."""
    for month, cases in ((11, 40), (12, 20)):
        count(cast, VILLAGE, on=date(2025, month, 3), cases=cases)
        count(cast, FAR_VILLAGE, on=date(2025, month, 4), cases=1100, topic=WAGES)
        count(cast, FAR_VILLAGE, on=date(2025, month, 4), cases=13, topic=NOISE)
    count(cast, NEXT_TOWNSHIP, on=date(2025, 12, 5), cases=3, topic=NOISE)
    publish_year(cast, 2025)
    return cast


def texts(page: bytes) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def rows(answer: bytes) -> list[dict[str, str]]:
    """The lines of a file, without the sentences above them."""
    lines = answer.decode("utf-8-sig").splitlines()
    return list(csv.DictReader(io.StringIO("\n".join(line for line in lines if not line.startswith("#")))))


def test_the_front_shows_the_newest_year_of_the_whole_region(client: Client, published: Cast) -> None:
    told = client.get("/statistics/").context
    assert (told["place"].code, told["choice"].period, told["choice"].topic) == (PROVINCE, Period(2025), "")
    assert told["figure"].text == "2,290"
    assert [(line.title, line.figure.text) for line in told["months"].lines] == [
        ("November", "1,155"),
        ("December", "1,135"),
    ]


def test_a_place_a_topic_and_a_month_are_chosen_in_the_address(client: Client, published: Cast) -> None:
    told = client.get(f"/statistics/places/{CITY}/?year=2025&month=11&topic=work").context
    assert (told["topic"], told["period"], told["figure"].says) == ("Work and wages", "November 2025", "1,100 cases")


@pytest.mark.parametrize("asked", ["?year=1999", "?year=2025&month=7", "?year=x&month=-1&topic=zhang+san", "?month=²"])
def test_what_is_not_published_is_not_offered_and_the_newest_year_shown_instead(
    client: Client, published: Cast, asked: str
) -> None:
    told = client.get("/statistics/" + asked).context
    assert (told["choice"].period, told["choice"].topic) == (Period(2025), "")
    assert [value for value, _title in told["form"].fields["month"].choices] == [0, 11, 12]


def test_a_year_without_a_case_is_not_what_one_sees_first(client: Client, published: Cast) -> None:
    for month in range(1, 13):
        publish(published, 2026, month, today=Period(2026, month).ripe_on)
    publish(published, 2026, today=Period(2026).ripe_on)
    assert client.get("/statistics/").context["choice"].period == Period(2025)
    told = client.get("/statistics/?year=2026").context
    assert (told["choice"].period, told["figure"].says) == (Period(2026), "0 cases")


def test_a_township_has_years_and_no_months(client: Client, published: Cast) -> None:
    answer = client.get(f"/statistics/places/{TOWNSHIP}/?year=2025&month=12")
    assert (answer.context["choice"].period, answer.context["months"]) == (Period(2025), None)
    assert (answer.context["where"].lines, "month" in answer.context["form"].fields) == ([], False)


@pytest.mark.parametrize("code", [VILLAGE, "atlantis"])
def test_nothing_smaller_than_a_township_has_a_page_or_a_file(client: Client, published: Cast, code: str) -> None:
    assert client.get(f"/statistics/places/{code}/").status_code == 404
    assert client.get(f"/statistics/places/{code}/2025.csv").status_code == 404


def test_what_is_kept_back_is_said_in_words_and_never_drawn_as_a_number(client: Client, published: Cast) -> None:
    told = client.get(f"/statistics/places/{COUNTY}/?topic=neighbours").context
    assert told["figure"].text == "kept back"
    small = {line.place.code: line.figure.text for line in told["where"].lines}
    assert small == {TOWNSHIP: "0", NEXT_TOWNSHIP: "kept back"}
    assert "plot-untold" in told["months"].svg
    assert "It is 1 to 9, or such a number could be worked out from it." in texts(
        client.get(f"/statistics/places/{COUNTY}/?topic=neighbours").content
    )


def test_places_stand_in_the_order_of_the_tree_and_not_by_their_numbers(client: Client, published: Cast) -> None:
    lines = client.get("/statistics/").context["where"].lines
    assert [(line.place.code, line.below) for line in lines] == [
        (CITY, 1), (COUNTY, 2), (NEXT_COUNTY, 2), ("3607", 1), (OTHER_COUNTY, 2),
    ]  # fmt: skip


def test_the_map_of_the_region_shows_its_counties_with_what_the_table_says(client: Client, published: Cast) -> None:
    where = client.get("/statistics/?topic=neighbours").context["where"]
    drawn = re.findall(r'class="map-(\w+)" data-code="(\d+)" aria-label="[^"]*: ([^"]+)"', where.map)
    assert drawn == [("kept", COUNTY, "kept back"), ("kept", NEXT_COUNTY, "kept back"), ("0", OTHER_COUNTY, "0 cases")]
    linked = re.findall(r'href="([^"]+)" class="map-', where.map)
    assert linked[0] == f"/statistics/places/{COUNTY}/?year=2025&amp;topic=neighbours"


def test_shades_are_shares_of_the_most_and_their_words_count_in_fives() -> None:
    assert [shade_of(cases, most=100) for cases in (None, 0, 10, 20, 25, 100)] == ["kept", 0, 1, 1, 2, 5]
    assert [words for _shade, words in legend(100, has_untold=True)] == [
        "no case", "5 to 20 cases", "25 to 40 cases", "45 to 60 cases", "65 to 80 cases", "85 to 100 cases",
        "kept back",
    ]  # fmt: skip
    for most in range(10, 400, 5):
        shades = [shade_of(cases, most=most) for cases in range(5, most + 1, 5)]
        assert sorted({shade for shade, _words in legend(most, has_untold=False)} - {0}) == sorted(set(shades))


def test_a_month_that_is_not_published_has_no_bar_and_one_that_is_kept_back_an_open_one(published: Cast) -> None:
    choice = choice_of({"year": "2025"}, periods=[Period(2025, 11), Period(2025, 12)], has_months=True)
    assert choice is not None
    assert choice.period == Period(2025, 12)
    chart = chart_of_months([], choice)
    assert (re.findall("<rect", chart.svg), [line.figure.text for line in chart.lines]) == ([], ["0", "0"])


def test_the_file_says_first_how_to_read_it_and_then_everything_within(client: Client, published: Cast) -> None:
    answer = client.get(f"/statistics/places/{COUNTY}/2025.csv")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="folkmoot-statistics-{COUNTY}-2025.csv"'
    text = answer.content.decode("utf-8-sig")
    assert "# Licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/" in text
    assert "# Shown numbers are rounded to 5." in text
    found = {(row["month"], row["place"], row["topic"]): (row["cases"], row["status"]) for row in rows(answer.content)}
    assert found == {
        ("", COUNTY, "all"): ("65", "shown"), ("", COUNTY, "services"): ("", "kept_back"),
        ("", COUNTY, "neighbours"): ("", "kept_back"),
        ("", TOWNSHIP, "all"): ("", "kept_back"), ("", TOWNSHIP, "services"): ("", "kept_back"),
        ("", NEXT_TOWNSHIP, "all"): ("", "kept_back"), ("", NEXT_TOWNSHIP, "neighbours"): ("", "kept_back"),
        ("11", COUNTY, "all"): ("40", "shown"), ("11", COUNTY, "services"): ("40", "shown"),
        ("12", COUNTY, "all"): ("25", "shown"), ("12", COUNTY, "services"): ("", "kept_back"),
        ("12", COUNTY, "neighbours"): ("", "kept_back"),
    }  # fmt: skip


def test_every_published_number_is_in_the_file_of_the_region_and_no_small_one(client: Client, published: Cast) -> None:
    found = rows(client.get(f"/statistics/places/{PROVINCE}/2025.csv").content)
    assert len(found) == sum(release.counts.count() for release in Release.objects.all())
    assert min(int(row["cases"]) for row in found if row["cases"]) >= 10
    assert {int(row["cases"]) % 5 for row in found if row["cases"]} == {0}
    assert client.get(f"/statistics/places/{PROVINCE}/2024.csv").status_code == 404


def test_before_anything_is_published_the_page_says_so(client: Client, cast: Cast) -> None:
    count(cast, VILLAGE, on=date(2025, 11, 3), cases=40)
    for path in ("/statistics/", f"/statistics/places/{TOWNSHIP}/"):
        assert client.get(path).context["choice"] is None
    publish(cast, 2025, 11)
    assert client.get("/statistics/").context["choice"].period == Period(2025, 11)
    assert client.get(f"/statistics/places/{TOWNSHIP}/").context["choice"] is None


def test_how_the_numbers_are_made_is_told_from_the_rules_themselves(client: Client, cast: Cast) -> None:
    said = texts(client.get("/statistics/how/").content)
    assert "Every number from 1 to 9. Where there was no case, 0 is shown." in said
    assert "A month 14 days after its end, a year 31 days after its end." in said
    assert "A year is published down to the level “Township”, a month down to the level “County”." in said


def test_no_case_and_no_daily_count_is_read_for_a_page(client: Client, published: Cast) -> None:
    client.get("/statistics/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/statistics/")
    read = [query["sql"] for query in captured if query["sql"]]
    assert [sql for sql in read if "cases_" in sql or "earlywarning_" in sql] == []
    assert len(captured) <= 16


def test_the_public_page_of_a_place_leads_to_its_statistics_from_a_township_up(client: Client, cast: Cast) -> None:
    there = 'href="/statistics/places/{}/"'
    assert there.format(TOWNSHIP) in client.get(f"/places/{TOWNSHIP}/").content.decode()
    assert there.format(VILLAGE) not in client.get(f"/places/{VILLAGE}/").content.decode()
    assert 'href="/statistics/"' in client.get("/").content.decode()
