"""The ways between the pages of early warning."""

from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.officers.rules.authority import Power
from folkmoot.web.doors import OfficerRequest

#: name, address, title, and the power without which there is nothing to see
_TABS: Final[tuple[tuple[str, str, Promise, Power], ...]] = (
    ("cases", "desk:warnings", _("Single cases"), Power.OVERVIEW),
    ("signals", "desk:signals", _("Places and topics"), Power.READ),
    ("film", "desk:signals_film", _("Film of past nights"), Power.OVERVIEW),
    ("calibration", "desk:signals_calibration", _("How often it is noise"), Power.OVERVIEW),
    ("campaigns", "desk:campaigns", _("Campaigns"), Power.OVERVIEW),
)


def tabs(request: OfficerRequest, here: str) -> list[dict[str, object]]:
    """Those that the officer may open, for `parts/tabs.html`; `here` is the name of the page that is shown."""
    return [
        {"href": reverse(address), "title": title, "is_here": name == here}
        for name, address, title, power in _TABS
        if request.officer.may(power)
    ]
