"""Handling a case jointly: one lead, and named members beside it, each with a task of their own on one clock."""

from datetime import date, datetime

from django.db import transaction

from folkmoot.cases.actions.moving import save, touch
from folkmoot.cases.actions.shared_clock import shared_day
from folkmoot.cases.errors import AlreadyHelping, CannotHelp, ConflictOfInterest, Missing, NobodyAppointed, NotJoint
from folkmoot.cases.hands import extent_of
from folkmoot.cases.models import Case, Hearing, Member, Task
from folkmoot.cases.permissions import require_no_interest
from folkmoot.cases.rules.interests import Interest
from folkmoot.cases.rules.joint import HELPERS, SHARED, Ground, Reached, reached
from folkmoot.officers.models import Appointment
from folkmoot.officers.queries import current_appointment, officer_of
from folkmoot.officers.rules.authority import Power, Reach, Role, reach
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.queries import local_day
from folkmoot.procedures.queries import pack_of


@transaction.atomic
def name_member(
    case_id: int,
    *,
    post_id: int,
    task: str,
    interest: Interest,
    by: Standing,
    now: datetime,
    due_on: date | None = None,
    seen: int | None = None,
) -> Member:
    """Who holds a post, of whatever place, helps with this one case from now on, and has a task in it.

    The task is due on `due_on`, else on the day of the case's clock. A lead names members where the pack's rule is
    reached, a coordinator wherever they say so. Raises NotJoint, CannotHelp, AlreadyHelping, NobodyAppointed,
    ConflictOfInterest, UnitStepsAside, Missing.
    """
    case = touch(case_id, Power.JOIN_HANDS, by=by, seen=seen)
    if case.at not in SHARED:
        raise CannotHelp
    grounds = _grounds(case, by=by)
    helper = _helper(case, post_id, interest=interest, today=local_day(now))
    given = _give_task(case, task, to=helper, by=by, due_on=due_on, now=now)
    member = _let_help(case, helper, by=by, now=now)
    save(
        case, "case.member_joined", by=by, now=now, post=helper.post_id, appointment=helper.pk, interest=interest,
        task=given.pk, ground=grounds.ground.value, number=grounds.number, needed=grounds.needed,
    )  # fmt: skip
    return member


def _let_help(case: Case, helper: Appointment, *, by: Standing, now: datetime) -> Member:
    # Whoever had a part in it does not judge it later: the unit hears no review.
    Hearing.objects.get_or_create(case=case, unit_id=helper.post.unit_id, defaults={"since": now})
    # Who helped from this post before has left it.
    Member.objects.filter(case=case, post=helper.post_id, until=None).update(until=now)
    return Member.objects.create(
        case=case, post_id=helper.post_id, appointment=helper, named_by_id=by.post_id, since=now
    )


def _give_task(case: Case, task: str, *, to: Appointment, by: Standing, due_on: date | None, now: datetime) -> Task:
    text = task.strip()
    if not text:
        raise Missing(field="task")
    return Task.objects.create(
        case=case,
        post_id=to.post_id,
        set_by_id=by.post_id,
        sealed_title=case.key.seal(text, place="task.title"),
        due_on=due_on or shared_day(case) or local_day(now),
        created_at=now,
    )


@transaction.atomic
def end_membership(case_id: int, *, post_id: int, by: Standing, now: datetime, seen: int | None = None) -> Case:
    """A member no longer helps and no longer sees the case; what they had not done falls to whoever leads it.

    The lead and the coordinator end it. Raises CannotHelp where the post does not help.
    """
    case = touch(case_id, Power.JOIN_HANDS, by=by, seen=seen)
    if not Member.objects.filter(case=case, post=post_id, until=None).update(until=now):
        raise CannotHelp(field="post")
    left = Task.objects.filter(case=case, post=post_id, done_at=None)
    tasks = left.update(post=case.lead_post_id or case.taken_by_id)
    return save(case, "case.member_left", by=by, now=now, post=post_id, tasks=tasks)


def _grounds(case: Case, *, by: Standing) -> Reached:
    found = reached(extent_of(case), rule=pack_of(case).joint_handling)
    if found is not None:
        return found
    if reach(by.role, Power.JOIN_HANDS) is not Reach.AREA:
        raise NotJoint
    return Reached(Ground.WORD, 0, 0)


def _helper(case: Case, post_id: int, *, interest: Interest, today: date) -> Appointment:
    """Asked as of a lead, only not where the post sits: who helps may come from anywhere."""
    require_no_interest(interest, case)
    appointment = current_appointment(post_id, today=today)
    if appointment is None:
        raise NobodyAppointed(field="post")
    if Role(appointment.post.role) not in HELPERS:
        raise CannotHelp(field="post")
    helping = Member.objects.filter(case=case, appointment=appointment, until=None)
    if post_id == case.lead_post_id or helping.exists():
        raise AlreadyHelping(field="post")
    if case.about_unit_id in officer_of(appointment.user, today=today).barred_units:
        raise ConflictOfInterest(field="post")
    return appointment
