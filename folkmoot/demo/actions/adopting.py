"""Real reports in the demo: entered as imported history, and a few of them taken up by the cast."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from folkmoot.cases.actions import routing, talking
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.models import Case
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
from folkmoot.procedures.packs import load_pack
from folkmoot.procedures.rules.steps import Step

#: So many of the newest of the cast's district are taken up.
TAKEN_UP: Final = 12


@transaction.atomic
def enter_reports(file: Path, *, map_name: str, now: datetime, progress: Callable[[int], None]) -> None:
    """Enters a file of real reports and takes the newest of the cast's district up: all of it or nothing.

    Raises MapError, SheetError, NotAllowed.
    """
    found = begun()
    report = import_file(file, source_map=load_map(map_name), by=_head(now), now=now, progress=progress)
    count = _take_up(found.village, now=now) if found else 0
    record("demo.reports_entered", by=None, now=now, chain=CHAIN, entered=report.entered, adopted=count)


def _head(now: datetime) -> Standing:
    posts = Post.objects.select_related("unit__place").filter(role=Role.COORDINATOR, unit__place=region().root)
    post = posts.filter(unit__parent=None).order_by("pk")[0]
    return standing_of(post, current_appointment(post.pk, today=local_day(now)))


def _take_up(path: str, *, now: datetime) -> int:
    """How many were taken up, by whoever may that is nearest."""
    low, high = subtree(path)
    on = local_day(now)
    able = [each for each in Desk.of(path).along(path, on=on) if each.has(Power.ADOPT) and each.has(Power.PROPOSE)]
    if not able:
        return 0
    with seeing(of_post(able[0])):
        newest = Case.objects.filter(step=Step.IMPORTED, place_path__gte=low, place_path__lt=high)
        cases = list(newest.order_by("-received_at", "pk")[:TAKEN_UP])
        for case in cases:
            routing.adopt(case.pk, interest=Interest.NONE, by=able[0], now=now)
            title = load_pack(case.pack).category(case.category).title.en
            talking.summarise(case.pk, summary=f"Report: {title}", category=case.category, by=able[0], now=now)
    return len(cases)
