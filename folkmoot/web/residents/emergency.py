"""Whom to call when somebody is in danger, by country."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Any of them can be called without charge. CN: Ministry of Public Security; CH: 112 reaches the police; US: 911.
NUMBERS: Final[Mapping[str, tuple[tuple[str, Promise], ...]]] = MappingProxyType(
    {
        "CN": (("110", _("Police")), ("120", _("Ambulance")), ("119", _("Fire brigade"))),
        "CH": (("117", _("Police")), ("144", _("Ambulance")), ("118", _("Fire brigade"))),
        "US": (("911", _("Police, ambulance, fire brigade")),),
    }
)
ANYWHERE: Final[tuple[tuple[str, Promise], ...]] = (("112", _("Police, ambulance, fire brigade")),)


def numbers_for(country: str) -> tuple[tuple[str, Promise], ...]:
    """Numbers with what they reach."""
    return NUMBERS.get(country, ANYWHERE)
