"""A warning that nobody took goes to the level above; a vacancy sends it on at once; who took it is asked no more."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest
from django.db import connection

from folkmoot.cases.actions import leads
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.errors import Missing, NotAllowed
from folkmoot.cases.models import Case
from folkmoot.earlywarning.actions.taking import take_warning
from folkmoot.earlywarning.errors import AlreadyTaken, Over
from folkmoot.earlywarning.models import CaseWarning, WarningNotice
from folkmoot.ledger.models import Event
from folkmoot.ledger.queries import chain_fault
from folkmoot.officers.actions.accounts import end_appointment
from folkmoot.officers.models import Appointment
from tests.cases.filing import filed_on_the_web, seeing_with
from tests.cases.stages import led_by_the_mediator
from tests.cast import POSTS, ZONE, Cast
from tests.databases import Databases
from tests.earlywarning.sweeping import changed, days, swept, warnings_in


def silent_case(cast: Cast, now: datetime) -> int:
    """A case in which nothing has happened for seven days at `now`, and which its mediator was told of."""
    case_id = led_by_the_mediator(cast, now).case_id
    changed(cast, case_id, due_at=None, due_clock="", changed_at=now - days(7))
    swept(cast, now)
    return case_id


def ended(cast: Cast, name: str, on: date, now: datetime) -> None:
    """Nobody holds this post from a day on."""
    (appointment,) = Appointment.objects.filter(post__code=POSTS[name])
    end_appointment(appointment, until_on=on, by=cast.standing("administrator"), now=now)


def taken(cast: Cast, case_id: int, name: str, now: datetime, *, said: str = "I go there today.") -> CaseWarning:
    """The one warning of the case, taken by somebody of the cast."""
    (warning,) = warnings_in(cast, case_id).values()
    with cast.seeing(name):
        return take_warning(warning.pk, said=said, by=cast.standing(name), now=now)


@pytest.mark.parametrize(
    ("raised", "still", "climbed"),
    [
        # Friday: Monday and Tuesday count.
        (datetime(2026, 3, 20, 9, 0, tzinfo=ZONE), datetime(2026, 3, 24, 23, 59, tzinfo=ZONE), date(2026, 3, 25)),
        # Friday before the three days of Labour Day and their swapped weekend: 1 to 5 May are free.
        (datetime(2026, 4, 30, 9, 0, tzinfo=ZONE), datetime(2026, 5, 7, 23, 59, tzinfo=ZONE), date(2026, 5, 8)),
    ],
)
def test_it_climbs_after_two_working_days_over_a_weekend_and_a_holiday(
    cast: Cast, raised: datetime, still: datetime, climbed: date
) -> None:
    case_id = silent_case(cast, raised)
    assert swept(cast, still).climbed == {}
    (warning,) = warnings_in(cast, case_id).values()
    assert warning.climbs_at == datetime(climbed.year, climbed.month, climbed.day, tzinfo=ZONE)
    assert swept(cast, warning.climbs_at).climbed == {"untaken": 1}
    (warning,) = warnings_in(cast, case_id).values()
    township = cast.post("coordinator")
    assert (warning.post, warning.unit, warning.level_path) == (township, township.unit, township.unit.place.path)
    assert (warning.colour, warning.climbed_times) == ("red", 1)


def test_untaken_it_climbs_level_by_level_and_stays_at_the_top(cast: Cast, now: datetime) -> None:
    case_id = silent_case(cast, now)
    named = []
    for step in range(7):
        swept(cast, now + days(7 * step))
        (warning,) = warnings_in(cast, case_id).values()
        named.append(warning.post.code)
    mediator, township, county, city, province = (
        POSTS[name] for name in ("mediator", "coordinator", "lead", "city_coordinator", "province_coordinator")
    )
    assert named == [mediator, township, county, city, province, province, province]
    assert warning.climbs_at is None
    with cast.seeing("lead"):
        told = WarningNotice.objects.filter(case=case_id).order_by("pk").values_list("post__code", "why")
        assert list(told) == [(mediator, "raised"), *((post, "untaken") for post in named[1:6])]
        kinds = Event.objects.filter(case_id=case_id, kind="case.warning_climbed").count()
        assert (kinds, chain_fault(f"case:{case_id}")) == (5, None)


def test_a_vacancy_climbs_at_once_and_leaves_its_colour(cast: Cast, now: datetime) -> None:
    case_id = silent_case(cast, now)
    ended(cast, "mediator", now.date(), now)
    assert swept(cast, now).climbed == {"vacant": 1}
    (warning,) = warnings_in(cast, case_id).values()
    # The secretary of the same committee is nearer than the township.
    assert (warning.post, warning.colour) == (cast.post("secretary"), "yellow")


def test_a_warning_of_a_vacant_post_is_raised_at_the_nearest_one_that_is_held(cast: Cast, now: datetime) -> None:
    for name in ("secretary", "coordinator"):
        ended(cast, name, now.date(), now)
    led = led_by_the_mediator(cast, now).case_id
    ended(cast, "mediator", now.date(), now)
    swept(cast, now + days(7))
    (warning,) = warnings_in(cast, led).values()
    assert (warning.post, warning.climbed_times) == (cast.post("lead"), 0)


def test_a_warning_goes_along_to_the_next_lead_who_wins_no_time_by_it(cast: Cast, now: datetime) -> None:
    case_id = silent_case(cast, now)
    (before,) = warnings_in(cast, case_id).values()
    with cast.seeing("coordinator"):
        leads.hand_over(
            case_id, lead_post_id=cast.post("secretary").pk, reason="Holiday.", interest=Interest.NONE,
            by=cast.standing("coordinator"), now=now,
        )  # fmt: skip
    changed(cast, case_id, changed_at=now - days(8))
    assert swept(cast, now).climbed == {"led_anew": 1}
    (after,) = warnings_in(cast, case_id).values()
    assert (after.post, after.climbs_at, after.climbed_times) == (cast.post("secretary"), before.climbs_at, 0)


def test_what_was_taken_climbs_no_more(cast: Cast, now: datetime) -> None:
    case_id = silent_case(cast, now)
    warning = taken(cast, case_id, "mediator", now)
    assert swept(cast, now + days(30)).climbed == {}
    (still,) = warnings_in(cast, case_id).values()
    assert (still.pk, still.taken_by, still.taken_at) == (warning.pk, cast.post("mediator"), now)
    with cast.seeing("mediator"):
        assert CaseWarning.objects.select_related("case__casekey").get(pk=warning.pk).said == "I go there today."
        last = Event.objects.filter(case_id=case_id).latest("seq")
        assert (last.kind, last.data["warns_of"]) == ("case.warning_taken", "silent")
        assert "I go there" not in str(last.data)
        assert chain_fault(f"case:{case_id}") is None


def test_taking_a_warning_is_nothing_that_happens_in_the_matter(cast: Cast, now: datetime) -> None:
    case_id = silent_case(cast, now)
    taken(cast, case_id, "mediator", now)
    assert swept(cast, now).ended == {}
    assert set(warnings_in(cast, case_id)) == {"silent"}


def test_overdue_by_as_much_time_again_it_is_asked_anew_one_level_up(cast: Cast, now: datetime) -> None:
    case_id = led_by_the_mediator(cast, now).case_id
    changed(cast, case_id, changed_at=now + days(90))
    with cast.seeing("lead"):
        due = Case.objects.get(pk=case_id).due_at
    assert due is not None
    swept(cast, due)
    taken(cast, case_id, "mediator", due)
    again = due + (due - now)
    assert swept(cast, again - days(0.01)).climbed == {}
    assert swept(cast, again).climbed == {"worsened": 1}
    (warning,) = warnings_in(cast, case_id).values()
    assert (warning.colour, warning.post, warning.taken_at) == ("red", cast.post("coordinator"), None)


@pytest.mark.parametrize("name", ["mediator", "coordinator", "lead", "city_coordinator", "province_coordinator"])
def test_the_named_post_takes_it_or_one_above(cast: Cast, now: datetime, name: str) -> None:
    case_id = silent_case(cast, now)
    assert taken(cast, case_id, name, now).taken_by_id == cast.post(name).pk


@pytest.mark.parametrize("name", ["secretary", "duty_officer", "auditor", "call_back"])
def test_nobody_else_takes_it(cast: Cast, now: datetime, name: str) -> None:
    case_id = silent_case(cast, now)
    with pytest.raises(NotAllowed):
        taken(cast, case_id, name, now)


def test_the_stranger_does_not_even_find_it(cast: Cast, now: datetime) -> None:
    case_id = silent_case(cast, now)
    with pytest.raises(CaseWarning.DoesNotExist):
        taken(cast, case_id, "stranger", now)


def test_after_it_climbed_the_post_below_cannot_take_it(cast: Cast, now: datetime) -> None:
    case_id = silent_case(cast, now)
    swept(cast, now + days(7))
    with pytest.raises(NotAllowed):
        taken(cast, case_id, "mediator", now + days(7))
    assert taken(cast, case_id, "coordinator", now + days(7)).taken_by_id == cast.post("coordinator").pk


def test_it_is_taken_once_with_words_and_while_it_holds(cast: Cast, now: datetime) -> None:
    case_id = silent_case(cast, now)
    with pytest.raises(Missing):
        taken(cast, case_id, "mediator", now, said="  ")
    taken(cast, case_id, "mediator", now)
    with pytest.raises(AlreadyTaken):
        taken(cast, case_id, "coordinator", now)
    (warning,) = warnings_in(cast, case_id).values()
    changed(cast, case_id, changed_at=now)
    swept(cast, now)
    with pytest.raises(Over), cast.seeing("mediator"):
        take_warning(warning.pk, said="Late.", by=cast.standing("mediator"), now=now)


def test_a_complaint_about_a_unit_is_warned_of_past_it(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now, about_unit=cast.unit("mediator"))
    swept(cast, now + days(30))
    for warning in warnings_in(cast, receipt.case_id).values():
        assert warning.unit != cast.unit("mediator")
    for name in ("mediator", "secretary"):
        with cast.seeing(name):
            assert (CaseWarning.objects.count(), WarningNotice.objects.count()) == (0, 0)


def test_the_second_wall_shows_warnings_to_the_desk_of_the_area_alone(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    swept(cast, now + days(7))
    seen = {}
    for name in ("mediator", "lead", "auditor", "province_coordinator", "administrator", "stranger"):
        with cast.seeing(name):
            seen[name] = (CaseWarning.objects.count(), WarningNotice.objects.count())
    with seeing_with(receipt):
        seen["resident"] = (CaseWarning.objects.count(), WarningNotice.objects.count())
    nothing = dict.fromkeys(("administrator", "stranger", "resident"), (0, 0))
    assert seen == {**dict.fromkeys(("mediator", "lead", "auditor", "province_coordinator"), (1, 1)), **nothing}


def test_two_sweeps_at_once_raise_each_warning_once(fresh_database: Databases, cast: Cast, now: datetime) -> None:
    cases = [led_by_the_mediator(cast, now).case_id for _ in range(3)]

    def run(_: int) -> int:
        try:
            return sum(swept(cast, now + days(7)).raised.values())
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        raised = sorted(pool.map(run, range(2)))
    with cast.seeing("lead"):
        found = CaseWarning.objects.values_list("case", "kind").order_by("case", "kind")
        assert len(found) == len(set(found)) == raised[1]
        assert raised[0] == 0
        assert [chain_fault(f"case:{case}") for case in cases] == [None] * 3


def test_a_case_in_which_somebody_acts_is_left_to_the_next_sweep(
    fresh_database: Databases, cast: Cast, now: datetime
) -> None:
    case_id = led_by_the_mediator(cast, now).case_id

    def run() -> int:
        try:
            return sum(swept(cast, now + days(7)).raised.values())
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with cast.seeing("mediator"):
            Case.objects.select_for_update(of=("self",)).get(pk=case_id)
            assert pool.submit(run).result(timeout=30) == 0
        assert pool.submit(run).result(timeout=30) == 1
