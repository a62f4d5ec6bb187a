"""Clocks, pauses and extensions as the tests count them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

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


places = st.sampled_from([CHINA, ZURICH, NEW_YORK])
limitations = st.builds(lambda years: rule(0, CALENDAR, years=years), st.integers(1, 3))
rules = st.builds(rule, st.integers(1, 90), st.sampled_from(DayUnit)) | limitations
starts = st.datetimes(datetime(2024, 1, 1), datetime(2029, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
pauses_near = st.lists(st.tuples(st.integers(-20, 150), st.integers(0, 60)), max_size=5)


def placed(spans: list[tuple[int, int]], *, start: datetime) -> tuple[Pause, ...]:
    """Pauses by their distance from the event and their length, in days."""
    first = [start.date() + timedelta(days=offset) for offset, _ in spans]
    return tuple(Pause(day, day + timedelta(days=length)) for day, (_, length) in zip(first, spans, strict=True))
