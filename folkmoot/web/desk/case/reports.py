"""Weeks of a supervision that went by without a report."""

from datetime import date

from django.utils import timezone

from folkmoot.cases.models import Case
from folkmoot.cases.rules.supervising import missing_days
from folkmoot.procedures.queries import calendar
from folkmoot.web.desk.case.parts import CaseFile


def missing_reports(case: Case, file: CaseFile, *, today: date) -> list[date]:
    """The days on which a report was due and none came, since the case was last opened. None while it is closed."""
    watch = file.supervision
    if watch is None or not case.is_open:
        return []
    reopened = [each.at for each in file.history if each.kind in {"case.reopened", "case.sent_back"}]
    opened = timezone.localtime(max([watch.since, *reopened])).date()
    reported = {each.due_on for each in file.reports if each.supervision == watch.pk}
    since = timezone.localtime(watch.since).date()
    found = missing_days(since, reported=reported, today=today, calendar=calendar())
    return [day for day in found if day > opened]
