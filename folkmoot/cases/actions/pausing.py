"""Stopping the clocks of a case for a reason of its procedure, and letting them go on."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from folkmoot.cases.actions.clocks import ahead_of_count, count_anew, cut_short, pauses_on, reason_of
from folkmoot.cases.actions.moving import filer_of, save, say, touch
from folkmoot.cases.errors import EndsBeforeToday, NoSuchReason, NotStanding, PauseTooLong, StandsAlready
from folkmoot.cases.models import Case, Clock, MessageKind, Pause
from folkmoot.cases.notices_of_clocks import speaking, told_of_going_on, told_of_pause
from folkmoot.cases.permissions import Actor
from folkmoot.cases.rules import standing_still
from folkmoot.cases.rules.clockwork import RIGHTS
from folkmoot.cases.rules.standing_still import ENDED_BY_ANSWER
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.queries import local_day
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules import clocks as rules
from folkmoot.procedures.rules.clock_rules import ClockName, PauseRule
from folkmoot.procedures.rules.steps import LED


@transaction.atomic
def pause(
    case_id: int, *, reason: str, until_on: date, by: Standing, now: datetime, words: str = "", seen: int | None = None
) -> Case:
    """The lead stops the clocks from today until a planned last day; the filer is told why and the new dates.

    `words` are added to what the procedure says. Raises NoSuchReason, StandsAlready, EndsBeforeToday, PauseTooLong.
    """
    case = touch(case_id, Power.PAUSE, by=by, seen=seen)
    data = stand(case, reason=reason, until_on=until_on, words=words, by=by, now=now)
    return save(case, "case.paused", by=by, now=now, **data)


def stand(
    case: Case, *, reason: str, until_on: date, by: Standing, now: datetime, words: str = ""
) -> Mapping[str, Any]:
    """The pause of a case that is locked; what the ledger keeps of it. The case itself is not saved."""
    today = local_day(now)
    rule = _reason(case, reason, today=today)
    if until_on < today:
        raise EndsBeforeToday(field="until_on")
    latest = latest_day(case, rule, today=today)
    if latest is None or until_on > latest:
        raise PauseTooLong(field="until_on")
    ahead = ahead_of_count(case)
    made = Pause.objects.create(case=case, code=rule.code, from_on=today, until_on=until_on, post_id=by.post_id, at=now)
    moved = count_anew(case, ahead=ahead)
    filer, pack = filer_of(case), pack_of(case)
    with speaking(filer.language):
        told = told_of_pause(rule, until_on=until_on, moved=moved, pack=pack, words=words)
    said = say(case, filer.pk, MessageKind.REASON, told, by=by, now=now)
    return {"pause": made.pk, "reason": rule.code, "until": until_on.isoformat(), "said": said}


@transaction.atomic
def end_pause(case_id: int, *, pause_id: int, by: Standing, now: datetime, seen: int | None = None) -> Case:
    """The lead lets the clocks go on before the planned day: today is the last that does not count.

    The filer is told the new dates. Raises NotStanding.
    """
    case = touch(case_id, Power.PAUSE, by=by, seen=seen)
    found = standing_pauses(case, today=local_day(now)).filter(pk=pause_id).first()
    if found is None:
        raise NotStanding(field="pause")
    rule, ahead = reason_of(found, pack_of(case)), ahead_of_count(case)
    cut_short(found, now=now)
    moved = count_anew(case, ahead=ahead)
    filer = filer_of(case)
    said = ""
    if rule is not None:
        with speaking(filer.language):
            told = told_of_going_on(rule, moved=moved, pack=pack_of(case))
        said = say(case, filer.pk, MessageKind.REASON, told, by=by, now=now)
    return save(case, "case.pause_ended", by=by, now=now, pause=found.pk, said=said)


def end_waiting(case: Case, *, by: Actor, now: datetime) -> None:
    """The resident answered: what stood for their answer, or at their wish, goes on. The case is locked."""
    standing = list(standing_pauses(case, today=local_day(now)).filter(code__in=ENDED_BY_ANSWER))
    if not standing:
        return
    ahead = ahead_of_count(case)
    for each in standing:
        cut_short(each, now=now)
    count_anew(case, ahead=ahead)
    for each in standing:
        save(case, "case.pause_ended", by=by, now=now, pause=each.pk, said="")


def standing_pauses(case: Case, *, today: date) -> QuerySet[Pause]:
    """The pauses on which clocks of a case stand today."""
    return Pause.objects.filter(case=case, ended_at=None, from_on__lte=today, until_on__gte=today).order_by("pk")


def reasons_now(case: Case, *, today: date) -> dict[PauseRule, date]:
    """For what the clocks of a case could stand from today on, each with the last day that it could be planned for."""
    if case.at not in LED:
        return {}
    stands = set(standing_pauses(case, today=today).values_list("code", flat=True))
    running = _running(case, today=today)
    found = [each for each in pack_of(case).pauses if each.code not in stands and running & set(each.clocks)]
    latest = {each: latest_day(case, each, today=today) for each in found}
    return {each: day for each, day in latest.items() if day is not None}


def latest_day(case: Case, reason: PauseRule, *, today: date) -> date | None:
    """The last day for which a pause could be planned that begins today, None where the reason is used up."""
    running = Clock.objects.filter(case=case, stopped_at=None, name__in=list(reason.clocks))
    pack, rows = pack_of(case), list(Pause.objects.filter(case=case, code=reason.code))
    stood = {row.pk: row for clock in running for row in pauses_on(clock, rows, pack=pack) if _since(clock, row)}
    earlier = [rules.Pause(row.from_on, row.until_on) for row in stood.values()]
    return standing_still.last_day(reason, from_on=today, earlier=earlier)


def _since(clock: Clock, row: Pause) -> bool:
    return row.at >= clock.started_at


def _reason(case: Case, code: str, *, today: date) -> PauseRule:
    found = next((each for each in pack_of(case).pauses if each.code == code), None)
    if case.at not in LED or found is None or not _running(case, today=today) & set(found.clocks):
        raise NoSuchReason(field="reason")
    if standing_pauses(case, today=today).filter(code=code).exists():
        raise StandsAlready(field="reason")
    return found


def _running(case: Case, *, today: date) -> set[ClockName]:
    """The clocks that run and have not run out: what is over cannot stand."""
    running = Clock.objects.filter(case=case, stopped_at=None, due_on__gte=today).exclude(name__in=list(RIGHTS))
    return {ClockName(name) for name in running.values_list("name", flat=True)}
