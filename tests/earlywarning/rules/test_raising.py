"""Which warnings are true of a case: by numbers and dates, as a table, and never fewer as time goes on."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.earlywarning.rules.kinds import COLOURS, OF_CLOCK, Colour, Kind, WhyClimbed, colour_after
from folkmoot.earlywarning.rules.raising import CaseFacts, DeskClock, Moment, colour_of, is_recurring, warnings_of
from folkmoot.procedures.packs import load_pack
from folkmoot.procedures.rules.steps import ENDED, Step

THRESHOLDS = load_pack("intl").thresholds
START = datetime(2026, 3, 2, tzinfo=UTC)
#: twenty days, until the end of Saturday the 21st
CLOCK = DeskClock(START, START + timedelta(days=20))


def at(now: datetime) -> Moment:
    """A moment in a region whose days are those of UTC."""
    today = now.date()
    return Moment(now, today, datetime(today.year, today.month, today.day, tzinfo=UTC) + timedelta(days=1))


def facts(**changes: object) -> CaseFacts:
    """A led case in which something happened just now."""
    plain = {"step": Step.ASSIGNED, "changed_at": START + timedelta(days=400)}
    return CaseFacts(**{**plain, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0.0, set()),
        (14.99, set()),
        (15.0, {Kind.CLOCK}),
        (18.9, {Kind.CLOCK}),
        (19.0, {Kind.DUE}),
        (19.99, {Kind.DUE}),
        (20.0, {Kind.OVERDUE}),
        (300.0, {Kind.OVERDUE}),
    ],
)
def test_a_clock_warns_at_three_quarters_on_its_day_and_after_it(days: float, expected: set[Kind]) -> None:
    found = warnings_of(facts(clock=CLOCK), thresholds=THRESHOLDS, at=at(START + timedelta(days=days)))
    assert found == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"changed_at": START}, {Kind.SILENT}),
        ({"changed_at": START + timedelta(seconds=1)}, set()),
        ({"changed_at": START, "is_paused": True}, set()),
        ({"changed_at": START, "step": Step.WAITING}, set()),
        ({"changed_at": START, "step": Step.PROPOSED}, set()),
        ({"step": Step.ROUTED, "passed_on_times": 1}, set()),
        ({"step": Step.ROUTED, "passed_on_times": 2}, {Kind.BOUNCED}),
        ({"step": Step.ROUTED, "passed_on_times": 2, "is_decided_above": True}, set()),
        ({"step": Step.ACCEPTED, "passed_on_times": 2}, set()),
        ({"reopened_times": 1}, set()),
        ({"reopened_times": 2}, {Kind.REDONE}),
        ({"report_due_on": date(2026, 3, 9)}, set()),
        ({"report_due_on": date(2026, 3, 8)}, {Kind.REPORT_MISSING}),
    ],
)
def test_each_other_kind_has_its_fact(changes: dict[str, object], expected: set[Kind]) -> None:
    now = START + timedelta(days=THRESHOLDS.silent_days)
    assert now.date() == date(2026, 3, 9)
    assert warnings_of(facts(**changes), thresholds=THRESHOLDS, at=at(now)) == expected


@pytest.mark.parametrize("step", sorted(ENDED | {Step.MERGED, Step.IMPORTED}))
def test_nothing_is_warned_of_that_nobody_has_to_do(step: Step) -> None:
    case = facts(step=step, changed_at=START, clock=CLOCK, passed_on_times=9, reopened_times=9, report_due_on=date.min)
    assert warnings_of(case, thresholds=THRESHOLDS, at=at(START + timedelta(days=900))) == frozenset()


CASES = st.builds(
    CaseFacts,
    step=st.sampled_from(Step),
    changed_at=st.integers(-60, 30).map(lambda days: START + timedelta(days=days)),
    clock=st.none() | st.just(CLOCK),
    passed_on_times=st.integers(0, 4),
    reopened_times=st.integers(0, 4),
    is_decided_above=st.booleans(),
    is_paused=st.booleans(),
    report_due_on=st.none() | st.dates(date(2026, 3, 1), date(2026, 4, 1)),
)
TIMES = st.integers(0, 90 * 24).map(lambda hours: START + timedelta(hours=hours))


@given(CASES, TIMES, TIMES)
def test_while_nothing_is_done_warnings_only_come_and_grow(case: CaseFacts, one: datetime, other: datetime) -> None:
    early, late = sorted((one, other))
    before = warnings_of(case, thresholds=THRESHOLDS, at=at(early))
    after = warnings_of(case, thresholds=THRESHOLDS, at=at(late))
    assert before - set(OF_CLOCK) <= after
    grown = [OF_CLOCK.index(kind) for kind in after & set(OF_CLOCK)]
    assert [OF_CLOCK.index(kind) for kind in before & set(OF_CLOCK)] <= grown


def test_what_is_known_of_a_case_is_its_step_its_dates_and_counts_of_what_offices_did() -> None:
    assert [field.name for field in fields(CaseFacts)] == [
        "step",
        "changed_at",
        "clock",
        "passed_on_times",
        "reopened_times",
        "is_decided_above",
        "is_paused",
        "report_due_on",
    ]


@pytest.mark.parametrize(("cases", "expected"), [(0, False), (2, False), (3, True), (30, True)])
def test_three_cases_of_one_topic_are_a_warning(cases: int, expected: bool) -> None:
    assert is_recurring(cases, thresholds=THRESHOLDS) is expected


@pytest.mark.parametrize(
    ("kind", "colour"),
    [
        (Kind.CLOCK, Colour.BLUE),
        (Kind.DUE, Colour.YELLOW),
        (Kind.SILENT, Colour.YELLOW),
        (Kind.REPORT_MISSING, Colour.YELLOW),
        (Kind.OVERDUE, Colour.ORANGE),
        (Kind.BOUNCED, Colour.ORANGE),
        (Kind.REDONE, Colour.ORANGE),
        (Kind.RECURRING, Colour.ORANGE),
        (Kind.NOT_KEPT, Colour.ORANGE),
        (Kind.UNSAFE, Colour.RED),
    ],
)
def test_each_kind_begins_in_its_colour(kind: Kind, colour: Colour) -> None:
    assert COLOURS[kind] is colour
    assert colour_of(kind, again_at=None, now=START) is colour


def test_what_is_overdue_by_as_much_time_again_is_red() -> None:
    assert CLOCK.again_at == START + timedelta(days=40)
    assert colour_of(Kind.OVERDUE, again_at=CLOCK.again_at, now=CLOCK.again_at) is Colour.RED
    early = CLOCK.again_at - timedelta(seconds=1)
    assert colour_of(Kind.OVERDUE, again_at=CLOCK.again_at, now=early) is Colour.ORANGE


@pytest.mark.parametrize(
    ("why", "colour"),
    [
        (WhyClimbed.UNTAKEN, Colour.RED),
        (WhyClimbed.WORSENED, Colour.RED),
        (WhyClimbed.VACANT, Colour.BLUE),
        (WhyClimbed.LED_ANEW, Colour.BLUE),
    ],
)
def test_it_turns_red_where_a_post_did_not_take_it_and_not_where_nobody_holds_the_post(
    why: WhyClimbed, colour: Colour
) -> None:
    assert colour_after(Colour.BLUE, why) is colour
