"""What My day says about clocks: what stands, what goes on again, and about whose time one decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from folkmoot.cases.actions.clocks import extension_of
from folkmoot.cases.approvers import Request, approvers
from folkmoot.cases.models import Case, Extension, Pause
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Officer
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.steps import LED
from folkmoot.web.desk.case.lines import CaseLines

SHOWN: Final = 20
#: for so long the lead is told that a pause has ended by itself
TOLD: Final = timedelta(days=7)


@dataclass(frozen=True)
class DayClocks:
    """The cases of each kind, written as lines."""

    deciding: SafeString
    going_on: SafeString
    standing: SafeString

    @property
    def is_any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.deciding or self.going_on or self.standing)


def clocks_of(officer: Officer, *, lines: CaseLines, today: date) -> DayClocks:
    """Two statements, and one more where somebody asks for more time."""
    pauses = _pauses(officer, today=today)
    return DayClocks(
        deciding=lines.of(_to_decide(officer, today=today), why=_("More time is asked for: you decide")),
        going_on=lines.of(
            _cases(each for each in pauses if each.until_on < today), why=_("The pause is over: the time goes on")
        ),
        standing=lines.of(_cases(each for each in pauses if each.until_on >= today), why=_("The time stands")),
    )


def _pauses(officer: Officer, *, today: date) -> list[Pause]:
    """Pauses of cases that I lead which stand, or ended by themselves lately."""
    mine = [each.post_id for each in officer.standings]
    found = Pause.objects.filter(
        case__lead_post__in=mine, case__step__in=sorted(LED), ended_at=None, until_on__gte=today - TOLD
    )
    return list(found.select_related("case__place").order_by("until_on", "pk")[: 2 * SHOWN])


def _to_decide(officer: Officer, *, today: date) -> list[Case]:
    """Cases in which somebody asks for more time, and one of my posts decides."""
    mine = {each.post_id for each in officer.with_power(Power.GRANT_EXTENSION)}
    if not mine:
        return []
    waiting = Extension.objects.filter(
        decided_at=None, clock__stopped_at=None, case__in=Case.objects.visible_to(officer).open()
    )
    found = list(waiting.exclude(asked_by__in=mine).select_related("clock", "case__place").order_by("asked_at"))
    deciding = approvers(_requests(found), today=today)
    return [each.case for each in found if mine & set(deciding.get(each.case_id, ()))][:SHOWN]


def _requests(found: Iterable[Extension]) -> Iterable[Request]:
    for each in found:
        rule = extension_of(each.clock, pack_of(each.case))
        if rule is not None and rule.approved_by is not None:
            posts = (each.case.lead_post_id or each.asked_by_id, each.asked_by_id)
            yield Request(each.case_id, each.case.unit_id, rule.approved_by, posts)


def _cases(pauses: Iterable[Pause]) -> list[Case]:
    """Each case once."""
    return list({each.case_id: each.case for each in pauses}.values())[:SHOWN]
