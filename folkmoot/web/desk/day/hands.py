"""On My day: the cases that I help with, reports that I owe, and reports to me that I have not read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from folkmoot.cases.models import Case, Report, Supervision
from folkmoot.officers.models import Post
from folkmoot.officers.rules.standing import Officer
from folkmoot.web.desk.case.lines import CaseLines
from folkmoot.web.desk.supervised import reports_due, reports_to_read

#: a report is called to mind so long before its day
AHEAD: Final = timedelta(days=2)
SHOWN: Final = 20


@dataclass(frozen=True)
class Unread:
    """The reports about one case that wait to be read: to which post, how many, and when the last came."""

    case: Case
    post: Post
    count: int
    at: datetime


@dataclass(frozen=True)
class Hands:
    """What several posts have to do with one case, for one of them; `helping` is written already."""

    helping: SafeString
    due: list[Supervision]
    unread: list[Unread]

    @property
    def is_any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.helping or self.due or self.unread)


def hands_of(officer: Officer, *, lines: CaseLines, today: date) -> Hands:
    """Two statements, and one more for who helps."""
    return Hands(
        helping=lines.of(_joined(officer), why=_("You help with this")),
        due=reports_due(officer, until=today + AHEAD)[:SHOWN],
        unread=_by_case(reports_to_read(officer, today=today))[:SHOWN],
    )


def _by_case(reports: Iterable[Report]) -> list[Unread]:
    """A line for each case, in the order of the first report; to open the case is to read them all."""
    found: dict[int, Unread] = {}
    for report in reports:
        count = found[report.case_id].count if report.case_id in found else 0
        found[report.case_id] = Unread(report.case, report.post, count + 1, report.at)
    return list(found.values())


def _joined(officer: Officer) -> list[Case]:
    if not officer.joined:
        return []
    found = Case.objects.visible_to(officer).filter(pk__in=sorted(officer.joined)).select_related("place")
    return list(found.order_by("due_at", "pk")[:SHOWN])
