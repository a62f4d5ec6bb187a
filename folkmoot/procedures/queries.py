"""What the region decides about procedures."""

from folkmoot.places.queries import region
from folkmoot.procedures.rules.calendars import calendar_for
from folkmoot.procedures.rules.clocks import Calendar


def calendar() -> Calendar:
    """The region's rest days. Raises UnknownCountryError."""
    here = region()
    return calendar_for(here.country, here.subdivision or None)
