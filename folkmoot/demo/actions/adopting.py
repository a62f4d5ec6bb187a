"""Real reports in the demo: entered as imported history, and a few of them taken up by the cast."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import transaction

from folkmoot.cases.actions import routing, talking
from folkmoot.cases.models import Case
from folkmoot.cases.rules.interests import Interest
from folkmoot.demo.queries import CHAIN, Desk, begun
from folkmoot.integrations.spreadsheets.concerns import import_file
from folkmoot.integrations.spreadsheets.source_map import load_map
from folkmoot.ledger.actions import record
from folkmoot.officers.models import Post
from folkmoot.officers.queries import current_appointment, standing_of
from folkmoot.officers.rules.authority import Power, Role
from folkmoot.officers.rules.standing import Standing
from folkmoot.officers.scope import of_post, seeing
from folkmoot.places.queries import local_day, region
from folkmoot.places.rules.paths import subtree
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.steps import Step

#: So many of the newest of the cast's district are taken up, one after the other since the reports came in.
TAKEN_UP: Final = 12
CAME_IN: Final = timedelta(days=20)
APART: Final = timedelta(days=1, hours=13)
#: So many of them have a task.
TASKS: Final = 2
TASK: Final = "Look at the place and take a picture"


@transaction.atomic
def enter_reports(file: Path, *, map_name: str, now: datetime, progress: Callable[[int], None]) -> None:
    """Enters a file of real reports and takes the newest of the cast's district up: all of it or nothing.

    Raises MapError, SheetError, NotAllowed.
    """
    found = begun()
    came_in = now - CAME_IN
    report = import_file(file, source_map=load_map(map_name), by=_head(now), now=came_in, progress=progress)
    count = _take_up(found.village, since=came_in, now=now) if found else 0
    record("demo.reports_entered", by=None, now=now, chain=CHAIN, entered=report.entered, adopted=count)


def _head(now: datetime) -> Standing:
    posts = Post.objects.select_related("unit__place").filter(role=Role.COORDINATOR, unit__place=region().root)
    post = posts.filter(unit__parent=None).order_by("pk")[0]
    return standing_of(post, current_appointment(post.pk, today=local_day(now)))


def _take_up(path: str, *, since: datetime, now: datetime) -> int:
    """How many were taken up, by whoever may that is nearest."""
    low, high = subtree(path)
    on = local_day(since)
    able = [each for each in Desk.of(path).along(path, on=on) if each.has(Power.ADOPT) and each.has(Power.PROPOSE)]
    if not able:
        return 0
    by = able[0]
    with seeing(of_post(by)):
        newest = Case.objects.filter(step=Step.IMPORTED, place_path__gte=low, place_path__lt=high)
        cases = list(newest.order_by("-received_at", "pk")[:TAKEN_UP])
        for number, case in enumerate(cases, start=1):
            _adopt(case, by=by, at=since + number * APART)
        post = Post.objects.get(pk=by.post_id)
        for number, case in enumerate(cases[:TASKS]):
            due_on = local_day(now + number * timedelta(days=2))
            talking.set_task(case.pk, title=TASK, post=post, due_on=due_on, by=by, now=now)
    return len(cases)


def _adopt(case: Case, *, by: Standing, at: datetime) -> None:
    routing.adopt(case.pk, interest=Interest.NONE, by=by, now=at)
    title = pack_of(case).category(case.category).title.en
    talking.summarise(case.pk, summary=f"Report: {title}", category=case.category, by=by, now=at)
