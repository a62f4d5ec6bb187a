"""Rest days of a country, by its published calendar."""

from datetime import date, timedelta
from functools import cache

import chinese_calendar
import holidays

from folkmoot.procedures.rules.clocks import Calendar

CHINA = "CN"
SATURDAY = 5


class UnknownCountryError(LookupError):
    """A country or subdivision whose holidays are not known."""

    def __init__(self, country: str, subdivision: str | None) -> None:
        place = f"{country}-{subdivision}" if subdivision else country
        super().__init__(f"The holidays of {place!r} are not known.")
        self.country = country
        self.subdivision = subdivision


class CountryCalendar:
    """Weekends and public holidays of a country or a part of it, by the rules in `holidays`."""

    published_until: date | None = None

    def __init__(self, country: str, subdivision: str | None = None) -> None:
        """`subdivision` is the part after the hyphen in ISO 3166-2. Raises UnknownCountryError."""
        try:
            holidays.country_holidays(country, subdiv=subdivision)
        except NotImplementedError as error:
            raise UnknownCountryError(country, subdivision) from error
        self._place = (country, subdivision)

    def is_rest_day(self, on: date, /) -> bool:
        return on in _rest_days(*self._place, on.year)


class ChineseCalendar:
    """China's published calendar with its swapped weekends; outside its years, weekends and the statutory days."""

    def __init__(self) -> None:
        self._rest_days = frozenset(chinese_calendar.constants.holidays)
        self._swapped_in = frozenset(chinese_calendar.constants.workdays)
        # The State Council publishes whole years, so the last known day stands for the end of its year.
        self._years = range(min(self._rest_days).year, max(self._rest_days).year + 1)
        self.published_until: date | None = date(self._years[-1], 12, 31)
        self._statutory = CountryCalendar(CHINA)

    def is_rest_day(self, on: date, /) -> bool:
        if on.year not in self._years:
            return self._statutory.is_rest_day(on)
        return on in self._rest_days or (on.weekday() >= SATURDAY and on not in self._swapped_in)


@cache
def calendar_for(country: str, subdivision: str | None = None) -> Calendar:
    """The calendar of an ISO 3166 country, "CN", or "CH" and "ZH" for Zürich; raises UnknownCountryError."""
    if country == CHINA:
        return ChineseCalendar()
    return CountryCalendar(country, subdivision)


@cache
def _rest_days(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    # One object a year: `holidays` fills a shared one on demand, and a second thread could read it half filled.
    known = holidays.country_holidays(country, subdiv=subdivision, years=year)
    first = date(year, 1, 1)
    days = (first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days))
    return frozenset(day for day in days if not known.is_working_day(day))
