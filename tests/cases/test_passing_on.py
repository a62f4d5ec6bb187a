"""Village first, and no "not ours": passed on with a reason, in time, and not for ever; then one above decides."""

from datetime import datetime, timedelta

import pytest

from folkmoot.cases.actions import leads, routing
from folkmoot.cases.actions.intake import Receipt
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.actions.procedures import put_under
from folkmoot.cases.errors import (
    CannotHandle,
    DecidedAbove,
    LeftToOthers,
    Missing,
    NotAllowed,
    PassedOnTooLate,
    PassedOnTooOften,
)
from folkmoot.cases.jobs import take_up_all_untaken
from folkmoot.cases.models import Case, Clock, Message, Note
from folkmoot.cases.queries import handling_units
from folkmoot.ledger.models import Event
from folkmoot.officers.models import Appointment
from folkmoot.procedures.packs import load_pack
from folkmoot.procedures.rules.steps import Step
from tests.cases.filing import case_of, filed_on_the_web, seeing_with
from tests.cases.stages import routed_to_the_village
from tests.cast import Cast

NONE = Interest.NONE


def routed(cast: Cast, receipt: Receipt, now: datetime, *, by: str, to: str, reason: str = "Not in our power.") -> Case:
    """`by` gives it to the unit of `to`."""
    with cast.seeing(by):
        post = cast.standing(by)
        return routing.route(receipt.case_id, unit=cast.unit(to), reason=reason, by=post, now=now)


def forwarded_to_the_township(cast: Cast, now: datetime) -> Receipt:
    """The village found that the township handles such matters: that is finding the unit, not passing on."""
    receipt = routed_to_the_village(cast, now)
    routed(cast, receipt, now, by="secretary", to="coordinator", reason="")
    return receipt


def test_a_category_begins_at_the_lowest_level_that_may_handle_it(cast: Cast) -> None:
    pack = load_pack("cn-petition")
    begins = {
        category: handling_units(cast.village.path, category=category, pack=pack, about_unit_id=None)[0].place.level
        for category in ("traffic", "environment", "requisition")
    }
    assert begins == {"traffic": "village", "environment": "township", "requisition": "county"}


def test_a_concern_is_taken_in_at_the_level_where_it_begins(cast: Cast, now: datetime) -> None:
    units = {
        category: case_of(cast, filed_on_the_web(cast, now, category=category)).unit
        for category in ("neighbour", "officials_conduct")
    }
    assert units == {"neighbour": cast.unit("mediator"), "officials_conduct": cast.unit("coordinator")}


def test_finding_the_unit_needs_no_reason_and_passing_on_does(cast: Cast, now: datetime) -> None:
    receipt = forwarded_to_the_township(cast, now)
    with pytest.raises(Missing):
        routed(cast, receipt, now, by="coordinator", to="lead", reason=" ")
    case = routed(cast, receipt, now, by="coordinator", to="lead", reason="It crosses two townships.")
    assert (case.unit, case.passed_on_count) == (cast.unit("lead"), 1)
    with cast.seeing("lead"):
        assert [note.body for note in Note.objects.select_related("case__casekey")] == ["It crosses two townships."]


def test_after_two_times_only_the_level_above_decides_and_the_unit_keeps_it(cast: Cast, now: datetime) -> None:
    receipt = forwarded_to_the_township(cast, now)
    routed(cast, receipt, now, by="coordinator", to="lead")
    routed(cast, receipt, now, by="lead", to="city_coordinator")
    with pytest.raises(PassedOnTooOften):
        routed(cast, receipt, now, by="city_coordinator", to="province_coordinator")
    case = routed(cast, receipt, now, by="province_coordinator", to="lead")
    assert (case.unit, case.is_decided_above, case.passed_on_count) == (cast.unit("lead"), True, 2)
    with pytest.raises(DecidedAbove):
        routed(cast, receipt, now, by="lead", to="coordinator")
    with cast.seeing("lead"):
        by = cast.standing("lead")
        with pytest.raises(DecidedAbove):
            routing.decline(receipt.case_id, reason="other_region", explanation="Not ours.", by=by, now=now)
        case = leads.escalate(receipt.case_id, reason="We cannot.", by=by, now=now)
    assert (case.unit, case.is_decided_above) == (cast.unit("city_coordinator"), False)


def test_what_the_law_excludes_is_turned_away_also_by_a_unit_decided_upon(cast: Cast, now: datetime) -> None:
    receipt = forwarded_to_the_township(cast, now)
    routed(cast, receipt, now, by="lead", to="mediator")
    with cast.seeing("secretary"):
        by = cast.standing("secretary")
        case = routing.decline(receipt.case_id, reason="before_a_court", explanation="A court.", by=by, now=now)
    assert case.at is Step.DECLINED


def test_a_unit_that_has_it_decides_about_one_below(cast: Cast, now: datetime) -> None:
    receipt = forwarded_to_the_township(cast, now)
    case = routed(cast, receipt, now, by="coordinator", to="mediator")
    assert (case.unit, case.is_decided_above, case.passed_on_count) == (cast.unit("mediator"), True, 0)


def test_a_post_below_does_not_take_back_what_went_up(cast: Cast, now: datetime) -> None:
    receipt = forwarded_to_the_township(cast, now)
    routed(cast, receipt, now, by="coordinator", to="lead")
    with pytest.raises(NotAllowed):
        routed(cast, receipt, now, by="coordinator", to="mediator")
    with cast.seeing("coordinator"), pytest.raises(NotAllowed):
        routing.accept(receipt.case_id, interest=NONE, by=cast.standing("coordinator"), now=now)


def test_a_case_is_not_passed_on_to_where_it_is(cast: Cast, now: datetime) -> None:
    receipt = forwarded_to_the_township(cast, now)
    with pytest.raises(CannotHandle):
        routed(cast, receipt, now, by="coordinator", to="coordinator")


def test_passing_on_has_its_clock(cast: Cast, now: datetime) -> None:
    receipt = forwarded_to_the_township(cast, now)
    with pytest.raises(PassedOnTooLate):
        routed(cast, receipt, now + timedelta(days=8), by="coordinator", to="lead")


def test_under_the_law_of_petitions_a_unit_objects_within_five_working_days(cast: Cast, now: datetime) -> None:
    receipt = routed_to_the_village(cast, now)
    with cast.seeing("secretary"):
        by = cast.standing("secretary")
        put_under(receipt.case_id, pack="cn-petition", category="traffic", reason="A petition.", by=by, now=now)
    routed(cast, receipt, now, by="secretary", to="coordinator", reason="")

    def objection() -> Clock:
        with cast.seeing("lead"):
            return Clock.objects.get(name="objection", stopped_at=None)

    assert objection().due_on.isoformat() == "2026-03-17"
    later = now + timedelta(days=6)
    routed(cast, receipt, later, by="coordinator", to="lead")
    assert (objection().started_at, objection().due_on.isoformat()) == (later, "2026-03-23")
    with pytest.raises(PassedOnTooLate):
        routed(cast, receipt, now + timedelta(days=14), by="lead", to="city_coordinator")
    with cast.seeing("lead"):
        routing.accept(receipt.case_id, interest=NONE, by=cast.standing("lead"), now=now + timedelta(days=14))
        assert not Clock.objects.filter(name="objection", stopped_at=None).exists()


def test_what_nobody_took_on_goes_to_the_level_above_and_the_filer_reads_why(cast: Cast, now: datetime) -> None:
    receipt = routed_to_the_village(cast, now)
    assert take_up_all_untaken(now=now + timedelta(days=7)) == 0
    late = now + timedelta(days=8)
    assert take_up_all_untaken(now=late) == 1
    case = case_of(cast, receipt)
    assert (case.at, case.unit, case.due_clock) == (Step.ROUTED, cast.unit("coordinator"), "route")
    assert case.due_at is not None
    assert case.due_at > late
    with seeing_with(receipt):
        last = Message.objects.select_related("case__casekey").latest("pk")
        assert (last.kind, last.body[:46]) == ("reason", "No office took your concern on within the time")
    # There its time has begun anew, and the next level has its turn after that.
    assert take_up_all_untaken(now=late + timedelta(days=1)) == 0
    assert take_up_all_untaken(now=late + timedelta(days=9)) == 1
    assert case_of(cast, receipt).unit == cast.unit("lead")


def test_a_level_without_anybody_is_passed_over(cast: Cast, now: datetime) -> None:
    receipt = routed_to_the_village(cast, now)
    Appointment.objects.filter(post__unit=cast.unit("coordinator")).update(until_on=cast.today)
    take_up_all_untaken(now=now + timedelta(days=8))
    assert case_of(cast, receipt).unit == cast.unit("lead")


def test_where_there_is_no_level_above_that_is_recorded_once(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now, about_unit=cast.unit("province_coordinator"))
    late = now + timedelta(days=9)
    assert (take_up_all_untaken(now=late), take_up_all_untaken(now=late + timedelta(days=1))) == (1, 0)
    with seeing_with(receipt):
        told = Event.objects.filter(case_id=receipt.case_id, kind="case.nothing_above")
        assert [event.at for event in told] == [late]


def test_what_its_procedure_leaves_to_another_body_is_refused_and_not_taken_on(cast: Cast, now: datetime) -> None:
    receipt = routed_to_the_village(cast, now)
    with cast.seeing("province_coordinator"):
        left = {"pack": "cn-petition", "pack_version": "2026.1", "category": "accusation"}
        Case.objects.filter(pk=receipt.case_id).update(**left)
    by = cast.standing("secretary")
    with cast.seeing("secretary"):
        with pytest.raises(LeftToOthers):
            routing.accept(receipt.case_id, interest=NONE, by=by, now=now)
        told = "The discipline inspection body takes it on."
        routing.decline(receipt.case_id, reason="accusation", explanation=told, by=by, now=now)
    assert case_of(cast, receipt).outcome_reason == "accusation"
