"""What another unit records of what the resident said."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.actions import closing, codes
from folkmoot.cases.models import Case
from folkmoot.officers.rules.authority import Power
from folkmoot.procedures.rules.steps import Move
from folkmoot.web.desk.deeds.base import DeedForm, MoveForm, text_field


def asked_field() -> forms.BooleanField:
    """Nobody answers for the resident."""
    return forms.BooleanField(
        label=_("I asked the resident myself, in private, and this is their own word."),
        error_messages={"required": _("Ask the resident first. Nobody else can answer for them.")},
    )


class Confirm(MoveForm):
    """The resident told the call-back that it is resolved."""

    move = Move.CONFIRM
    done = _("Recorded: the resident says that it is resolved.")
    asked = asked_field()

    def act(self, *, now: datetime) -> str:
        """Confirms."""
        closing.confirm(self.case.pk, by=self.by, now=now, seen=self.seen_version)
        return ""


class Dispute(MoveForm):
    """The resident told the call-back that it is not resolved."""

    move = Move.DISPUTE
    done = _("Recorded: the resident says that it is not resolved.")
    reason = text_field(_("What the resident said"), rows=4)
    asked = asked_field()

    def act(self, *, now: datetime) -> str:
        """Disputes."""
        closing.dispute(self.case.pk, reason=self.cleaned_data["reason"], by=self.by, now=now, seen=self.seen_version)
        return ""


class Reopen(MoveForm):
    """The resident told the call-back that it should go on."""

    move = Move.REOPEN
    done = _("The case is open again.")
    reason = forms.CharField(
        label=_("What the resident said"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    asked = asked_field()

    def act(self, *, now: datetime) -> str:
        """Reopens."""
        closing.reopen(self.case.pk, reason=self.cleaned_data["reason"], by=self.by, now=now, seen=self.seen_version)
        return ""


class Invite(DeedForm):
    """A one-time key, told to the filer."""

    name = "invite"
    title = _("Make a one-time key")
    consequence = _(
        "Tell the key to the resident alone. With it they set a code of their own that nobody here knows; "
        "only then can they confirm, withdraw or rate. It works once, for 14 days."
    )
    power = Power.INVITE

    @classmethod
    def fits(cls, case: Case, *, has_own_code: bool) -> bool:
        """Whoever has a code of their own needs no key."""
        return not has_own_code

    def act(self, *, now: datetime) -> str:
        """Draws the key."""
        return codes.invite(self.case.pk, by=self.by, now=now)
