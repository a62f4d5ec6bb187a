"""How a case ends: by the resident's own word, by an independent call-back, or in silence."""

from datetime import datetime

from django.db import transaction

from folkmoot.cases.actions.clocks import find_anew
from folkmoot.cases.actions.leads import lead_for_reopening
from folkmoot.cases.actions.moving import begin, filer_of, finish, place_at, save, say, set_lead, touch
from folkmoot.cases.actions.reviews import end_review
from folkmoot.cases.actions.supervising import await_next_report
from folkmoot.cases.errors import AlreadyRated, CannotHandle, Missing, NotYetAnswered, TooLate
from folkmoot.cases.models import Case, Clock, MessageKind, Rating
from folkmoot.cases.permissions import Actor
from folkmoot.cases.rules.people import Resident
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.queries import local_day
from folkmoot.procedures.rules.pack import ClockName
from folkmoot.procedures.rules.steps import Move, Outcome, Step


def _require_proposal(case: Case) -> None:
    """A merged filer answers the other case's proposal, so there has to be one."""
    if case.at is Step.MERGED and case.proposed_at is None:
        raise NotYetAnswered


@transaction.atomic
def confirm(case_id: int, *, by: Actor, now: datetime, seen: int | None = None) -> Case:
    """The resident, or an independent call-back that asked them, says that the matter is resolved."""
    case, step = begin(case_id, Move.CONFIRM, by=by, seen=seen)
    _require_proposal(case)
    if case.at is Step.CLOSED and case.outcome != Outcome.UNCONFIRMED:
        raise TooLate
    place_at(case, step, now=now, outcome=Outcome.CONFIRMED)
    return finish(case, Move.CONFIRM, by=by, now=now)


@transaction.atomic
def dispute(case_id: int, *, reason: str, by: Actor, now: datetime, seen: int | None = None) -> Case:
    """The resident says why it is not resolved, and the lead goes on. A merged case is on its own way again."""
    case, step = begin(case_id, Move.DISPUTE, by=by, seen=seen)
    _require_proposal(case)
    party_id = by.party_id if isinstance(by, Resident) else filer_of(case).pk
    said = say(case, party_id, MessageKind.DISPUTE, reason, by=by, now=now)
    place_at(case, step, now=now)
    find_anew(case, now=now)
    return finish(case, Move.DISPUTE, by=by, now=now, said=said)


@transaction.atomic
def close_silent(case_id: int, *, by: Standing, now: datetime) -> Case:
    """The clock for confirming has run out in silence: closed, unconfirmed. Raises CannotHandle before that."""
    case, step = begin(case_id, Move.CLOSE, by=by, seen=None)
    over = Clock.objects.filter(case=case, name=ClockName.CONFIRM, stopped_at=None, due_at__lte=now).exists()
    if not over:
        raise CannotHandle
    place_at(case, step, now=now, outcome=Outcome.UNCONFIRMED)
    return finish(case, Move.CLOSE, by=by, now=now)


@transaction.atomic
def reopen(case_id: int, *, by: Actor, now: datetime, reason: str = "", seen: int | None = None) -> Case:
    """One press within the pack's days opens the case again, with the lead that it had if still appointed.

    Raises TooLate after that.
    """
    case, step = begin(case_id, Move.REOPEN, by=by, seen=seen)
    if not Clock.objects.filter(case=case, name=ClockName.REOPEN, stopped_at=None, due_at__gt=now).exists():
        raise TooLate
    lead = lead_for_reopening(case, now=now)
    move = Move.REOPEN
    if lead is None:
        move = Move.REOPEN_UNLED
        case, step = begin(case_id, move, by=by, seen=None)
    party_id = by.party_id if isinstance(by, Resident) else filer_of(case).pk
    said = say(case, party_id, MessageKind.DISPUTE, reason, by=by, now=now) if reason.strip() else ""
    place_at(case, step, now=now)
    if lead is not None:
        set_lead(case, lead, now=now)
    await_next_report(case, today=local_day(now))
    case.reopened_count += 1
    case.proposed_at = None
    return finish(case, move, by=by, now=now, lead=lead.post_id if lead else None, said=said)


@transaction.atomic
def withdraw(case_id: int, *, by: Resident, now: datetime, reason: str = "", seen: int | None = None) -> Case:
    """The filer takes the concern back. Another unit then asks them in private whether that was free."""
    case, step = begin(case_id, Move.WITHDRAW, by=by, seen=seen)
    said = say(case, by.party_id, MessageKind.REASON, reason, by=by, now=now) if reason.strip() else ""
    end_review(case, now=now)
    place_at(case, step, now=now, outcome=Outcome.WITHDRAWN)
    return finish(case, Move.WITHDRAW, by=by, now=now, said=said)


@transaction.atomic
def rate(case_id: int, *, score: int, comment: str, by: Resident, now: datetime) -> Rating:
    """How the filer found it, 1 to 5, once a close. Raises NotYetAnswered before the close, AlreadyRated."""
    case = touch(case_id, Power.RATE, by=by)
    if case.at is not Step.CLOSED or case.closed_at is None:
        raise NotYetAnswered
    if not 1 <= score <= 5:
        raise Missing(field="score")
    if Rating.objects.filter(case=case, party_id=by.party_id, at__gte=case.closed_at).exists():
        raise AlreadyRated
    text = comment.strip()
    rating = Rating.objects.create(
        case=case,
        party_id=by.party_id,
        score=score,
        sealed_comment=case.key.seal(text, place="rating.comment") if text else None,
        at=now,
    )
    save(case, "case.rated", by=by, now=now, score=score)
    return rating
