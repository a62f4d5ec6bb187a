"""How long a clock may stand for one reason."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from folkmoot.procedures.rules.clock_rules import PauseRule
from folkmoot.procedures.rules.clocks import Pause

#: A law may leave open how long a clock stands; its planned last day is still no further away.
LONGEST_PLAN_DAYS: Final = 366

#: What ends when the resident answers: the clock stood for that answer, or at their wish.
ENDED_BY_ANSWER: Final = frozenset({"information_from_resident", "resident_asked"})
#: The reason for which a question to the resident may stop the clock.
FOR_AN_ANSWER: Final = "information_from_resident"


def last_day(reason: PauseRule, *, from_on: date, earlier: Iterable[Pause] = ()) -> date | None:
    """
    The last day on which a clock may stand that begins to stand on `from_on`; None where no day is left.

    All pauses for the one reason count together, else "no longer than 30 days" would be said again every 30 days.
    """
    longest = reason.longest_days or LONGEST_PLAN_DAYS
    stood = {day for each in earlier for day in _days(each, before=from_on)}
    left = longest - (len(stood) if reason.longest_days else 0)
    return from_on + timedelta(days=left - 1) if left > 0 else None


def _days(pause: Pause, *, before: date) -> Iterable[date]:
    until = before - timedelta(days=1) if pause.until_on is None else min(pause.until_on, before - timedelta(days=1))
    return (pause.from_on + timedelta(days=n) for n in range((until - pause.from_on).days + 1))
