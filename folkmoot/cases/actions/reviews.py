"""Looking at a decision again: asked for by the filer, heard by a unit that had no part in it, decided in writing."""

from datetime import datetime

from django.db import transaction

from folkmoot.cases.actions.leads import lead_for_reopening
from folkmoot.cases.actions.moving import begin, finish, lock, place_at, set_lead
from folkmoot.cases.errors import Missing, NobodyReviews, RefusalStands, TooLate
from folkmoot.cases.models import Case, Clock, Hearing, Review, ReviewOutcome
from folkmoot.cases.permissions import Actor, require_no_interest
from folkmoot.cases.queries import reviewer_of
from folkmoot.cases.rules.interests import Interest
from folkmoot.cases.rules.reviewing import review_open_to
from folkmoot.officers.models import Appointment
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.queries import local_day
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.clock_rules import Mark
from folkmoot.procedures.rules.reviews import Review as ReviewRule
from folkmoot.procedures.rules.steps import ENDED, LED, ImpossibleMove, Move, Outcome, Step


@transaction.atomic
def ask_review(case_id: int, *, by: Actor, now: datetime, reason: str = "", seen: int | None = None) -> Case:
    """The filer has a decision looked at again; the desk may write down that they asked by telephone or on paper.

    No reason is needed. The case is led by the reviewer from here. Raises TooLate, NobodyReviews.
    """
    case, step = begin(case_id, Move.ASK_REVIEW, by=by, seen=seen)
    rule = _open_to_ask(case, now=now)
    reviewer = reviewer_of(case, rule, today=local_day(now))
    if reviewer is None:
        raise NobodyReviews(rule.beyond)
    _decided_there(case, now=now)
    text = reason.strip()
    review = Review.objects.create(
        case=case, code=rule.code, unit=reviewer.post.unit, reviewer=reviewer.post,
        sealed_reason=case.key.seal(text, place="review.reason") if text else None, asked_at=now,
        unit_before=case.unit, step_before=case.step, outcome_before=case.outcome, reason_before=case.outcome_reason,
        closed_before=case.closed_at,
    )  # fmt: skip
    # Who led it until now takes it up again where it is sent back.
    case.last_lead_id = case.lead_appointment_id or case.last_lead_id
    place_at(case, step, now=now)
    set_lead(case, reviewer, now=now)
    said = {"said": case.key.commit(text)} if text else {}
    return finish(
        case, Move.ASK_REVIEW, by=by, now=now, also=_asked(case, rule), review=review.pk, code=rule.code,
        unit=review.unit_id, lead=reviewer.post_id, appointment=reviewer.pk, **said,
    )  # fmt: skip


@transaction.atomic
def decide_review(
    case_id: int,
    *,
    outcome: ReviewOutcome,
    decision: str,
    interest: Interest,
    by: Standing,
    now: datetime,
    seen: int | None = None,
) -> Case:
    """The reviewer upholds or changes the decision, in writing; the case then stands where it stood.

    What was changed is unconfirmed until the filer confirms it. Raises ConflictOfInterest, Missing, RefusalStands.
    """
    review = _open_review(case_id, Move.DECIDE_REVIEW)
    before = Step(review.step_before)
    case, step = begin(case_id, Move.DECIDE_REVIEW, by=by, seen=seen, before=before)
    require_no_interest(interest, case)
    if outcome not in {ReviewOutcome.UPHELD, ReviewOutcome.CHANGED}:
        raise Missing(field="outcome")
    is_changed = outcome is ReviewOutcome.CHANGED
    if is_changed and before in {Step.DECLINED, Step.REFERRED}:
        raise RefusalStands(field="outcome")
    said = _write(case, review, outcome, decision, now=now)
    reviewer = Appointment.objects.select_related("post__unit").get(pk=case.lead_appointment_id or 0)
    leave_review(case, review)
    ended = Outcome(review.outcome_before) if review.outcome_before else None
    if is_changed and ended is Outcome.CONFIRMED:
        ended = Outcome.UNCONFIRMED
    place_at(case, step, now=now, outcome=ended, reason=review.reason_before)
    also = _received(case, review)
    if step in ENDED:
        case.closed_at = review.closed_before
    if step in LED:
        # The time to answer the proposal begins anew; where nobody is left who made it, the reviewer stands for it.
        set_lead(case, _lead_before(case, review, now=now) or reviewer, now=now)
        also = (*also, Move.PROPOSE)
    return finish(
        case, Move.DECIDE_REVIEW, by=by, now=now, also=also, review=review.pk, outcome=outcome.value,
        unit=case.unit_id, lead=case.lead_post_id, interest=interest, said=said,
    )  # fmt: skip


@transaction.atomic
def send_back(
    case_id: int, *, decision: str, interest: Interest, by: Standing, now: datetime, seen: int | None = None
) -> Case:
    """The reviewer sends the case back: whoever led it takes it up again, or its unit has to take it on.

    That unit can then neither pass it on nor refuse it as another's matter. Raises ConflictOfInterest, Missing.
    """
    review = _open_review(case_id, Move.SEND_BACK)
    case, step = begin(case_id, Move.SEND_BACK, by=by, seen=seen)
    require_no_interest(interest, case)
    move, lead = Move.SEND_BACK, _lead_before(case, review, now=now)
    if lead is None:
        move = Move.SEND_BACK_UNLED
        case, step = begin(case_id, move, by=by, seen=None)
    said = _write(case, review, ReviewOutcome.SENT_BACK, decision, now=now)
    leave_review(case, review)
    place_at(case, step, now=now)
    case.proposed_at = None
    case.is_decided_above = True
    if lead is not None:
        set_lead(case, lead, now=now)
    return finish(
        case, move, by=by, now=now, also=_received(case, review), review=review.pk, unit=case.unit_id,
        lead=lead.post_id if lead else None, interest=interest, said=said,
    )  # fmt: skip


def end_review(case: Case, *, now: datetime) -> None:
    """Ends the review that runs, if one does, because the filer withdrew; the case itself is not saved."""
    review = Review.objects.filter(case=case, decided_at=None).select_related("unit_before__place").first()
    if review is None:
        return
    review.outcome, review.decided_at = ReviewOutcome.WITHDRAWN, now
    review.save(update_fields=["outcome", "decided_at"])
    leave_review(case, review)


def leave_review(case: Case, review: Review) -> None:
    """Takes the case from the reviewer and gives it back to the unit that had it; saves nothing."""
    # The reviewer led the review, never the case: a case that is opened again goes to whoever led it.
    case.lead_post_id = case.lead_appointment_id = None
    case.unit = review.unit_before


def _open_to_ask(case: Case, *, now: datetime) -> ReviewRule:
    running = Clock.objects.filter(case=case, stopped_at=None)
    rule = review_open_to(case.at, running, pack=pack_of(case), now=now)
    if rule is None:
        raise TooLate
    return rule


def _decided_there(case: Case, *, now: datetime) -> None:
    """Whoever decided has heard the case, also where it decided before anybody led it."""
    Hearing.objects.get_or_create(case=case, unit_id=case.unit_id, defaults={"since": now})


def _open_review(case_id: int, move: Move) -> Review:
    case = lock(case_id, seen=None)
    review = Review.objects.select_related("unit_before__place").filter(case=case, decided_at=None).first()
    if review is None:
        raise ImpossibleMove(move, case.at)
    return review


def _write(case: Case, review: Review, outcome: ReviewOutcome, decision: str, *, now: datetime) -> str:
    text = decision.strip()
    if not text:
        raise Missing(field="decision")
    review.outcome, review.decided_at = outcome, now
    review.sealed_decision = case.key.seal(text, place="review.decision")
    review.save(update_fields=["outcome", "decided_at", "sealed_decision"])
    return case.key.commit(text)


def _lead_before(case: Case, review: Review, *, now: datetime) -> Appointment | None:
    """Who led the case when the review was asked for, if that appointment still stands."""
    lead = lead_for_reopening(case, now=now)
    return lead if lead is not None and lead.post.unit_id == review.unit_before_id else None


def _asked(case: Case, rule: ReviewRule) -> tuple[Mark, ...]:
    return pack_of(case).clock(rule.decided_within).starts


def _received(case: Case, review: Review) -> tuple[Mark, ...]:
    pack = pack_of(case)
    rule = next(each for each in pack.reviews if each.code == review.code)
    return pack.clock(rule.decided_within).ends
