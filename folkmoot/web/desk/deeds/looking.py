"""Deeds that show what they will do before they do it: the first press looks, the second one acts."""

from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from folkmoot.web.desk.deeds.base import MoveForm


class LookedAtFirst(MoveForm):
    """A move that cannot be taken back by whoever makes it. `is_asking` says that it waits for the second press."""

    checked = forms.CharField(widget=forms.HiddenInput, required=False)

    is_looked_at: bool = False

    def looked_at(self, given: dict[str, Any]) -> str:
        """What the second press has to be about, in short: what was changed since is looked at anew."""
        told = "\0".join(str(given.get(name, "")) for name in sorted(given) if name not in {"seen", "checked"})
        return sha256(told.encode()).hexdigest()[:16]

    def clean(self) -> dict[str, Any]:
        """The first press only shows."""
        given = super().clean() or self.cleaned_data
        subject = "" if self.errors else self.looked_at(given)
        self.is_looked_at = bool(subject) and given.get("checked") == subject
        # What is written into the page again says what was looked at.
        self.data = {**dict(self.data.items()), "checked": subject}
        return given

    def is_ready(self) -> bool:
        """Whether it was shown."""
        return self.is_looked_at

    @property
    def is_asking(self) -> bool:
        """Whether it now shows what will be done, and asks."""
        return self.is_bound and self.is_valid() and not self.is_looked_at

    @property
    def button(self) -> str:
        """The first press is called by what it does."""
        return str(self.title) if self.is_asking else _("Look at it first")
