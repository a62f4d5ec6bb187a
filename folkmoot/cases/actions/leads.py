"""Naming the one lead of a case."""

from datetime import datetime

from django.db import transaction

from folkmoot.cases.actions.clocks import start_clock
from folkmoot.cases.actions.moving import begin, filer_of, finish, place_at, say, set_lead
from folkmoot.cases.errors import CannotHandle, ConflictOfInterest, Missing, NobodyAppointed, NotAllowed, TopLevel
from folkmoot.cases.models import Case, Clock, MessageKind, Note, Review
from folkmoot.cases.permissions import Actor, is_at_its_level, require_no_interest
from folkmoot.cases.queries import has_heard, next_reviewers
from folkmoot.cases.rules.interests import Interest
from folkmoot.cases.rules.people import Resident
from folkmoot.cases.successors import units_above
from folkmoot.officers.models import Appointment, Unit
from folkmoot.officers.queries import appointed_post, current_appointment, officer_of
from folkmoot.officers.rules.authority import Power, Role, reach
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.queries import local_day
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.clock_rules import ClockName, Mark, Milestone
from folkmoot.procedures.rules.steps import LED, Move, Step


def find_lead(case: Case, post_id: int, *, interest: Interest, by: Actor, now: datetime) -> Appointment:
    """The appointment that will lead: one's own, where one names oneself. `interest` is what they answered.

    Raises ConflictOfInterest, UnitStepsAside, NobodyAppointed, CannotHandle.
    """
    require_no_interest(interest, case)
    today = local_day(now)
    own = by.appointment_id if by.post_id == post_id else None
    appointment = current_appointment(post_id, today=today, own=own)
    if appointment is None:
        raise NobodyAppointed(field="lead")
    if reach(Role(appointment.post.role), Power.PROPOSE) is None:
        raise CannotHandle(field="lead")
    if not case.sight_path.startswith(appointment.post.unit.place.path):
        raise CannotHandle(field="lead")
    # All posts of the person count, not only the one that would lead.
    if case.about_unit_id in officer_of(appointment.user, today=today).barred_units:
        raise ConflictOfInterest(field="lead")
    return appointment


@transaction.atomic
def assign(
    case_id: int, *, lead_post_id: int, interest: Interest, by: Standing, now: datetime, seen: int | None = None
) -> Case:
    """Names the lead within the unit that handles the case."""
    case, step = begin(case_id, Move.ASSIGN, by=by, seen=seen)
    lead = find_lead(case, lead_post_id, interest=interest, by=by, now=now)
    if lead.post.unit_id != case.unit_id:
        raise CannotHandle(field="lead")
    place_at(case, step, now=now)
    set_lead(case, lead, now=now)
    return finish(case, Move.ASSIGN, by=by, now=now, lead=lead.post_id, appointment=lead.pk, interest=interest)


@transaction.atomic
def hand_over(
    case_id: int,
    *,
    lead_post_id: int,
    reason: str,
    interest: Interest,
    by: Standing,
    now: datetime,
    seen: int | None = None,
) -> Case:
    """The lead, or who coordinates, names the next lead and says why. The reason stays at the desk."""
    case, step = begin(case_id, Move.HAND_OVER, by=by, seen=seen)
    if not reason.strip():
        raise Missing(field="reason")
    lead = find_lead(case, lead_post_id, interest=interest, by=by, now=now)
    if lead.pk == case.lead_appointment_id:
        raise CannotHandle(field="lead")
    if case.at is Step.IN_REVIEW:
        _may_follow(case, lead, by=by, now=now)
        hear_review(case, lead)
    said = keep_reason(case, reason, by=by, now=now)
    place_at(case, step, now=now)
    set_lead(case, lead, now=now)
    return finish(
        case,
        Move.HAND_OVER,
        by=by,
        now=now,
        lead=lead.post_id,
        appointment=lead.pk,
        interest=interest,
        said=said,
    )


def hear_review(case: Case, lead: Appointment) -> None:
    """Another post hears the review that runs."""
    Review.objects.filter(case=case, decided_at=None).update(unit=lead.post.unit_id, reviewer=lead.post_id)


def _may_follow(case: Case, lead: Appointment, *, by: Standing, now: datetime) -> None:
    """Nobody below, and nobody who heard the case, has a word in who hears a review next."""
    is_free = is_at_its_level(by, case) and (by.unit_id == case.unit_id or not has_heard(case, by.unit_id))
    if by.post_id != case.lead_post_id and not is_free:
        raise NotAllowed
    if lead.post_id not in {each.post_id for each in next_reviewers(case, today=local_day(now))}:
        raise CannotHandle(field="lead")


@transaction.atomic
def escalate(
    case_id: int,
    *,
    reason: str,
    by: Actor,
    now: datetime,
    interest: Interest = Interest.NONE,
    seen: int | None = None,
) -> Case:
    """Takes a case, or a refusal of it, to the level above.

    A case with a lead gets one there at once: the first post of the unit above that is held. A resident takes up what
    has no lead; a case that has one is theirs to dispute. Raises TopLevel, NotAllowed, ConflictOfInterest.
    """
    case, step = begin(case_id, Move.ESCALATE, by=by, seen=seen)
    is_led = case.at in LED
    if is_led and isinstance(by, Resident):
        raise NotAllowed
    said = _say_why(case, reason, by=by, now=now)
    unit, lead = _above(case, now=now, needs_lead=is_led)
    place_at(case, step, now=now)
    case.unit = unit
    case.routed_at = now
    # What was decided about the unit below binds nobody above it.
    case.is_decided_above = False
    marks: tuple[Mark, ...] = ()
    if lead is not None:
        set_lead(case, find_lead(case, lead.post_id, interest=interest, by=by, now=now), now=now)
    else:
        _give_time(case, now=now)
        marks = (Milestone.FORWARDED,)
    lead_post = lead.post_id if lead else None
    return finish(case, Move.ESCALATE, by=by, now=now, also=marks, unit=unit.pk, lead=lead_post, said=said)


def _give_time(case: Case, *, now: datetime) -> None:
    """Where the time to take the case on has run out below, it begins anew above."""
    over = Clock.objects.filter(case=case, name=ClockName.ROUTE, stopped_at=None, due_at__lte=now)
    if over.update(stopped_at=now):
        start_clock(case, pack_of(case).clock(ClockName.ROUTE), started_at=now)


def _above(case: Case, *, now: datetime, needs_lead: bool) -> tuple[Unit, Appointment | None]:
    """The nearest unit above in which somebody is appointed to take it on, or to lead it where a lead is needed.

    Where nobody is appointed anywhere above, the nearest unit, unless a lead is needed. Raises TopLevel.
    """
    today = local_day(now)
    above = units_above(case)
    for unit in above:
        post = appointed_post(unit, Power.PROPOSE if needs_lead else Power.ACCEPT, today=today)
        if post is not None:
            return unit, post if needs_lead else None
    if needs_lead or not above:
        raise TopLevel
    return above[0], None


def _say_why(case: Case, reason: str, *, by: Actor, now: datetime) -> str:
    if isinstance(by, Resident):
        return say(case, by.party_id, MessageKind.REASON, reason, by=by, now=now)
    if by.role is Role.AUTOMATION:
        # Nobody at the desk gave this reason, so that it can only be the filer's to read.
        return say(case, filer_of(case).pk, MessageKind.REASON, reason, by=by, now=now)
    return keep_reason(case, reason, by=by, now=now)


def keep_reason(case: Case, text: str, *, by: Actor, now: datetime) -> str:
    """Keeps a reason at the desk, as a sealed note; returns the commitment to it. Raises Missing, NotAllowed."""
    body = text.strip()
    if not body:
        raise Missing(field="reason")
    if by.post_id is None:
        raise NotAllowed
    Note.objects.create(case=case, post_id=by.post_id, sealed_body=case.key.seal(body, place="note.body"), at=now)
    return case.key.commit(body)


def lead_for_reopening(case: Case, *, now: datetime) -> Appointment | None:
    """Who led when it was closed, if that very appointment still stands: they were asked about conflicts then.

    None where it has ended or the person has since come to a unit that the case complains about.
    """
    today = local_day(now)
    if case.last_lead_id is None:
        return None
    standing = Appointment.objects.current(today).select_related("post__unit__place", "user")
    appointment = standing.filter(pk=case.last_lead_id).first()
    if appointment is None or case.about_unit_id in officer_of(appointment.user, today=today).barred_units:
        return None
    return appointment
