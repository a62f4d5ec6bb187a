"""Clocks, pauses and extensions as the tests count them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from folkmoot.procedures.rules.calendars import calendar_for
from folkmoot.procedures.rules.citations import Basis, Grounds
from folkmoot.procedures.rules.clock_rules import Binds, ClockName, ClockRule, DayUnit, Extension
from folkmoot.procedures.rules.clocks import Calendar, Pause, due
from folkmoot.procedures.rules.text import Text

WORDS = Text(en="in words", zh="文字")
CHINA = (calendar_for("CN"), ZoneInfo("Asia/Shanghai"))
ZURICH = (calendar_for("CH", "ZH"), ZoneInfo("Europe/Zurich"))
NEW_YORK = (calendar_for("US", "NY"), ZoneInfo("America/New_York"))
WORKING, CALENDAR = DayUnit.WORKING, DayUnit.CALENDAR


GROUNDS = Grounds(Basis.POLICY, source=WORDS)


def rule(
    days: int, unit: DayUnit, *, name: ClockName = ClockName.ANSWER, years: int = 0, binds: Binds = Binds.DESK
) -> ClockRule:
    return ClockRule(
        name=name,
        days=days,
        years=years,
        unit=unit,
        binds=binds,
        grounds=GROUNDS,
        starts_at=WORDS,
        title=WORDS,
        starts=(),
        ends=(),
    )


def extension(days: int, *, clock: ClockName = ClockName.ANSWER, times: int = 1) -> Extension:
    return Extension(clock=clock, days=days, times=times, approved_by=None, title=WORDS, told=WORDS, grounds=GROUNDS)


def due_on(
    days: int, unit: DayUnit, start: str, *, where: tuple[Calendar, ZoneInfo], pauses: tuple[Pause, ...] = ()
) -> date:
    """The due date of an event at ten in the morning of a local day."""
    calendar, zone = where
    started_at = datetime.fromisoformat(f"{start}T10:00").replace(tzinfo=zone)
    return due(rule(days, unit), started_at=started_at, zone=zone, calendar=calendar, pauses=pauses).on


def pause(from_on: str, until_on: str | None) -> Pause:
    return Pause(date.fromisoformat(from_on), date.fromisoformat(until_on) if until_on else None)
