"""Tasks of a case that several handle are due on the day of its clock, and follow it."""

from collections.abc import Mapping
from datetime import date

from folkmoot.cases.models import Case, Clock, Member, Task
from folkmoot.procedures.rules.clocks import Due


def shared_day(case: Case) -> date | None:
    """The last day of the clock that is due first; None where none runs."""
    running = Clock.objects.filter(case=case, name=case.due_clock, stopped_at=None)
    return running.values_list("due_on", flat=True).first()


def follow_shared_clock(case: Case, moved: Mapping[str, tuple[Due, Due]]) -> None:
    """Moves what the members still have to do along with the clock that the case was due by.

    `moved` says by the names of the clocks what they showed and what they show now.
    """
    if case.due_clock not in moved:
        return
    was, now = moved[case.due_clock]
    helping = Member.objects.filter(case=case, until=None).values("post")
    Task.objects.filter(case=case, done_at=None, due_on=was.on, post__in=helping).update(due_on=now.on)
