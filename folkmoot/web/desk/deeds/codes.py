"""Handing a code to a party who was reached."""

from datetime import datetime
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.actions import codes
from folkmoot.officers.rules.authority import Power
from folkmoot.web.desk.deeds.base import DeedForm
from folkmoot.web.desk.deeds.talking import party_choices


class IssueCode(DeedForm):
    """A code for one party, shown once."""

    name = "issue_code"
    title = _("Hand out a code")
    consequence = _(
        "With it the party follows the case and answers. You see it, so it cannot confirm, withdraw or rate. "
        "It is shown once."
    )
    power = Power.ISSUE_CODE
    party = forms.TypedChoiceField(label=_("For whom?"), coerce=int, widget=forms.RadioSelect)

    def prepare(self) -> None:
        """Offers the parties."""
        found = party_choices(self.case)
        field = cast("forms.TypedChoiceField", self.fields["party"])
        field.choices = found
        field.initial = found[0][0] if found else None

    def act(self, *, now: datetime) -> str:
        """Issues the code."""
        return codes.issue_code(self.case.pk, self.cleaned_data["party"], by=self.by, now=now)
