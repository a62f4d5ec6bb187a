"""What is drawn follows from the seed, fits the calendar and stays within the two years."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from folkmoot.demo.library import phrases, stories
from folkmoot.demo.rules.course import Beat, Due, Habits, draw_course, with_seen_code
from folkmoot.demo.rules.pieces import Map, Piece, draw_pieces
from folkmoot.demo.rules.plan import Names, Span, Spot, Tale, plan_tales
from folkmoot.demo.rules.scenes import SCENES, course_of, moment_ago
from folkmoot.demo.rules.times import HISTORY, desk_hours, waking_hours
from folkmoot.procedures.rules.calendars import calendar_for

ZONE = ZoneInfo("Asia/Shanghai")
UNTIL = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
SPAN = Span(UNTIL - HISTORY, UNTIL, ZONE)
SPOTS = [Spot("1", "36/1/", "民巷社区"), Spot("2", "36/2/", "上湖村")]
CALENDAR = calendar_for("CN")
PLACES = Map("36/1/11/111/1111/", ["36/1/11/111/", "36/1/11/112/"], ["36/1/11/", "36/1/12/", "36/2/21/"])


def tales(seed: int, count: int = 300) -> list[Tale]:
    found = phrases()
    names = Names(found.family_names, found.given_names, found.english_names)
    return plan_tales(SPOTS, count=count, stories=stories(), names=names, span=SPAN, rng=Random(seed))


def test_one_seed_makes_one_history() -> None:
    assert tales(1) == tales(1)
    assert tales(1) != tales(2)


def test_everything_is_raised_within_the_two_years() -> None:
    assert {SPAN.since < tale.received_at < SPAN.until for tale in tales(1)} == {True}


def test_twins_are_about_the_matter_of_the_first_and_come_later() -> None:
    found = tales(1, 600)
    pairs = [(tale, found[tale.twin_of]) for tale in found if tale.twin_of is not None]
    assert 5 < len(pairs) < 40
    assert {(a.telling == b.telling, a.received_at > b.received_at) for a, b in pairs} == {(True, True)}


def test_wages_are_owed_in_winter() -> None:
    months = Counter(t.received_at.month for t in tales(1, 2000) if t.telling.story == "wages_new_year")
    assert sum(months[m] for m in (12, 1, 2)) > sum(months[m] for m in range(3, 12))


def test_all_pieces_together_are_about_two_thousand_and_the_own_come_first() -> None:
    pieces = draw_pieces(PLACES, seed=1)
    assert sum(piece.count for piece in pieces) == 1970
    assert [piece.is_own for piece in pieces] == [True, True, True, False, False]
    assert [piece.code for piece in pieces] == ["1111", "111", "112", "12", "21"]


def test_a_piece_draws_the_same_whoever_makes_it() -> None:
    piece = Piece("111", "36/1/11/111/", 5, is_own=True)
    assert piece.rng(1, "tales").random() == piece.rng(1, "tales").random()
    assert piece.rng(1, "tales").random() != piece.rng(1, "lives").random()


def test_a_resident_whose_code_was_seen_closes_nothing() -> None:
    courses = [draw_course(Habits(), rng=Random(seed)) for seed in range(300)]
    left = {due.beat for course in courses for due in with_seen_code(course)}
    assert {Beat.CONFIRM, Beat.WITHDRAW, Beat.RATE} & left == set()
    assert {Beat.CONFIRM, Beat.WITHDRAW, Beat.RATE} <= {due.beat for course in courses for due in course}


def test_the_desk_works_in_its_hours_and_seldom_on_holidays() -> None:
    night_before_the_holidays = datetime(2025, 9, 30, 22, 0, tzinfo=ZONE)
    found = [
        desk_hours(night_before_the_holidays, zone=ZONE, calendar=CALENDAR, rng=Random(seed)) for seed in range(200)
    ]
    assert {8 <= at.hour <= 17 for at in found} == {True}
    assert sum(at.date() == datetime(2025, 10, 9, tzinfo=ZONE).date() for at in found) > 100


def test_residents_sleep_at_night() -> None:
    at = waking_hours(datetime(2026, 1, 1, 3, 0, tzinfo=ZONE), zone=ZONE, rng=Random(1))
    assert (at.date().isoformat(), 7 <= at.hour <= 9) == ("2026-01-01", True)


def test_every_prepared_case_is_told_by_a_story_and_ends_before_now() -> None:
    known = {story.code for story in stories()}
    for prepared in SCENES.values():
        assert prepared.story in known
        came = moment_ago(prepared.came, span=SPAN, step=0)
        moments = [due.at for due in course_of(prepared, span=SPAN) if due.at]
        assert moments == sorted(moments)
        assert came < SPAN.until
        assert all(came < at < SPAN.until for at in moments)


def test_a_prepared_case_counts_its_days_from_the_end() -> None:
    at = moment_ago(3, span=SPAN, step=1)
    assert (SPAN.until.astimezone(ZONE).date() - at.date()) == timedelta(days=3)
    assert Due(Beat.PROPOSE, at=at).at == at
