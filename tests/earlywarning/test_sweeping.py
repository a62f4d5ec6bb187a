"""The sweep: each kind is raised by its fact, told to one post, recorded in the case, and ends with its fact."""

from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.cases.actions import closing, merging, routing, talking
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.errors import NotAllowed
from folkmoot.cases.models import Case, Clock, Pause, Supervision
from folkmoot.earlywarning.actions.ending import SWEPT
from folkmoot.earlywarning.actions.sweeping import sweep
from folkmoot.earlywarning.models import CaseWarning, WarningNotice
from folkmoot.earlywarning.rules.kinds import Kind
from folkmoot.earlywarning.rules.raising import CaseFacts, DeskClock, Moment, warnings_of
from folkmoot.ledger.models import Event
from folkmoot.ledger.queries import chain_fault
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.clocks import end_of_day, local_day
from folkmoot.procedures.rules.steps import Step
from tests.cases.filing import filed_on_the_web, seeing_with
from tests.cases.stages import led_by_the_mediator, proposed
from tests.cast import ZONE, Cast
from tests.earlywarning.sweeping import changed, days, ended_in, swept, warnings_in


def test_a_clock_is_warned_of_at_three_quarters_on_its_day_and_after_it(cast: Cast, now: datetime) -> None:
    case_id = led_by_the_mediator(cast, now).case_id
    changed(cast, case_id, changed_at=now + days(60))
    with cast.seeing("lead"):
        due = Case.objects.get(pk=case_id).due_at
    assert due is not None
    raised = {}
    for ahead in (10, 5, 1.5, 0.5, 0):
        swept(cast, due - days(ahead))
        raised[ahead] = {kind: warning.colour for kind, warning in warnings_in(cast, case_id).items()}
    assert raised == {
        10: {},
        5: {"clock": "blue"},
        1.5: {"clock": "blue"},
        0.5: {"due": "yellow"},
        0: {"overdue": "orange"},
    }
    assert ended_in(cast, case_id) == {"clock": "grew", "due": "grew"}


def test_silence_is_warned_of_and_ends_with_the_next_word(cast: Cast, now: datetime) -> None:
    case_id = led_by_the_mediator(cast, now).case_id
    swept(cast, now + days(7))
    (warning,) = warnings_in(cast, case_id).values()
    assert (warning.kind, warning.colour, warning.facts) == ("silent", "yellow", {"since": "2026-03-10T01:00:00+00:00"})
    with cast.seeing("mediator"):
        talking.note(case_id, body="On site tomorrow.", by=cast.standing("mediator"), now=now + days(7))
    assert swept(cast, now + days(7)).ended == {"silent": 1}
    assert ended_in(cast, case_id) == {"silent": "gone"}


def test_while_the_resident_has_the_next_word_or_the_case_is_paused_nobody_is_warned_of_silence(
    cast: Cast, now: datetime
) -> None:
    waiting, paused = led_by_the_mediator(cast, now).case_id, led_by_the_mediator(cast, now).case_id
    with cast.seeing("mediator"):
        talking.ask(waiting, question="Since when?", by=cast.standing("mediator"), now=now)
        Pause.objects.create(
            case_id=paused, code="hearing", from_on=now.date(), until_on=(now + days(9)).date(),
            post=cast.post("mediator"), at=now,
        )  # fmt: skip
    assert swept(cast, now + days(8)).raised == {}


def test_the_residents_own_clock_is_no_warning(cast: Cast, now: datetime) -> None:
    case_id = proposed(cast, now).case_id
    with cast.seeing("lead"):
        case = Case.objects.get(pk=case_id)
    assert case.due_clock == "confirm"
    assert case.due_at is not None
    swept(cast, case.due_at + days(1))
    assert warnings_in(cast, case_id) == {}


@pytest.mark.parametrize(
    ("values", "kind", "facts"),
    [
        (
            {"step": "routed", "lead_post": None, "lead_appointment": None, "passed_on_count": 2},
            "bounced",
            {"times": 2},
        ),
        ({"reopened_count": 2}, "redone", {"times": 2}),
    ],
)
def test_what_was_passed_on_or_opened_again_twice_is_warned_of(
    cast: Cast, now: datetime, values: dict[str, object], kind: str, facts: dict[str, int]
) -> None:
    case_id = led_by_the_mediator(cast, now).case_id
    changed(cast, case_id, **values)
    swept(cast, now)
    (warning,) = warnings_in(cast, case_id).values()
    assert (warning.kind, warning.colour, warning.facts) == (kind, "orange", facts)


def test_what_was_passed_on_is_with_who_is_in_charge_where_it_is_now(cast: Cast, now: datetime) -> None:
    case_id = led_by_the_mediator(cast, now).case_id
    county = cast.unit("lead")
    changed(cast, case_id, step="routed", lead_post=None, lead_appointment=None, passed_on_count=2, unit=county)
    swept(cast, now)
    assert swept(cast, now).climbed == {}
    (warning,) = warnings_in(cast, case_id).values()
    assert (warning.post, warning.unit_id, warning.level_path) == (cast.post("lead"), county.pk, county.place.path)


def test_the_clock_of_a_joined_concern_is_warned_of_where_it_is_led(cast: Cast, now: datetime) -> None:
    joined, into = filed_on_the_web(cast, now).case_id, led_by_the_mediator(cast, now + days(2)).case_id
    changed(cast, into, changed_at=now + days(60))
    with cast.seeing("coordinator"):
        merging.merge(joined, into_id=into, by=cast.standing("coordinator"), now=now + days(2))
    with cast.seeing("lead"):
        own, of_joined = (Case.objects.get(pk=each).due_at for each in (into, joined))
        assert own is not None
        assert of_joined is not None
        assert of_joined < own
    assert swept(cast, of_joined).raised == {"overdue": 1}
    warning = warnings_in(cast, into)["overdue"]
    assert (warning.post, warning.facts["joined"]) == (cast.post("mediator"), True)
    assert datetime.fromisoformat(warning.facts["due_at"]) == of_joined
    with cast.seeing("coordinator"):
        merging.unmerge(joined, by=cast.standing("coordinator"), now=of_joined)
    swept(cast, of_joined)
    assert "overdue" not in warnings_in(cast, into)


def test_a_report_that_a_supervisor_is_owed_is_warned_of_from_the_day_after(cast: Cast, now: datetime) -> None:
    case_id = led_by_the_mediator(cast, now).case_id
    with cast.seeing("lead"):
        Supervision.objects.create(
            case_id=case_id, post=cast.post("lead"), sealed_reason=b"x", since=now, report_due_on=now.date()
        )
    assert swept(cast, now).raised == {}
    swept(cast, now + days(1))
    (warning,) = warnings_in(cast, case_id).values()
    assert (warning.kind, warning.colour, warning.facts) == ("report_missing", "yellow", {"due_on": "2026-03-10"})


def test_what_a_warning_says_moves_with_its_clock_and_who_must_act_stays(cast: Cast, now: datetime) -> None:
    case_id = led_by_the_mediator(cast, now).case_id
    changed(cast, case_id, changed_at=now + days(60))
    with cast.seeing("lead"):
        due = Case.objects.get(pk=case_id).due_at
    assert due is not None
    swept(cast, due - days(2))
    before = warnings_in(cast, case_id)["clock"]
    later = due + days(1)
    changed(cast, case_id, due_at=later)
    with cast.seeing("lead"):
        Clock.objects.filter(case=case_id, name="answer").update(due_at=later, due_on=later.date())
    again = swept(cast, due - days(2))
    assert (again.raised, again.climbed, again.ended) == ({}, {}, {})
    after = warnings_in(cast, case_id)["clock"]
    assert [datetime.fromisoformat(each.facts["due_at"]) for each in (before, after)] == [due, later]
    assert (after.pk, after.post_id, after.climbs_at) == (before.pk, before.post_id, before.climbs_at)


def test_what_is_overdue_worsens_by_the_clock_as_it_stands_now(cast: Cast, now: datetime) -> None:
    case_id = led_by_the_mediator(cast, now).case_id
    changed(cast, case_id, changed_at=now + days(60))
    with cast.seeing("lead"):
        due = Case.objects.get(pk=case_id).due_at
    assert due is not None
    swept(cast, due + days(3))
    later = due + days(1)
    with cast.seeing("lead"):
        Clock.objects.filter(case=case_id, name="answer").update(due_at=later, due_on=later.date())
    swept(cast, due + days(3))
    assert warnings_in(cast, case_id)["overdue"].worsens_at == later + (later - now)


def test_a_warning_names_who_answers_for_the_case_and_is_recorded_in_its_chain(cast: Cast, now: datetime) -> None:
    case_id = led_by_the_mediator(cast, now).case_id
    swept(cast, now + days(7))
    (warning,) = warnings_in(cast, case_id).values()
    me = cast.post("mediator")
    assert (warning.post, warning.unit, warning.level_path) == (me, me.unit, cast.village.path)
    with cast.seeing("lead"):
        last = Event.objects.filter(case_id=case_id).order_by("-seq").first()
        assert last is not None
        told = list(WarningNotice.objects.filter(case=case_id).values_list("post", "why"))
        assert chain_fault(f"case:{case_id}") is None
    assert last.kind == "case.warned"
    assert last.data == {"warning": warning.pk, "warns_of": "silent", "post": me.pk, "unit": me.unit_id}
    assert (last.post_id, last.appointment_id) == (cast.standing("automation").post_id, None)
    assert told == [(me.pk, "raised")]


@pytest.mark.parametrize("end", ["merged", "withdrawn", "waiting"])
def test_a_case_that_is_joined_ends_or_moves_on_loses_its_warnings(cast: Cast, now: datetime, end: str) -> None:
    receipt, later = led_by_the_mediator(cast, now), now + days(8)
    swept(cast, later)
    assert set(warnings_in(cast, receipt.case_id)) == {"silent"}
    if end == "merged":
        other = led_by_the_mediator(cast, later).case_id
        with cast.seeing("coordinator"):
            merging.merge(receipt.case_id, into_id=other, by=cast.standing("coordinator"), now=later)
    elif end == "withdrawn":
        with seeing_with(receipt):
            closing.withdraw(receipt.case_id, by=receipt.resident, now=later)
    else:
        with cast.seeing("mediator"):
            talking.ask(receipt.case_id, question="Since when?", by=cast.standing("mediator"), now=later)
    assert swept(cast, later).ended == {"silent": 1}
    assert ended_in(cast, receipt.case_id) == {"silent": "gone" if end == "waiting" else "case_ended"}
    with cast.seeing("lead"):
        assert chain_fault(f"case:{receipt.case_id}") is None


def test_a_second_sweep_finds_nothing_new(cast: Cast, now: datetime) -> None:
    led_by_the_mediator(cast, now)
    later = now + days(8)
    assert swept(cast, later).raised == {"silent": 1}
    again = swept(cast, later)
    assert (again.holding, again.raised, again.climbed, again.ended) == (1, {}, {}, {})


def test_only_the_automatic_post_sweeps(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        sweep(by=cast.standing("province_coordinator"), now=now)


def test_a_concern_that_nobody_has_taken_on_is_warned_of_too(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("mediator"):
        routing.acknowledge(receipt.case_id, message="We have it.", by=cast.standing("mediator"), now=now)
    with cast.seeing("lead"):
        case = Case.objects.get(pk=receipt.case_id)
    assert case.due_at is not None
    swept(cast, case.due_at)
    warning = warnings_in(cast, receipt.case_id)["overdue"]
    assert (warning.clock, warning.post_id) == (case.due_clock, case.taken_by_id)
    with cast.seeing("mediator"):
        routing.accept(receipt.case_id, interest=Interest.NONE, by=cast.standing("mediator"), now=case.due_at)
    swept(cast, case.due_at)
    assert "overdue" not in warnings_in(cast, receipt.case_id)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_statement_and_the_rule_say_the_same_of_any_case(cast: Cast, now: datetime, data: st.DataObject) -> None:
    with cast.seeing("province_coordinator"):
        case_id = Case.objects.values_list("pk", flat=True).first()
    case_id = case_id or led_by_the_mediator(cast, now).case_id
    hours = st.integers(-60 * 24, 60 * 24)
    step = data.draw(st.sampled_from([Step.ASSIGNED, Step.ACCEPTED, Step.WAITING, Step.PROPOSED]))
    due, start = now + days(data.draw(hours) / 24), now - days(70)
    clock = data.draw(st.sampled_from(["answer", "acknowledge", "confirm", ""]))
    changed(
        cast, case_id, step=step, due_at=due, due_clock=clock, changed_at=now + days(data.draw(hours) / 24),
        reopened_count=data.draw(st.integers(0, 3)), passed_on_count=data.draw(st.integers(0, 3)),
    )  # fmt: skip
    with cast.seeing("province_coordinator"):
        Clock.objects.filter(case=case_id).delete()
        if clock:
            Clock.objects.create(case_id=case_id, name=clock, started_at=start, due_at=due, due_on=due.date())
        case = Case.objects.get(pk=case_id)
    today = local_day(now, zone=ZONE)
    facts = CaseFacts(
        step=step,
        changed_at=case.changed_at,
        clock=DeskClock(start, due) if clock in {"answer", "acknowledge"} else None,
        passed_on_times=case.passed_on_count,
        reopened_times=case.reopened_count,
    )
    expected = warnings_of(
        facts, thresholds=pack_of(case).thresholds, at=Moment(now, today, end_of_day(today, zone=ZONE))
    )
    swept(cast, now)
    assert {Kind(kind) for kind in warnings_in(cast, case_id)} == expected


def test_what_is_raised_elsewhere_is_left_to_those_who_know_of_it(cast: Cast, now: datetime) -> None:
    assert set(Kind) - set(SWEPT) == {Kind.NOT_KEPT, Kind.UNSAFE}
    case_id, post = led_by_the_mediator(cast, now).case_id, cast.post("mediator")
    with cast.seeing("mediator"):
        CaseWarning.objects.create(
            case_id=case_id, kind=Kind.UNSAFE, colour="red", raised_at=now, post=post, unit=post.unit,
            level_path=cast.village.path, climbs_at=now + days(2),
        )  # fmt: skip
    assert swept(cast, now).ended == {}
    assert set(warnings_in(cast, case_id)) == {"unsafe"}
