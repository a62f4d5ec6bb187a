"""The fields of a contact card."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.models.party import ContactCard
from folkmoot.web.forms import PageForm

#: ways on which somebody can be reached without danger
SAFE_CHANNELS: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        "phone": _("Telephone"),
        "email": _("E-mail"),
        "letter": _("Letter"),
        "visit": _("Visit"),
        "notice": _("Notice at the office, with the reference alone"),
        "call_in": _("They come by with reference and code"),
        "none": _("No contact: they come to us"),
    }
)


class ContactFields(PageForm):
    """How somebody can be reached safely. Nothing of it has to be given."""

    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    safe_channel = forms.ChoiceField(
        label=_("How can they be reached safely?"),
        help_text=_("Whoever has neither a telephone nor e-mail: a visit, a notice at the office, or they come by."),
        choices=[("", _("Not asked yet")), *SAFE_CHANNELS.items()],
        required=False,
    )
    hours = forms.CharField(label=_("At what hours?"), max_length=80, required=False)
    code_name = forms.CharField(
        label=_("Code name"),
        help_text=_("What the caller says instead of where they call from."),
        max_length=60,
        required=False,
    )
    no_voicemail = forms.BooleanField(label=_("Leave no message on an answering machine"), required=False)


def contact_of(given: dict[str, Any]) -> ContactCard:
    """The card from the cleaned fields."""
    names = ("phone", "email", "address", "safe_channel", "hours", "code_name", "no_voicemail")
    return ContactCard(**{name: given[name] for name in names})
