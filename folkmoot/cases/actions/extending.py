"""More time for a clock: the lead asks, another post decides, the filer reads why either way."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from folkmoot.cases.actions.clocks import ahead_of_count, count_anew, extension_of
from folkmoot.cases.actions.moving import filer_of, save, say, touch
from folkmoot.cases.approvers import Request, approvers
from folkmoot.cases.errors import (
    AskedAlready,
    ClockRanOut,
    Missing,
    NobodyCanApprove,
    NoMoreTime,
    NotTheApprover,
)
from folkmoot.cases.models import Case, Clock, Extension, MessageKind
from folkmoot.cases.notices_of_clocks import speaking, told_of_more_time, told_of_no_more_time
from folkmoot.officers.models import Appointment
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.queries import local_day
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.clock_rules import Extension as ExtensionRule


@transaction.atomic
def ask_extension(
    case_id: int, *, clock: str, reason: str, by: Standing, now: datetime, seen: int | None = None
) -> Extension:
    """The lead asks for more time for a clock that has not run out.

    Raises NoMoreTime, ClockRanOut, AskedAlready, NobodyCanApprove, Missing.
    """
    case = touch(case_id, Power.ASK_EXTENSION, by=by, seen=seen)
    text = reason.strip()
    if not text:
        raise Missing(field="reason")
    found = Clock.objects.filter(case=case, stopped_at=None, name=clock).first()
    if found is None:
        raise NoMoreTime(field="clock")
    rule = _more_time(case, found, now=now)
    if found.extensions.filter(decided_at=None).exists():
        raise AskedAlready(field="clock")
    if not who_decides(case, rule, asked_by=by.post_id, today=local_day(now)):
        raise NobodyCanApprove(field="clock")
    sealed = case.key.seal(text, place="extension.reason")
    asked = Extension.objects.create(case=case, clock=found, sealed_reason=sealed, asked_by_id=by.post_id, asked_at=now)
    save(case, "case.extension_asked", by=by, now=now, extension=asked.pk, clock=clock, said=case.key.commit(text))
    return asked


@transaction.atomic
def grant_extension(
    case_id: int, *, extension_id: int, by: Standing, now: datetime, words: str = "", seen: int | None = None
) -> Case:
    """Another post grants it: the clock gets the days of the procedure, and the filer reads why and the new date.

    The reason is the lead's own unless `words` are given. Raises NotTheApprover, ClockRanOut, NoMoreTime.
    """
    case = touch(case_id, Power.GRANT_EXTENSION, by=by, seen=seen)
    asked = _asked(case, extension_id)
    rule = _more_time(case, asked.clock, now=now)
    _require_approver(case, asked, rule, by=by, today=local_day(now))
    ahead = ahead_of_count(case)
    asked.clock.extended_times += 1
    asked.clock.save(update_fields=["extended_times"])
    moved = count_anew(case, ahead=ahead)
    filer = filer_of(case)
    with speaking(filer.language):
        told = told_of_more_time(rule, moved=moved, pack=pack_of(case), words=words.strip() or asked.reason)
    said = say(case, filer.pk, MessageKind.REASON, told, by=by, now=now)
    _decide(asked, by=by, now=now, is_granted=True)
    until = Clock.objects.values_list("due_on", flat=True).get(pk=asked.clock_id).isoformat()
    return save(
        case,
        "case.extension_granted",
        by=by,
        now=now,
        extension=asked.pk,
        clock=asked.clock.name,
        until=until,
        said=said,
    )


@transaction.atomic
def refuse_extension(
    case_id: int, *, extension_id: int, reason: str, by: Standing, now: datetime, seen: int | None = None
) -> Case:
    """Another post refuses it; the filer reads why, and the date that stays. Raises NotTheApprover, Missing."""
    case = touch(case_id, Power.GRANT_EXTENSION, by=by, seen=seen)
    asked = _asked(case, extension_id)
    text = reason.strip()
    if not text:
        raise Missing(field="words")
    rule = extension_of(asked.clock, pack_of(case))
    if rule is None:
        raise NoMoreTime(field="clock")
    _require_approver(case, asked, rule, by=by, today=local_day(now))
    filer = filer_of(case)
    with speaking(filer.language):
        told = told_of_no_more_time(on=asked.clock.due_on, words=text)
    said = say(case, filer.pk, MessageKind.REASON, told, by=by, now=now)
    _decide(asked, by=by, now=now, is_granted=False)
    return save(case, "case.extension_refused", by=by, now=now, extension=asked.pk, clock=asked.clock.name, said=said)


def clocks_to_extend(case: Case, *, now: datetime) -> dict[Clock, ExtensionRule]:
    """The clocks of a case for which more time could be asked now, each with what the procedure gives."""
    pack, asked = pack_of(case), Extension.objects.filter(case=case, decided_at=None).values("clock")
    running = Clock.objects.filter(case=case, stopped_at=None, due_at__gte=now).exclude(pk__in=asked)
    found = {clock: extension_of(clock, pack) for clock in running.order_by("due_at")}
    return {clock: rule for clock, rule in found.items() if rule and rule.approved_by and _is_left(clock, rule)}


def who_decides(case: Case, rule: ExtensionRule, *, asked_by: int, today: date) -> Collection[int]:
    """The posts that may decide about more time: never the one that leads, nor the same person in another post."""
    if rule.approved_by is None:
        return ()
    request = Request(case.pk, case.unit_id, rule.approved_by, (case.lead_post_id or asked_by, asked_by))
    return approvers([request], today=today).get(case.pk, ())


def deciding(case: Case, *, today: date) -> set[int]:
    """The posts that may decide about what is asked for in a case now."""
    pack, found = pack_of(case), set()
    for asked in Extension.objects.select_related("clock").filter(case=case, decided_at=None, clock__stopped_at=None):
        rule = extension_of(asked.clock, pack)
        found |= set(who_decides(case, rule, asked_by=asked.asked_by_id, today=today)) if rule else set()
    return found


def _more_time(case: Case, clock: Clock, *, now: datetime) -> ExtensionRule:
    rule = extension_of(clock, pack_of(case))
    if clock.stopped_at is not None or rule is None or rule.approved_by is None or not _is_left(clock, rule):
        raise NoMoreTime(field="clock")
    if clock.due_at < now:
        raise ClockRanOut(field="clock")
    return rule


def _is_left(clock: Clock, rule: ExtensionRule) -> bool:
    return clock.extended_times < rule.times


def _asked(case: Case, extension_id: int) -> Extension:
    """The request that waits. Raises Extension.DoesNotExist."""
    waiting = Extension.objects.select_related("clock", "case__casekey").filter(case=case, decided_at=None)
    found = waiting.filter(pk=extension_id, clock__stopped_at=None).first()
    if found is None:
        raise NoMoreTime(field="clock")
    return found


def _require_approver(case: Case, asked: Extension, rule: ExtensionRule, *, by: Standing, today: date) -> None:
    deciding = who_decides(case, rule, asked_by=asked.asked_by_id, today=today)
    held = Appointment.objects.current(today)
    asking = held.filter(post__in=[case.lead_post_id, asked.asked_by_id]).values("user")
    # A post that may decide can have a deputy who leads the case in another post.
    mine = held.filter(pk=by.appointment_id or 0, user__in=asking)
    if by.post_id not in deciding or mine.exists():
        raise NotTheApprover


def _decide(asked: Extension, *, by: Standing, now: datetime, is_granted: bool) -> None:
    asked.decided_by_id, asked.decided_at, asked.is_granted = by.post_id, now, is_granted
    asked.save(update_fields=["decided_by", "decided_at", "is_granted"])
