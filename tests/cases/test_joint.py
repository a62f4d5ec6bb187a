"""Handling a case jointly: named members from anywhere, one lead, one clock."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from folkmoot.cases.actions import closing, joint, leads, merging, pausing, talking
from folkmoot.cases.actions.intake import Receipt
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.errors import AlreadyHelping, CannotHelp, ConflictOfInterest, NobodyAppointed, NotAllowed, NotJoint
from folkmoot.cases.models import Case, Hearing, Member, Task
from folkmoot.cases.queries import with_joined_cases
from folkmoot.ledger.models import Event
from folkmoot.officers.actions.accounts import appoint, make_account
from folkmoot.officers.models import Post
from folkmoot.officers.queries import officer_of
from folkmoot.officers.scope import of_officer, seeing
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.clock_rules import ClockName
from tests.cases.filing import case_of, filed_on_the_web, seeing_with
from tests.cases.stages import led_by_the_mediator, proposed
from tests.cast import Cast

FAR_VILLAGE = "360702001001"


def far_mediator(cast: Cast, now: datetime) -> Post:
    """The mediator of a village in another city, now held by somebody of that name."""
    by = cast.standing("administrator")
    user = make_account(
        username="far", password=cast.password, name="Far mediator", language="en", by=by, now=now,
    )  # fmt: skip
    post = Post.objects.get(code=f"{FAR_VILLAGE}.mediation-committee.mediator")
    appoint(post, user=user, from_on=cast.today, by=by, now=now)
    return post


def name(
    cast: Cast, receipt: Receipt, post: Post, now: datetime, *, who: str = "coordinator", **more: object
) -> Member:
    with cast.seeing(who):
        return joint.name_member(
            receipt.case_id,
            **{"post_id": post.pk, "task": "Ask on your side of the river.", "interest": Interest.NONE, **more},
            by=cast.standing(who),
            now=now,
        )


def test_a_member_has_a_task_on_the_day_of_the_shared_clock(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    name(cast, receipt, cast.post("duty_officer"), now)
    with cast.seeing("coordinator"):
        case = Case.objects.get(pk=receipt.case_id)
        task = Task.objects.select_related("case__casekey").get(case=case)
        shared = case.clocks.get(name=case.due_clock, stopped_at=None)
        assert (task.title, task.due_on) == ("Ask on your side of the river.", shared.due_on)
        assert (task.post, task.set_by) == (cast.post("duty_officer"), cast.post("coordinator"))
        assert case.lead_post == cast.post("mediator")


def test_the_ledger_says_who_joined_why_and_on_whose_word(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    name(cast, receipt, cast.post("duty_officer"), now)
    with cast.seeing("auditor"):
        event = Event.objects.get(case_id=receipt.case_id, kind="case.member_joined")
    assert event.post_id == cast.post("coordinator").pk
    assert (event.data["post"], event.data["interest"], event.data["ground"]) == (
        cast.post("duty_officer").pk,
        "none",
        "word",
    )


def test_tasks_follow_when_the_shared_clock_is_counted_anew(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    name(cast, receipt, cast.post("duty_officer"), now)
    own = date(2026, 3, 12)
    name(cast, receipt, cast.post("lead"), now, due_on=own)
    before = shared_day_of(cast, receipt)
    with cast.seeing("mediator"):
        case = Case.objects.get(pk=receipt.case_id)
        reason = pack_of(case).pauses_of(ClockName(case.due_clock))[0].code
        until = cast.today + timedelta(days=6)
        pausing.pause(receipt.case_id, reason=reason, until_on=until, by=cast.standing("mediator"), now=now)
    after = shared_day_of(cast, receipt)
    with cast.seeing("coordinator"):
        due = dict(Task.objects.filter(case=receipt.case_id).values_list("post", "due_on"))
    assert after > before
    assert due == {cast.post("duty_officer").pk: after, cast.post("lead").pk: own}


def shared_day_of(cast: Cast, receipt: Receipt) -> date:
    """When the clock ends that is due first."""
    with cast.seeing("coordinator"):
        case = Case.objects.get(pk=receipt.case_id)
        return case.clocks.get(name=case.due_clock, stopped_at=None).due_on


def test_a_lead_names_nobody_where_the_rule_is_not_reached(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    with pytest.raises(NotJoint):
        name(cast, receipt, cast.post("duty_officer"), now, who="mediator")


def test_a_lead_names_members_once_the_rule_is_reached(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    other = filed_on_the_web(cast, now, place=cast.place("360102002001"))
    with cast.seeing("coordinator"):
        merging.merge(other.case_id, into_id=receipt.case_id, by=cast.standing("coordinator"), now=now)
    # From her village alone the mediator sees neither the other concern nor its place.
    with pytest.raises(NotJoint):
        name(cast, receipt, cast.post("duty_officer"), now, who="mediator")
    with cast.seeing("coordinator"):
        leads.hand_over(
            receipt.case_id, lead_post_id=cast.post("lead").pk, reason="Two villages.", interest=Interest.NONE,
            by=cast.standing("coordinator"), now=now,
        )  # fmt: skip
    name(cast, receipt, cast.post("mediator"), now, who="lead")
    with cast.seeing("lead"):
        data = Event.objects.get(case_id=receipt.case_id, kind="case.member_joined").data
    assert (data["ground"], data["number"], data["needed"]) == ("places", 2, 2)


def test_a_village_mediator_of_another_city_sees_just_this_case_and_only_while_named(cast: Cast, now: datetime) -> None:
    receipt, another = led_by_the_mediator(cast, now), filed_on_the_web(cast, now)
    post = far_mediator(cast, now)
    browser = Client()
    browser.force_login(cast.user("far"), backend="django.contrib.auth.backends.ModelBackend")

    def answers() -> list[int]:
        return [browser.get(f"/desk/cases/{each.reference}/").status_code for each in (receipt, another)]

    assert answers() == [404, 404]
    name(cast, receipt, post, now)
    assert answers() == [200, 404]
    with seeing(of_officer(with_joined_cases(officer_of(cast.user("far"), today=cast.today)))):
        assert seen_in_sql() == {receipt.case_id}
    with cast.seeing("coordinator"):
        joint.end_membership(receipt.case_id, post_id=post.pk, by=cast.standing("coordinator"), now=now)
    assert answers() == [404, 404]
    with seeing(of_officer(with_joined_cases(officer_of(cast.user("far"), today=cast.today)))):
        assert seen_in_sql() == set()


def seen_in_sql() -> set[int]:
    """The cases of which plain SQL finds a row in any table that a member could ask."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM cases_case UNION SELECT case_id FROM cases_message UNION SELECT case_id FROM cases_party"
            " UNION SELECT case_id FROM cases_note UNION SELECT case_id FROM cases_task"
            " UNION SELECT case_id FROM cases_member UNION SELECT case_id FROM ledger_event WHERE case_id IS NOT NULL"
        )
        return {row[0] for row in cursor.fetchall()}


def test_a_member_notes_attaches_and_does_their_task_and_nothing_else(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    far_mediator(cast, now)
    post = Post.objects.get(code=f"{FAR_VILLAGE}.mediation-committee.mediator")
    name(cast, receipt, post, now)
    officer = with_joined_cases(officer_of(cast.user("far"), today=cast.today))
    (me,) = officer.standings
    with seeing(of_officer(officer)):
        talking.note(receipt.case_id, body="Both sides remember the old ditch.", by=me, now=now)
        talking.attach(receipt.case_id, name="a.txt", data=b"plain", declared_type="text/plain", by=me, now=now)
        talking.finish_task(Task.objects.get(case=receipt.case_id).pk, by=me, now=now)
        for act in (talking.write, talking.propose):
            words = {"body": "Hello."} if act is talking.write else {"proposal": "A culvert."}
            with pytest.raises(NotAllowed):
                act(receipt.case_id, **words, by=me, now=now)  # type: ignore[operator]
    with cast.seeing("coordinator"):
        assert Task.objects.get(case=receipt.case_id).done_at == now


def test_who_is_too_near_and_who_judges_later_does_not_help(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    for post, error in (
        (cast.post("call_back"), CannotHelp),
        (cast.post("reviewer"), CannotHelp),
        (cast.post("auditor"), CannotHelp),
        (cast.post("mediator"), AlreadyHelping),
        (cast.post(f"{FAR_VILLAGE}.mediation-committee.mediator"), NobodyAppointed),
    ):
        with pytest.raises(error):
            name(cast, receipt, post, now)
    with pytest.raises(ConflictOfInterest):
        name(cast, receipt, cast.post("duty_officer"), now, interest=Interest("own_interest"))


def test_nobody_of_the_unit_complained_about_helps(cast: Cast, now: datetime) -> None:
    past = filed_on_the_web(cast, now, about_unit=cast.unit("mediator"))
    with pytest.raises(ConflictOfInterest):
        name(cast, past, cast.post("secretary"), now)


def test_a_unit_that_helped_hears_no_review(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    name(cast, receipt, cast.post("lead"), now)
    with cast.seeing("auditor"):
        heard = set(Hearing.objects.filter(case=receipt.case_id).values_list("unit", flat=True))
    assert heard == {cast.unit("mediator").pk, cast.unit("lead").pk}


def test_what_a_member_had_not_done_falls_to_the_lead(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    name(cast, receipt, cast.post("duty_officer"), now)
    with cast.seeing("lead"):
        joint.end_membership(receipt.case_id, post_id=cast.post("duty_officer").pk, by=cast.standing("lead"), now=now)
    with cast.seeing("coordinator"):
        assert Task.objects.get(case=receipt.case_id).post == cast.post("mediator")
        left = Event.objects.get(case_id=receipt.case_id, kind="case.member_left")
        assert (left.post_id, left.data) == (
            cast.post("lead").pk,
            {"post": cast.post("duty_officer").pk, "tasks": 1},
        )


def test_who_leads_from_now_on_no_longer_helps(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    name(cast, receipt, cast.post("lead"), now)
    with cast.seeing("coordinator"):
        leads.hand_over(
            receipt.case_id, lead_post_id=cast.post("lead").pk, reason="Larger than a village.",
            interest=Interest.NONE, by=cast.standing("coordinator"), now=now,
        )  # fmt: skip
        assert Member.objects.get(case=receipt.case_id).until == now


def test_with_the_case_ends_what_its_members_see(cast: Cast, now: datetime) -> None:
    receipt = proposed(cast, now)
    post = far_mediator(cast, now)
    name(cast, receipt, post, now)
    with seeing_with(receipt):
        closing.confirm(receipt.case_id, by=receipt.resident, now=now)
    officer = with_joined_cases(officer_of(cast.user("far"), today=cast.today))
    assert officer.joined == frozenset()
    assert case_of(cast, receipt).step == "closed"
    with cast.seeing("auditor"):
        assert Event.objects.get(case_id=receipt.case_id, kind="case.confirmed").data["released"] == [post.pk]
