"""Writing down what happened elsewhere. The times that the law begins or ends with it run for the filer to read."""

from datetime import date, datetime, time

from django.db import transaction

from folkmoot.cases.actions.clocks import counted_under, start_clock
from folkmoot.cases.actions.moving import filer_of, save, say, touch
from folkmoot.cases.errors import Missing, NotToday
from folkmoot.cases.models import Case, Clock, MessageKind, Pause
from folkmoot.cases.models import Milestone as Row
from folkmoot.cases.notices_of_clocks import speaking, told_of_milestone, told_of_no_milestone
from folkmoot.cases.rules.elsewhere import marks_told_under, running_elsewhere
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.queries import local_day, zone
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.clock_rules import ClockName, Milestone
from folkmoot.procedures.rules.marks import ELSEWHERE


@transaction.atomic
def record_milestone(
    case_id: int,
    *,
    milestone: str,
    happened_on: date,
    by: Standing,
    now: datetime,
    words: str = "",
    seen: int | None = None,
) -> Case:
    """Writes down on which day something happened elsewhere; a second time it corrects the day.

    The clocks that the pack starts and ends with it follow, and the filer is told. Raises Missing, NotToday.
    """
    case = touch(case_id, Power.RECORD_MILESTONE, by=by, seen=seen)
    mark = _mark(case, milestone)
    if happened_on > local_day(now):
        raise NotToday(field="happened_on")
    before = Row.objects.filter(case=case, name=mark).first()
    given = {"happened_on": happened_on, "post_id": by.post_id, "at": now}
    Row.objects.update_or_create(case=case, name=mark.value, defaults=given)
    started = count_elsewhere(case, now=now)
    filer = filer_of(case)
    with speaking(filer.language):
        told = told_of_milestone(mark, on=happened_on, started=started, pack=pack_of(case), words=words)
    said = say(case, filer.pk, MessageKind.MESSAGE, told, by=by, now=now)
    was = {"was": before.happened_on.isoformat()} if before else {}
    return save(
        case, "case.milestone_recorded", by=by, now=now, milestone=mark.value, on=happened_on.isoformat(), said=said,
        **was,
    )  # fmt: skip


@transaction.atomic
def take_back_milestone(
    case_id: int, *, milestone: str, by: Standing, now: datetime, words: str = "", seen: int | None = None
) -> Case:
    """Says that something did not happen after all; the filer is told. Raises Missing where it was not written down."""
    case = touch(case_id, Power.RECORD_MILESTONE, by=by, seen=seen)
    mark = _mark(case, milestone)
    row = Row.objects.filter(case=case, name=mark).first()
    if row is None:
        raise Missing(field="happened_on")
    row.delete()
    started = count_elsewhere(case, now=now)
    filer = filer_of(case)
    with speaking(filer.language):
        told = told_of_no_milestone(mark, on=row.happened_on, started=started, words=words)
    said = say(case, filer.pk, MessageKind.MESSAGE, told, by=by, now=now)
    was = row.happened_on.isoformat()
    return save(case, "case.milestone_taken_back", by=by, now=now, milestone=mark.value, was=was, said=said)


def milestones_of(case: Case) -> dict[Milestone, date | None]:
    """What can be written down in a case, in the order in which it happens, and on which day each happened."""
    told = _told(case)
    running = Clock.objects.filter(case=case, stopped_at=None, name__in=list(ELSEWHERE))
    packs = [pack_of(case), *(counted_under(clock, pack_of(case)) for clock in running)]
    return {mark: told.get(mark) for mark in marks_told_under(packs)}


def count_elsewhere(case: Case, *, now: datetime) -> list[Clock]:
    """Lets the clocks of other bodies run as what was written down says; those that were started, the first due first.

    None of them is a time of the desk, so that the case shows nothing else as due.
    """
    pack, told = pack_of(case), _told(case)
    kept = set()
    for clock in Clock.objects.filter(case=case, stopped_at=None, name__in=list(ELSEWHERE)):
        wanted = running_elsewhere(counted_under(clock, pack), told)
        if wanted.get(ClockName(clock.name)) == local_day(clock.started_at):
            kept.add(ClockName(clock.name))
        else:
            clock.stopped_at = now
            clock.save(update_fields=["stopped_at"])
    pauses = list(Pause.objects.filter(case=case))
    started = [
        start_clock(case, pack.clock(name), started_at=_moment(on, now=now), pauses=pauses)
        for name, on in running_elsewhere(pack, told).items()
        if name not in kept
    ]
    return sorted(started, key=lambda clock: clock.due_at)


def _told(case: Case) -> dict[Milestone, date]:
    rows = Row.objects.filter(case=case).values_list("name", "happened_on")
    return {Milestone(name): on for name, on in rows}


def _mark(case: Case, name: str) -> Milestone:
    found = next((mark for mark in milestones_of(case) if mark.value == name), None)
    if found is None:
        raise Missing(field="milestone")
    return found


def _moment(on: date, *, now: datetime) -> datetime:
    """Some moment of that day, and none that is still to come: days are counted whole."""
    return min(datetime.combine(on, time(12), tzinfo=zone()), now)
