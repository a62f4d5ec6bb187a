"""A leader keeps a pressing case under their own eyes: openly, with a report every week, until it is lifted."""

from datetime import date, datetime

from django.db import transaction

from folkmoot.cases.actions.moving import save, touch
from folkmoot.cases.errors import AlreadySupervised, CannotLift, CannotSupervise, Missing, NotSupervised
from folkmoot.cases.hands import may_lift
from folkmoot.cases.models import Case, Note, Report, Supervision
from folkmoot.cases.rules.supervising import answered_day, next_report_day
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.queries import local_day
from folkmoot.procedures.queries import calendar
from folkmoot.procedures.rules.steps import Step


@transaction.atomic
def supervise(case_id: int, *, reason: str, by: Standing, now: datetime, seen: int | None = None) -> Supervision:
    """The post supervises the case from now on; the filer sees which. It changes no clock and no right.

    The reason stays at the desk. Raises CannotSupervise, AlreadySupervised, Missing.
    """
    case = touch(case_id, Power.SUPERVISE, by=by, seen=seen)
    is_above = case.unit.place.path.startswith(by.area)
    if not case.is_open or case.at is Step.MERGED or not is_above or by.post_id == case.lead_post_id:
        raise CannotSupervise
    if _running(case) is not None:
        raise AlreadySupervised
    today = local_day(now)
    supervision = Supervision.objects.create(
        case=case,
        post_id=by.post_id,
        sealed_reason=case.key.seal(_words(reason, field="reason"), place="supervision.reason"),
        since=now,
        report_due_on=next_report_day(today, after=today, calendar=calendar()),
    )
    save(case, "case.supervised", by=by, now=now, said=case.key.commit(reason.strip()))
    return supervision


@transaction.atomic
def report(case_id: int, *, body: str, by: Standing, now: datetime, seen: int | None = None) -> Report:
    """Whoever leads tells the supervisor how it stands. It counts for the latest week without a report.

    It stays at the desk. Raises NotSupervised, Missing.
    """
    case = touch(case_id, Power.REPORT, by=by, seen=seen)
    supervision = _running(case)
    if supervision is None:
        raise NotSupervised
    today, since, rest = local_day(now), local_day(supervision.since), calendar()
    due_on = answered_day(since, open_from=supervision.report_due_on, today=today, calendar=rest)
    text = _words(body, field="body")
    written = Report.objects.create(
        case=case,
        supervision=supervision,
        post_id=by.post_id,
        sealed_body=case.key.seal(text, place="report.body"),
        due_on=due_on,
        at=now,
    )
    supervision.report_due_on = next_report_day(since, after=due_on, calendar=rest)
    supervision.save(update_fields=["report_due_on"])
    save(case, "case.reported", by=by, now=now, due=due_on.isoformat(), said=case.key.commit(text))
    return written


@transaction.atomic
def lift(case_id: int, *, reason: str, by: Standing, now: datetime, seen: int | None = None) -> Supervision:
    """The supervision ends, by who supervises or by the level above. Why stays at the desk, as a note.

    Raises NotSupervised, CannotLift, Missing.
    """
    case = touch(case_id, Power.SUPERVISE, by=by, seen=seen)
    supervision = _running(case)
    if supervision is None:
        raise NotSupervised
    if not may_lift(supervision, by=by, today=local_day(now)):
        raise CannotLift
    text = _words(reason, field="reason")
    Note.objects.create(case=case, post_id=by.post_id, sealed_body=case.key.seal(text, place="note.body"), at=now)
    supervision.lifted_by_id = by.post_id
    supervision.lifted_at = now
    supervision.save(update_fields=["lifted_by", "lifted_at"])
    save(case, "case.supervision_lifted", by=by, now=now, said=case.key.commit(text))
    return supervision


def await_next_report(case: Case, *, today: date) -> None:
    """After a case was opened again: weeks in which it was closed asked for no report."""
    supervision = _running(case)
    if supervision is None or supervision.report_due_on >= today:
        return
    since = local_day(supervision.since)
    supervision.report_due_on = next_report_day(since, after=today, calendar=calendar())
    supervision.save(update_fields=["report_due_on"])


def _running(case: Case) -> Supervision | None:
    found = Supervision.objects.select_for_update(of=("self",)).select_related("post__unit__place", "case")
    return found.filter(case=case, lifted_at=None).first()


def _words(text: str, *, field: str) -> str:
    if not text.strip():
        raise Missing(field=field)
    return text.strip()
